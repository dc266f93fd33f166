import { Button } from 'antd';
import type { OutputOf } from '#shared/api/route.ts';
import type { transferApi } from '#shared/api/transfer.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ExportedCases } from './ExportedCases.tsx';

type Preview = OutputOf<(typeof transferApi)['exportPreview']>;

/** The signed cases the next bundle takes along, and for whom it is sealed. */
export function ExportPreview({ preview, onExport }: { preview: Preview; onExport: () => void }) {
  const { cases, ready, reason, recipient } = preview;
  return (
    <section className="qp-card" aria-label="待回传">
      <div className="qp-choose">
        <div>
          <h2>{cases.length > 0 ? `${cases.length} 件待回传` : '导出审核结果'}</h2>
          <p className="qp-faint">
            {recipient ? `加密后只有${recipient}能打开。` : ''}
            写完后会从介质重新读出核对，核对无误才算完成。已导出但中心还没有确认的案卷会一并再次带上。
          </p>
          {!ready && reason && <p className="qp-export-reason">{reason}</p>}
        </div>
        <Button type="primary" size="large" icon={<Icon name="export" />} disabled={!ready} onClick={onExport}>
          选择保存位置
        </Button>
      </div>
      {cases.length > 0 && <ExportedCases cases={cases} />}
    </section>
  );
}
