import { Button, Tag } from 'antd';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { CrossHitView, CrossSide } from '#shared/api/crosscheck.ts';
import { CROSS_KIND_TITLES, CROSS_REASONS, CROSS_STATE_TITLES, isOpenHit } from '#shared/domain/crossCheck.ts';
import { CASE_STATE_TITLES, DECISION_TITLES } from '#shared/domain/review.ts';
import { useAct } from '../../app/data.ts';
import { formatHash } from '../../app/router.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatTime } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { DecideForm } from './DecideForm.tsx';

interface Props {
  hit: CrossHitView;
  /** The case on screen, which needs no link to itself; `null` on the list. */
  caseId: string | null;
}

/** Rows in which equal values say something about one person. */
const TELLING = ['申报人', '证件号码', '联系电话', '收款账号'];
const ROWS: [label: string, value: (side: CrossSide) => string][] = [
  ['申报人', ({ applicant }) => applicant],
  ['证件号码', ({ idNumber }) => idNumber],
  ['联系电话', ({ phone }) => phone],
  ['收款账号', ({ account }) => account],
  ['用人单位', ({ employer }) => employer],
  ['项目', ({ programme, programmeName }) => `${programme} ${programmeName}`],
  ['申报、接收', ({ appliedOn, receivedOn }) => `${appliedOn}，${receivedOn}`],
  ['区县', ({ districtName }) => districtName],
  [
    '办理状态',
    (side) => CASE_STATE_TITLES[side.state] + (side.decision ? `（${DECISION_TITLES[side.decision]}）` : ''),
  ],
];

/** One hit: both cases side by side, what they have in common, and what was decided. */
export function HitCard({ hit, caseId }: Props) {
  const open = isOpenHit(hit.state);
  const numberOf = (id: string) => hit.sides.find((side) => side.caseId === id)?.number ?? '';
  return (
    <article className={open ? 'qp-cross-hit qp-cross-open' : 'qp-cross-hit'} aria-label={hit.summary}>
      <header>
        <strong>{CROSS_KIND_TITLES[hit.kind]}</strong>
        <Tag color={open ? 'warning' : undefined}>{CROSS_STATE_TITLES[hit.state]}</Tag>
        <span>{hit.measures.join('、')}</span>
      </header>
      {hit.conflicts.map(({ owner, title, cites, certain, granted }) => (
        <p key={owner + title} className="qp-cross-conflict">
          <Icon name={hit.kind === 'exclusion' ? 'stop' : 'info'} />
          <span>
            案卷 {numberOf(owner)} 适用“{title}”{certain ? '' : '（是否适用须人工核定）'}；对方案卷
            {granted ? '已签署推荐' : '在审或尚未推荐'}。
            <span className="qp-faint">{cites.map(({ label }) => label).join('、')}</span>
          </span>
        </p>
      ))}
      <SideTable sides={hit.sides} caseId={caseId} />
      {hit.files.length > 0 && (
        <ul className="qp-cross-files">
          {hit.files.map(({ sha256, names: [first, second] }) => (
            <li key={sha256 + first + second}>
              <VisibleText text={first} />
              {first === second ? (
                '（两处同名）'
              ) : (
                <>
                  {' '}
                  ＝ <VisibleText text={second} />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
      {hit.pages.length > 0 && (
        <ul className="qp-cross-files">
          {hit.pages.map(({ names: [first, second], pages }) => (
            <li key={`${first} ${second} ${pages[0]}`}>
              <VisibleText text={first} /> {pagesIn(pages.map(([page]) => page))} ＝ <VisibleText text={second} />{' '}
              {pagesIn(pages.map(([, page]) => page))}
            </li>
          ))}
        </ul>
      )}
      <Decided hit={hit} />
    </article>
  );
}

/** Page numbers in a row: `第 1、3–5 页`. */
function pagesIn(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const page of [...new Set(numbers)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last[1] === page - 1) last[1] = page;
    else runs.push([page, page]);
  }
  return `第 ${runs.map(([from, to]) => (from === to ? from : `${from}–${to}`)).join('、')} 页`;
}

function SideTable({ sides, caseId }: { sides: CrossHitView['sides']; caseId: string | null }) {
  const rows = ROWS.map(([label, value]) => ({ label, values: sides.map(value) })).filter(({ values }) =>
    values.some(Boolean),
  );
  return (
    <table className="qp-cross-sides">
      <thead>
        <tr>
          <th scope="col">案卷</th>
          {sides.map((side) => (
            <th key={side.caseId} scope="col">
              {side.caseId === caseId ? `${side.number}（本案卷）` : <CaseLink side={side} />}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, values }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            {values.map((value, index) => (
              <td
                key={sides[index]!.caseId}
                className={
                  TELLING.includes(label) && value !== '' && values[0] === values[1] ? 'qp-cross-same' : undefined
                }
              >
                <VisibleText text={value || '—'} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const CaseLink = ({ side }: { side: CrossSide }): ReactNode => (
  <a href={formatHash(['cases', side.caseId])}>打开 {side.number}</a>
);

function Decided({ hit }: { hit: CrossHitView }) {
  const { mutateAsync: withdraw, error, isPending } = useAct('crosscheck', 'withdraw');
  const [again, setAgain] = useState(false);
  const { decided, state, hitId } = hit;
  if (!decided) return <DecideForm hit={hit} onDone={() => undefined} />;
  const why = [CROSS_REASONS[decided.reason].title, decided.note].filter(Boolean).join('：');
  return (
    <>
      <p className="qp-cross-decided">
        {state === 'changed' && <strong>依据已有变化，请重新核查。此前：</strong>}
        {CROSS_STATE_TITLES[decided.decision]}（<VisibleText text={why} />
        ）　{decided.by} {formatTime(decided.at)}
        {state !== 'changed' && !again && (
          <>
            <Button type="link" size="small" onClick={() => setAgain(true)}>
              改变结论
            </Button>
            <Button
              type="link"
              size="small"
              loading={isPending}
              onClick={() => void withdraw({ hitId }).catch(() => undefined)}
            >
              撤回结论
            </Button>
          </>
        )}
      </p>
      {error !== null && <ErrorPanel title="没有撤回" error={error} />}
      {(state === 'changed' || again) && (
        <DecideForm key={`${hit.evidence} ${decided.at}`} hit={hit} onDone={() => setAgain(false)} />
      )}
    </>
  );
}
