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
      const { path } = await api.host.openFolder({ purpose: 'backup' });
      if (path !== null) setWritten(await api.workspace.backup({ path }));
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  };
  return (
    <section className="qp-card" aria-label="备份">
      <h2>备份</h2>
      <p>在您选定的位置建一个备份文件夹，内容加密，打开时用备份当时的口令。建议每天下班前备份到另一块盘。</p>
      <p>需要时，在解锁画面点“打开其他文件夹中的工作区”，选中备份文件夹即可继续工作。</p>
      <dl className="qp-facts">
        <dt>最近备份</dt>
        <dd>{last ? formatTime(last) : '尚未备份'}</dd>
      </dl>
      <div className="qp-acts">
        <Button type="primary" loading={busy} onClick={() => void write()}>
          选择位置并备份
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
