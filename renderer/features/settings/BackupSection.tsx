import { Button } from 'antd';
import { useState } from 'react';
import type { OutputOf } from '#shared/api/route.ts';
import type { workspaceApi } from '#shared/api/workspace.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useRead } from '../../app/data.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatBytes, formatTime } from '../../ui/format.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';

type Written = OutputOf<(typeof workspaceApi)['backup']>;

/** An encrypted copy of the workspace on another medium. */
export function BackupSection() {
  const api = useApi();
  const last = useRead('settings', 'statusLine', {}).data?.lastBackupAt ?? null;
  const [written, setWritten] = useState<Written | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const write = async () => {
    setBusy(true);
    setError(null);
    setWritten(null);
    try {
      const day = formatTime(new Date().toISOString()).slice(0, 10);
      const { path } = await api.host.saveFile({ purpose: 'backup', suggestedName: `泉评备份-${day}.qpbak` });
      if (path !== null) setWritten(await api.workspace.backup({ path }));
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  };
  return (
    <section className="qp-card" aria-label="备份">
      <h2>备份</h2>
      <p>备份保存到您选定的位置，内容加密，打开时需要备份时的口令。建议每天下班前备份到另一块盘。</p>
      <dl className="qp-facts">
        <dt>最近备份</dt>
        <dd>{last ? formatTime(last) : '尚未备份'}</dd>
      </dl>
      <div className="qp-acts">
        <Button type="primary" loading={busy} onClick={() => void write()}>
          立即备份
        </Button>
      </div>
      {written && (
        <p role="status">
          已备份到 <VisibleText text={written.path} />，{formatBytes(written.bytes)}。
        </p>
      )}
      {error !== null && <ErrorPanel title="没有备份" error={error} />}
    </section>
  );
}
