import type { ImportReport } from '#shared/api/transfer.ts';
import { hashGroups } from '#shared/domain/bundle.ts';
import { formatHash } from '../../app/router.ts';
import { HashGroups } from '../../ui/HashGroups.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';

/** The catalogue a policy bundle brought, and the way to put it in force. */
export function PolicyOutcome({ policy }: { policy: NonNullable<ImportReport['policy']> }) {
  return (
    <div className="qp-report-columns">
      <dl className="qp-origin">
        <dt>政策目录</dt>
        <dd>
          第 {policy.number} 号 · <VisibleText text={policy.title} />
        </dd>
        <dt>内容</dt>
        <dd>
          项目 {policy.programmes} 个，工作日历 {policy.calendarYears} 年
          {policy.sources > 0 && `，文件原文 ${policy.sources} 份`}
        </dd>
        <dt>最早启用</dt>
        <dd>{policy.from}</dd>
        <dt>办理</dt>
        <dd>
          <a href={formatHash(['settings', 'policies'])}>比较并启用</a>
        </dd>
      </dl>
      <HashGroups groups={hashGroups(policy.sha256)} label="目录校验码" />
    </div>
  );
}
