import type { WorkspaceStatus } from '#shared/api/workspace.ts';
import { useRead } from '../../app/data.ts';
import { Terms } from '../../ui/Terms.tsx';

const SHELLS = { electron: '桌面程序', browser: '浏览器窗口' } as const;

/** Versions and places. */
export function AboutSection({ status }: { status: WorkspaceStatus }) {
  const environment = useRead('settings', 'environment', {}).data;
  const catalogue = useRead('catalogue', 'programmes', {}).data;
  const lines = [
    ['程序', '泉评，济南市人才政策离线审核工作站'],
    ['版本', status.version],
    ['工作区', status.name ?? ''],
    ['工作区位置', status.folder],
    ['窗口', environment ? `${SHELLS[environment.shell]}，${environment.whyShell}` : ''],
    ['运行时', environment?.runtime ?? ''],
    ['政策目录', catalogue ? `${catalogue.programmes.length} 个项目，校验码 ${catalogue.hash.slice(0, 16)}` : ''],
    ['字体', '系统中文字体优先；缺少时用随附的思源黑体（SIL 开放字体许可 1.1）'],
  ] as const;
  return (
    <section className="qp-card" aria-label="关于">
      <h2>关于</h2>
      <Terms className="qp-facts" lines={lines.filter(([, value]) => value !== '')} />
      <p className="qp-faint">本程序不联网，不收集任何信息。</p>
    </section>
  );
}
