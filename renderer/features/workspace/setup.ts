import { emptyPassphrase, type PassphraseDraft, passphraseProblem } from './passphraseDraft.ts';

/** What the wizard gathers before anything is written. */
export interface SetupDraft {
  name: string;
  /** `null`: the suggested place. */
  folder: string | null;
  unit: string;
  person: string;
  passphrase: PassphraseDraft;
  rootCertificate: string | null;
}

export const emptySetup: SetupDraft = {
  name: '',
  folder: null,
  unit: '',
  person: '',
  passphrase: emptyPassphrase,
  rootCertificate: null,
};

export const SETUP_STEPS = ['名称与位置', '单位与人员', '口令', '恢复方式', '核对'] as const;

/** Words of this workspace an acquaintance would try as its passphrase. */
export const personalWords = ({ name, unit, person }: SetupDraft): string[] =>
  [name, unit, person].map((word) => word.trim()).filter(Boolean);

/** What is missing on a step, as a sentence; `null` when one can go on. */
export function stepProblem(step: number, draft: SetupDraft): string | null {
  if (step === 0) {
    if (draft.name.trim() === '') return '请填写工作区名称。';
    return draft.folder?.trim() === '' ? '请填写位置。' : null;
  }
  if (step === 1) {
    if (draft.unit.trim() === '') return '请填写单位。';
    return draft.person.trim() === '' ? '请填写姓名。' : null;
  }
  return step === 2 ? passphraseProblem(draft.passphrase, personalWords(draft)) : null;
}
