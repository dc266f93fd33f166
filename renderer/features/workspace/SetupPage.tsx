import { Button, Steps } from 'antd';
import { useState } from 'react';
import type { WorkspaceStatus } from '#shared/api/workspace.ts';
import { useAct, useRead } from '../../app/data.ts';
import { navigate } from '../../app/router.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { EntryShell } from './EntryShell.tsx';
import { OtherWorkspaces } from './OtherWorkspaces.tsx';
import { SetupStep } from './SetupStep.tsx';
import { emptySetup, SETUP_STEPS, type SetupDraft, stepProblem } from './setup.ts';
import { useTakeStatus } from './useTakeStatus.ts';

const LAST = SETUP_STEPS.length - 1;
/** The steps after it have no field that takes the focus: there Enter goes on from the button. */
const PASSPHRASE_STEP = 2;

/** First start, or a real workspace beside the demo: five short steps, nothing is written before the last. */
export function SetupPage({ status }: { status: WorkspaceStatus }) {
  const [draft, setDraft] = useState<SetupDraft>(emptySetup);
  const [step, setStep] = useState(0);
  const suggested = useRead('workspace', 'known', {}).data?.suggested ?? '';
  const create = useAct('workspace', 'create');
  const takeStatus = useTakeStatus();
  const problem = stepProblem(step, draft);
  const finish = () =>
    create.mutate(
      {
        folder: draft.folder?.trim() || null,
        name: draft.name.trim(),
        unit: draft.unit.trim(),
        person: draft.person.trim(),
        passphrase: draft.passphrase.passphrase,
        rootCertificate: draft.rootCertificate,
      },
      {
        onSuccess: async (created) => {
          navigate([], {}, { replace: true });
          await takeStatus(created);
        },
      },
    );
  const forward = () => {
    if (problem !== null) return;
    if (step === LAST) finish();
    else setStep(step + 1);
  };
  return (
    <EntryShell version={status.version} wide>
      <section className="qp-card qp-setup" aria-label="新建工作区">
        <h2>新建工作区</h2>
        <Steps
          size="small"
          current={step}
          titlePlacement="vertical"
          items={SETUP_STEPS.map((title, index) => ({ title, disabled: index > step }))}
          onChange={(index) => index < step && setStep(index)}
        />
        <form
          className="qp-setup-body"
          onSubmit={(event) => {
            event.preventDefault();
            forward();
          }}
        >
          <div>
            <SetupStep step={step} draft={draft} suggested={suggested} onChange={setDraft} />
          </div>
          {create.error !== null && <ErrorPanel title="没有建立工作区" error={create.error} />}
          <div className="qp-entry-row">
            {step > 0 && <Button onClick={() => setStep(step - 1)}>上一步</Button>}
            <Button
              key={step}
              type="primary"
              htmlType="submit"
              autoFocus={step > PASSPHRASE_STEP}
              disabled={problem !== null}
              loading={create.isPending}
            >
              {step === LAST ? '建立工作区' : '下一步'}
            </Button>
            <span className="qp-faint">{problem}</span>
            {status.state !== 'absent' && (
              <Button type="link" className="qp-entry-leave" onClick={() => navigate([])}>
                不新建，返回
              </Button>
            )}
          </div>
        </form>
      </section>
      <OtherWorkspaces status={status} />
    </EntryShell>
  );
}
