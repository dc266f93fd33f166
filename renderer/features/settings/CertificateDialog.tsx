import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import type { OutputOf } from '#shared/api/route.ts';
import type { workspaceApi } from '#shared/api/workspace.ts';
import { districtName } from '#shared/domain/districts.ts';
import { ROLE_TITLES } from '#shared/domain/person.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useReport } from '../../app/useReport.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatDay } from '../../ui/format.ts';
import { HashGroups } from '../../ui/HashGroups.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';

type Preview = OutputOf<(typeof workspaceApi)['previewCertificate']>;

/** Shows what a certificate says before it is taken; a root seen for the first time is compared with the centre's sheet. */
export function CertificateDialog({ onClose }: { onClose: () => void }) {
  const api = useApi();
  const report = useReport();
  const [chosen, setChosen] = useState<{ path: string; preview: Preview } | null>(null);
  const [compared, setCompared] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const attempt = async (act: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await act();
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  };
  const choose = () =>
    attempt(async () => {
      const { path } = await api.host.openFile({ purpose: 'certificate' });
      if (path === null) return;
      setCompared(false);
      setChosen({ path, preview: await api.workspace.previewCertificate({ path }) });
    });
  const install = (path: string) =>
    attempt(async () => {
      await api.workspace.installCertificate({ path });
      report.tell('证书已装入。');
      onClose();
    });
  const ready = chosen !== null && (chosen.preview.rootKnown || compared);
  return (
    <Dialog
      title="装入证书"
      okText="装入"
      okButtonProps={{ disabled: !ready, loading: busy }}
      onOk={() => chosen && void install(chosen.path)}
      onCancel={onClose}
      width={560}
    >
      <div className="qp-dialog">
        <Button onClick={() => void choose()}>{chosen ? '换一个文件' : '选择中心签发的证书'}</Button>
        {chosen && <PreviewFacts preview={chosen.preview} />}
        {chosen && <RootCheck preview={chosen.preview} compared={compared} onCompared={setCompared} />}
        {error !== null && <ErrorPanel title="没有装入" error={error} />}
      </div>
    </Dialog>
  );
}

function PreviewFacts({ preview }: { preview: Preview }) {
  return (
    <dl className="qp-facts">
      <dt>姓名</dt>
      <dd>
        <VisibleText text={preview.name} />
      </dd>
      <dt>单位</dt>
      <dd>
        <VisibleText text={preview.unit} />
      </dd>
      <dt>身份</dt>
      <dd>
        {ROLE_TITLES[preview.role]}
        {preview.district && `，${districtName(preview.district)}`}
      </dd>
      <dt>有效期</dt>
      <dd>
        {formatDay(preview.notBefore)} 至 {formatDay(preview.notAfter)}
      </dd>
    </dl>
  );
}

interface RootProps {
  preview: Preview;
  compared: boolean;
  onCompared: (compared: boolean) => void;
}

function RootCheck({ preview, compared, onCompared }: RootProps) {
  return (
    <>
      <HashGroups groups={preview.rootGroups} label="中心根证书指纹" verified={preview.rootKnown} />
      {preview.rootKnown ? (
        <p className="qp-faint">与本工作区已登记的中心根证书一致。</p>
      ) : (
        <>
          <p>本工作区第一次见到这个中心。请拿出中心下发的纸质指纹单，逐组核对上面十六组。</p>
          <Checkbox checked={compared} onChange={(event) => onCompared(event.target.checked)}>
            十六组全部一致
          </Checkbox>
        </>
      )}
    </>
  );
}
