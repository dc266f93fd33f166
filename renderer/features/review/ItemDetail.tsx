import type { TextAreaRef } from 'antd/es/input/TextArea';
import type { ReactNode, RefObject } from 'react';
import type { AttachmentView } from '#shared/api/cases.ts';
import type { ChecklistItem, FactLine } from '#shared/api/review.ts';
import { type EvidenceView, REASONS, type ReasonCode } from '#shared/domain/review.ts';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { CommandKeys, useKeyWords } from '../../commands/CommandKeys.tsx';
import { VerdictMark } from '../../ui/VerdictMark.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { lacking } from './acts.ts';
import { EvidenceChips } from './EvidenceChips.tsx';
import { FactLines } from './FactLines.tsx';
import { NoteField } from './NoteField.tsx';
import { PrecheckLine } from './PrecheckLine.tsx';
import { ReasonPicker } from './ReasonPicker.tsx';

export interface ItemActs {
  pickReason: (reason: ReasonCode) => void;
  cancelReason: () => void;
  changeReason: () => void;
  saveNote: (text: string) => void;
  observe: (line: FactLine) => void;
  showEvidence: (evidence: EvidenceView) => void;
  removeEvidence: (evidence: EvidenceView) => void;
}

interface Props {
  item: ChecklistItem;
  files: readonly AttachmentView[];
  locked: boolean;
  /** The evidence gone to last, by key, chip or mark. */
  shownEvidence: string | null;
  /** The reason for 不符合 is being asked for. */
  picking: boolean;
  /** 其他 was chosen; the verdict is saved with the note. */
  noteWanted: boolean;
  /** The clauses in words, while they are asked for. */
  clauses: ReactNode;
  noteField: RefObject<TextAreaRef | null>;
  acts: ItemActs;
}

const VERDICT_BUTTONS = [
  ['review.pass', 'pass'],
  ['review.fail', 'fail'],
  ['review.doubt', 'doubt'],
  ['review.supplement', 'supplement'],
] as const;

/** The item at hand: what is asked, what the computer found, what was declared, and the official's own part. */
export function ItemDetail({
  item,
  files,
  locked,
  shownEvidence,
  picking,
  noteWanted,
  clauses,
  noteField,
  acts,
}: Props) {
  const verdict = item.verdict?.verdict;
  const lack = lacking(item);
  const noteKey = useKeyWords('review.note');
  return (
    <div className="qp-wb-detail">
      {item.requirement !== item.title && (
        <p className="qp-wb-requirement">
          <VisibleText text={item.requirement} />
        </p>
      )}
      <PrecheckLine precheck={item.precheck} />
      {item.declared.length > 0 && <FactLines lines={item.declared} locked={locked} onObserve={acts.observe} />}
      {item.cites.length > 0 && (
        <p className="qp-wb-cites">
          依据条款：
          {item.cites.map((cite) => (
            <span key={cite.id} title={cite.id}>
              {cite.label}
            </span>
          ))}
          <CommandButton id="review.clauses" type="link" size="small" aria-expanded={clauses !== null}>
            {clauses === null ? '看条款' : '收起条款'}
          </CommandButton>
        </p>
      )}
      {clauses}
      {!locked && (
        <fieldset className="qp-wb-verdicts" aria-label="判定">
          {VERDICT_BUTTONS.map(([id, name]) => (
            <CommandButton
              key={id}
              id={id}
              named
              className={`qp-wb-verdict qp-wb-verdict-${name}`}
              aria-pressed={verdict === name}
            >
              <VerdictMark verdict={name} />
              <CommandKeys id={id} />
            </CommandButton>
          ))}
        </fieldset>
      )}
      {picking && (
        <ReasonPicker value={item.verdict?.reason ?? null} onPick={acts.pickReason} onCancel={acts.cancelReason} />
      )}
      {!picking && verdict === 'fail' && (
        <p className="qp-wb-reason">
          原因：<strong>{item.verdict?.reason ? REASONS[item.verdict.reason] : '未填'}</strong>
          {!locked && (
            <button type="button" className="qp-wb-link" onClick={acts.changeReason}>
              更改
            </button>
          )}
        </p>
      )}
      {item.evidence.length > 0 && (
        <EvidenceChips
          evidence={item.evidence}
          files={files}
          locked={locked}
          shown={shownEvidence}
          onShow={acts.showEvidence}
          onRemove={acts.removeEvidence}
        />
      )}
      {lack && !locked && <p className="qp-wb-lack">{lack}</p>}
      {noteWanted && <p className="qp-wb-lack">选了“其他”，请在备注中写明原因，写好后自动保存。</p>}
      {locked ? (
        item.note && (
          <p className="qp-wb-reason">
            备注：
            <VisibleText text={item.note} />
          </p>
        )
      ) : (
        <NoteField
          key={item.itemId}
          saved={item.note}
          hint={
            item.verdict?.verdict === 'supplement' ? `备注${noteKey}：要求补正的内容，列入补正清单` : `备注${noteKey}`
          }
          field={noteField}
          onSave={acts.saveNote}
        />
      )}
    </div>
  );
}
