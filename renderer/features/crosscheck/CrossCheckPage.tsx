import { Button, Pagination, Segmented, Select } from 'antd';
import { CROSS_KIND_TITLES, CROSS_KINDS, type CrossKind, isOpenHit } from '#shared/domain/crossCheck.ts';
import { useAct, useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { useLocation, useSetQuery } from '../../app/router.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { ComparePages } from './ComparePages.tsx';
import { HitCard } from './HitCard.tsx';
import './crosscheck.css';

const PAGE = 20;
const STATES = [
  { value: 'open', label: '待核查' },
  { value: 'confirmed', label: '已确认' },
  { value: 'dismissed', label: '已排除' },
  { value: 'all', label: '全部' },
] as const;
type State = (typeof STATES)[number]['value'];

/** 交叉核查: everything that was found between cases, by kind and state. */
export function CrossCheckPage() {
  const { query } = useLocation();
  const setQuery = useSetQuery();
  const kind = CROSS_KINDS.find((one) => one === query.kind);
  const state: State = STATES.find(({ value }) => value === query.state)?.value ?? 'open';
  const page = Math.max(1, Number.parseInt(query.page ?? '1', 10) || 1);
  const list = useRead(
    'crosscheck',
    'list',
    { kind, state: state === 'all' ? undefined : state, offset: (page - 1) * PAGE, limit: PAGE },
    { keep: true },
  );
  const { data, error } = list;
  const open = (one: CrossKind) =>
    (data?.counts ?? []).reduce((sum, row) => sum + (row.kind === one && isOpenHit(row.state) ? row.count : 0), 0);
  return (
    <div className="qp-page">
      <header className="qp-page-head">
        <h1>交叉核查</h1>
        <span className="qp-faint">{data && `共 ${data.total} 条`}</span>
        <div className="qp-page-acts">
          <CheckAll running={data?.running ?? null} />
        </div>
      </header>
      <ComparePages />
      <div className="qp-cross-filters">
        <Segmented
          aria-label="状态"
          value={state}
          options={[...STATES]}
          onChange={(value) => setQuery({ kind, state: value })}
        />
        <Select
          aria-label="类别"
          value={kind ?? 'all'}
          onChange={(value: CrossKind | 'all') => setQuery({ kind: value === 'all' ? undefined : value, state })}
          options={[
            { value: 'all' as const, label: '所有类别' },
            ...CROSS_KINDS.map((one) => ({ value: one, label: `${CROSS_KIND_TITLES[one]}（待核查 ${open(one)}）` })),
          ]}
        />
      </div>
      {error && <ErrorPanel title="没有读到交叉核查结果" error={error} />}
      {!data && !error && <Later>正在读取</Later>}
      {data?.hits.length === 0 && (
        <EmptyState title={state === 'open' ? '没有待核查的命中' : '没有符合筛选的命中'}>
          导入案卷时自动核对证件号码、联系电话、账号、互斥政策和相同文件，也可以随时“全部重新核对”；相同页面须另行比对。
        </EmptyState>
      )}
      {data?.hits.map((hit) => (
        <HitCard key={hit.hitId} hit={hit} caseId={null} />
      ))}
      {data && data.total > PAGE && (
        <Pagination
          current={page}
          pageSize={PAGE}
          total={data.total}
          showSizeChanger={false}
          onChange={(next) => setQuery({ kind, state, page: String(next) })}
        />
      )}
    </div>
  );
}

function CheckAll({ running }: { running: { done: number; total: number } | null }) {
  const check = useAct('crosscheck', 'check');
  const cancel = useAct('crosscheck', 'cancel');
  if (running) {
    return (
      <>
        <span role="status">
          正在核对 {running.done} / {running.total}
        </span>
        <Button onClick={() => cancel.mutate({})}>停止</Button>
      </>
    );
  }
  return (
    <Button loading={check.isPending} onClick={() => check.mutate({})}>
      全部重新核对
    </Button>
  );
}
