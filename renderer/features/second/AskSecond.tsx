import { Button, Checkbox, Radio } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/ApiProvider.tsx';
import { useReport } from '../../app/useReport.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Barred, useExportObstacle } from '../privacy/exportRight.tsx';
import { CertificateChoice, type ChosenPerson } from './CertificateChoice.tsx';
import './second.css';

/** 提请复核: to a colleague at this workstation, or by stick to another one. */
export function AskSecond({ caseIds, onAsked }: { caseIds: readonly string[]; onAsked?: () => void }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        提请复核
      </Button>
      {asking && (
        <AskDialog
          caseIds={[...caseIds]}
          onClose={(asked) => {
            setAsking(false);
            if (asked) onAsked?.();
          }}
        />
      )}
    </>
  );
}

function AskDialog({ caseIds, onClose }: { caseIds: string[]; onClose: (asked: boolean) => void }) {
  const api = useApi();
  const report = useReport();
  const [blind, setBlind] = useState(true);
  const [away, setAway] = useState(false);
  const barred = useExportObstacle('bundle');
  const [person, setPerson] = useState<ChosenPerson | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      if (!away) {
        const { asked } = await api.second.ask({ caseIds, blind });
        report.tell(`已提请复核 ${asked} 件。`);
        onClose(true);
      } else if (person) {
        const suggestedName = `复核包-${person.name}.qpb`;
        const { path } = await api.host.saveFile({ purpose: 'bundle', suggestedName });
        if (path !== null) {
          const { cases, to } = await api.second.handOver({ caseIds, blind, certificate: person.path, path });
          report.tell(`已为${to}写好 ${cases} 件的复核包。`);
          onClose(true);
        }
      }
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  };
  return (
    <Dialog
      title={`提请复核 ${caseIds.length} 件`}
      okText={away ? '写复核包' : '提请复核'}
      okButtonProps={{ disabled: away && person === null, loading: busy }}
      onOk={() => void submit()}
      onCancel={() => onClose(false)}
      width={520}
    >
      <div className="qp-dialog">
        <p>案卷须已签署。复核员须是另一个人，持另一张证书；复核办结之前案卷不能重新开启，也不回传中心。</p>
        <Radio.Group
          className="qp-reasons"
          value={away}
          options={[
            { value: false, label: '由本工作站的复核员办理' },
            { value: true, label: '转交另一台工作站的复核员（写复核包到 U盘）', disabled: barred !== null },
          ]}
          onChange={(event) => setAway(event.target.value as boolean)}
        />
        <Barred why={barred} />
        {away && (
          <>
            <CertificateChoice chosen={person} onChosen={setPerson} onError={setError} />
            <p className="qp-faint">对方须已从中心收到同样的案卷包。</p>
          </>
        )}
        <Checkbox checked={blind} onChange={(event) => setBlind(event.target.checked)}>
          盲审：复核员签署之前看不到初审的任何内容
        </Checkbox>
        {error !== null && <ErrorPanel title="没有提请复核" error={error} />}
      </div>
    </Dialog>
  );
}
