import { Button } from 'antd';
import { useState } from 'react';
import type { SecondRow } from '#shared/api/second.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useReport } from '../../app/useReport.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Barred, useExportObstacle } from '../privacy/exportRight.tsx';
import { CertificateChoice, type ChosenPerson } from './CertificateChoice.tsx';

/** What became of reviews that came from another workstation goes back there. */
export function SendBack({ rows }: { rows: readonly SecondRow[] }) {
  const [sending, setSending] = useState(false);
  const settled = rows.filter(({ away, state }) => away && (state === 'returned' || state === 'approved'));
  if (settled.length === 0) return null;
  return (
    <>
      <Button size="small" onClick={() => setSending(true)}>
        回送复核结果
      </Button>
      {sending && <SendDialog rows={settled} onClose={() => setSending(false)} />}
    </>
  );
}

function SendDialog({ rows, onClose }: { rows: readonly SecondRow[]; onClose: () => void }) {
  const api = useApi();
  const report = useReport();
  const barred = useExportObstacle('bundle');
  const [person, setPerson] = useState<ChosenPerson | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const theirs = rows.filter(({ first }) => first === person?.name);
  const send = async (certificate: string) => {
    setBusy(true);
    setError(null);
    try {
      const { path } = await api.host.saveFile({ purpose: 'bundle', suggestedName: `复核结果-${person?.name}.qpb` });
      if (path !== null) {
        const secondIds = theirs.map(({ secondId }) => secondId);
        const { cases, to } = await api.second.sendBack({ secondIds, certificate, path });
        report.tell(`已为${to}写好 ${cases} 件的复核结果。`);
        onClose();
      }
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  };
  return (
    <Dialog
      title="回送复核结果"
      okText="写复核结果"
      okButtonProps={{ disabled: theirs.length === 0 || barred !== null, loading: busy }}
      onOk={() => person && void send(person.path)}
      onCancel={onClose}
    >
      <div className="qp-dialog">
        <p>选择初审人员的证书，把已裁定的复核结果写到 U盘，由对方在其工作站导入。</p>
        <Barred why={barred} />
        <CertificateChoice chosen={person} onChosen={setPerson} onError={setError} />
        {person && <p>{theirs.length > 0 ? `共 ${theirs.length} 件。` : `没有${person.name}初审的案卷。`}</p>}
        {error !== null && <ErrorPanel title="没有写好" error={error} />}
      </div>
    </Dialog>
  );
}
