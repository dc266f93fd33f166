import { Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { catalogueApi } from '#shared/api/catalogue.ts';
import type { OutputOf } from '#shared/api/route.ts';
import type { Citation } from '#shared/rules/render/model.ts';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { formatHash, navigate, useLocation, useSetQuery } from '../../app/router.ts';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { useCommands } from '../../commands/CommandProvider.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatDay } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { recallBrowse } from './catalogueMemory.ts';
import { PROGRAMME_COMMANDS } from './commands.ts';
import { lineId } from './lineNames.ts';
import { ProgrammeSheet } from './ProgrammeSheet.tsx';
import { RuleLines } from './RuleLines.tsx';
import { documentTitle } from './validity.ts';
import './catalogue.css';
import './programme.css';

type Answer = OutputOf<(typeof catalogueApi)['programme']>;

const CLAUSE_CARD = 'qp-clause-card';

/** One programme in words, for the day in the address or for today. */
export function ProgrammePage({ id }: { id: string }) {
  const { query } = useLocation();
  const on = /^\d{4}-\d{2}-\d{2}$/.test(query.on ?? '') ? query.on! : formatDay(new Date().toISOString());
  const page = useRead('catalogue', 'programme', { id, on });
  if (page.data) return <ProgrammeView answer={page.data} on={on} />;
  return (
    <div className="qp-page">
      <a href={formatHash(['catalogue'], recallBrowse())}>返回政策目录</a>
      {page.error ? <ErrorPanel title="没有读到这个项目" error={page.error} /> : <Later>正在读取</Later>}
    </div>
  );
}

/** Moves the focus to a section's heading; screen readers and the next Tab go on from there. */
function goTo(heading: HTMLElement | null | undefined): void {
  heading?.focus({ preventScroll: true });
  heading?.scrollIntoView({ block: 'start' });
}

/** A heading this far from the top counts as passed. */
const PASSED_PX = 160;

function useSections(count: number) {
  const headings = useRef<(HTMLHeadingElement | null)[]>([]);
  const [current, setCurrent] = useState(0);
  useEffect(() => {
    const passed = (one: HTMLHeadingElement | null) => one !== null && one.getBoundingClientRect().top < PASSED_PX;
    const look = () => setCurrent(Math.max(0, headings.current.findLastIndex(passed)));
    // The room scrolls, not the window; scrolling does not bubble.
    window.addEventListener('scroll', look, { capture: true, passive: true });
    return () => window.removeEventListener('scroll', look, { capture: true });
  }, []);
  const focused = () => headings.current.indexOf(document.activeElement as HTMLHeadingElement);
  const step = (by: number) => {
    const from = focused() === -1 ? current : focused();
    goTo(headings.current[Math.min(count - 1, Math.max(0, from + by))]);
  };
  return { headings, current, step, show: (index: number) => goTo(headings.current[index]) };
}

/** The line the address names is brought into view. */
function useChosenLine(): string | undefined {
  const { line } = useLocation().query;
  useEffect(() => {
    if (line !== undefined) document.getElementById(lineId(line))?.scrollIntoView({ block: 'center' });
  }, [line]);
  return line;
}

function ProgrammeView({ answer, on }: { answer: Answer; on: string }) {
  const { programme } = answer;
  const [clause, setClause] = useState<Citation | null>(null);
  const [printing, setPrinting] = useState(false);
  const setQuery = useSetQuery();
  const line = useChosenLine();
  const sections = useSections(programme.sections.length);
  useCommands([
    { ...PROGRAMME_COMMANDS.back, run: () => navigate(['catalogue'], recallBrowse()) },
    { ...PROGRAMME_COMMANDS.next, run: () => sections.step(1) },
    { ...PROGRAMME_COMMANDS.previous, run: () => sections.step(-1) },
    { ...PROGRAMME_COMMANDS.print, run: () => setPrinting(true) },
    { ...PROGRAMME_COMMANDS.cases, run: () => navigate(['cases'], { programme: programme.id, sort: 'due' }) },
  ]);
  return (
    <div className="qp-page qp-programme">
      <a href={formatHash(['catalogue'], recallBrowse())}>返回政策目录</a>
      <header className="qp-page-head">
        <h1>
          {programme.id} {programme.name}
        </h1>
        <span className="qp-faint">
          {documentTitle(programme)}，{programme.leadDepartment}
        </span>
        <div className="qp-page-acts">
          <label className="qp-programme-day" htmlFor="qp-programme-day">
            申报日期
            <Input
              id="qp-programme-day"
              type="date"
              required
              value={on}
              onChange={({ target }) => target.value !== '' && setQuery({ on: target.value })}
            />
          </label>
          <CommandButton id={PROGRAMME_COMMANDS.cases.id} icon={<Icon name="cases" />} />
          <CommandButton id={PROGRAMME_COMMANDS.print.id} icon={<Icon name="print" />} />
        </div>
      </header>
      <ValidityBanner answer={answer} on={on} />
      <div className="qp-programme-columns">
        <nav className="qp-programme-nav" aria-label="本页各部分">
          {programme.sections.map((section, index) => (
            <button
              key={section.id}
              type="button"
              aria-current={index === sections.current}
              onClick={() => sections.show(index)}
            >
              {section.title}
              <span>{section.lines.length}</span>
            </button>
          ))}
        </nav>
        <div className="qp-programme-body">
          {programme.sections.map((section, index) => (
            <section key={section.id} className="qp-card" aria-label={section.title}>
              <h2
                tabIndex={-1}
                ref={(heading) => {
                  sections.headings.current[index] = heading;
                }}
              >
                {section.title}
              </h2>
              <RuleLines
                lines={section.lines}
                clauseCard={CLAUSE_CARD}
                onCite={setClause}
                section={section.id}
                chosen={line}
              />
            </section>
          ))}
        </div>
      </div>
      <ClauseCard clause={clause} document={programme.document} />
      {printing && (
        <ProgrammeSheet
          programme={programme}
          validity={answer.validity?.sentence ?? null}
          hash={answer.hash}
          onDone={() => setPrinting(false)}
        />
      )}
    </div>
  );
}

/** In force on the day? What took its place, and which other versions there are. */
function ValidityBanner({ answer: { programme, validity, successors, versions }, on }: { answer: Answer; on: string }) {
  if (!validity) return null;
  const coming = on < programme.inForce.from;
  const state = validity.inForce ? 'current' : coming ? 'coming' : 'past';
  const others = versions.filter((one) => one.from !== programme.inForce.from);
  const word = validity.inForce ? '有效' : coming ? '尚未施行' : '已失效';
  return (
    <section className={`qp-validity qp-validity-banner-${state}`} aria-label="有效期">
      <Icon name={validity.inForce ? 'check' : coming ? 'clock' : 'stop'} />
      <div>
        <strong>{word}</strong>　{validity.sentence}
        {successors.length > 0 && <p>替代情况：{successors.join('、')}</p>}
        {others.length > 0 && (
          <p>
            其他版本：
            {others.map((one) => (
              <a key={one.from} href={formatHash(['catalogue', programme.id], { on: one.from })}>
                {one.from} 至 {one.to ?? '长期'}
              </a>
            ))}
          </p>
        )}
      </div>
    </section>
  );
}

function ClauseCard({ clause, document }: { clause: Citation | null; document: Answer['programme']['document'] }) {
  return (
    <div id={CLAUSE_CARD} popover="auto" className="qp-clause-card" role="dialog" aria-label="条款">
      {clause && (
        <dl className="qp-facts">
          <dt>条款</dt>
          <dd>{clause.label}</dd>
          <dt>编号</dt>
          <dd>
            <code>{clause.clause}</code>　<a href={formatHash(['catalogue', 'clause', clause.clause])}>打开条款</a>
          </dd>
          {clause.clause.startsWith(`${document.id}/`) && (
            <>
              <dt>文件</dt>
              <dd>
                {document.title}
                {document.number && <div className="qp-faint">{document.number}</div>}
              </dd>
            </>
          )}
        </dl>
      )}
    </div>
  );
}
