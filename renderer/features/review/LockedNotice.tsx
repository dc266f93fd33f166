import { Button, Form, Input, Radio } from 'antd';
import { useState } from 'react';
import type { CaseView } from '#shared/api/cases.ts';
import { CASE_STATE_TITLES, REOPEN_REASONS, type ReopenReason } from '#shared/domain/review.ts';
import { useAct } from '../../app/data.ts';
import { useLocation } from '../../app/router.ts';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatTime } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { CaseDocuments } from '../documents/CaseDocuments.tsx';
import { AskSecond } from '../second/AskSecond.tsx';

/** A signed case can be read; changing it needs a reason, which is journaled. */
export function LockedNotice({ view, onReopened }: { view: CaseView; onReopened: () => void }) {
  const [asking, setAsking] = useState(false);
  // A signed second review goes to adjudication, nowhere else.
  const second = useLocation().path[0] === 'second';
  return (
    <div className="qp-wb-locked" role="note">
      <Icon name="lock" />
      <span>
        {CASE_STATE_TITLES[view.row.state]}，第 {view.version} 版{view.signedBy && `，${view.signedBy}`}
        {view.signedAt && ` ${formatTime(view.signedAt)}`}。只能查看。
      </span>
      {view.version > 1 && (
        <CommandButton id="review.versions" size="small">
          版本差异
        </CommandButton>
      )}
      {!second && (
        <>
          <CaseDocuments caseId={view.row.caseId} />
          <AskSecond caseIds={[view.row.caseId]} />
          <Button size="small" onClick={() => setAsking(true)}>
            重新开启
          </Button>
        </>
      )}
      {asking && (
        <ReopenDialog
          caseId={view.row.caseId}
          onClose={(reopened) => {
            setAsking(false);
            if (reopened) onReopened();
          }}
        />
      )}
    </div>
  );
}

/** Adjudication opens cases by itself. */
const CODES = (Object.keys(REOPEN_REASONS) as ReopenReason[]).filter((code) => code !== 'second-review');

function ReopenDialog({ caseId, onClose }: { caseId: string; onClose: (reopened: boolean) => void }) {
  const reopen = useAct('review', 'reopen');
  const [reason, setReason] = useState<ReopenReason | null>(null);
  const [note, setNote] = useState('');
  const submit = () => {
    if (reason) reopen.mutate({ caseId, reason, note: note.trim() }, { onSuccess: () => onClose(true) });
  };
  return (
    <Dialog
      width={480}
      title="重新开启案卷"
      okText="重新开启"
      okButtonProps={{ disabled: reason === null, loading: reopen.isPending }}
      onOk={submit}
      onCancel={() => onClose(false)}
    >
      <p>重新开启后可以修改判定和结论，须再次签署并导出。已签署的版本仍会保留。</p>
      <Form layout="vertical">
        <Form.Item label="原因" required>
          <Radio.Group
            className="qp-reasons"
            value={reason}
            options={CODES.map((code) => ({ value: code, label: REOPEN_REASONS[code] }))}
            onChange={(event) => setReason(event.target.value as ReopenReason)}
          />
        </Form.Item>
        <Form.Item label="说明">
          <Input.TextArea
            aria-label="说明"
            value={note}
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 5 }}
            onChange={(event) => setNote(event.target.value)}
          />
        </Form.Item>
      </Form>
      {reopen.error !== null && <ErrorPanel title="没有重新开启" error={reopen.error} />}
    </Dialog>
  );
}
