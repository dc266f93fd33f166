import { Input } from 'antd';
import { useEffect, useRef } from 'react';
import type { DocumentView } from '#shared/api/catalogueViews.ts';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { formatHash, useLocation, useSetQuery } from '../../app/router.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatDay } from '../../ui/format.ts';
import { CatalogueHead } from './CatalogueHead.tsx';
import { DocumentTimeline } from './DocumentTimeline.tsx';
import { VALIDITY_TITLES, validityOn } from './validity.ts';
import './catalogue.css';
import './documents.css';

/** A full-width space; at the end of a line of markup it would be dropped. */
const GAP = '　';

/** The documents with their validity on a day, what replaced what, and the rules that apply on that day. */
export function DocumentsPage() {
  const { query } = useLocation();
  const setQuery = useSetQuery();
  const on = /^\d{4}-\d{2}-\d{2}$/.test(query.on ?? '') ? query.on! : formatDay(new Date().toISOString());
  const documents = useRead('catalogue', 'documents', { on }, { keep: true });
  const list = documents.data?.documents;
  const inForce = list?.reduce((sum, one) => sum + one.inForce.length, 0);
  return (
    <div className="qp-page">
      <CatalogueHead part="documents" note={list && `${list.length} 份文件`}>
        <label className="qp-programme-day" htmlFor="qp-documents-day">
          查看这一天适用的规则
          <Input
            id="qp-documents-day"
            type="date"
            required
            value={on}
            onChange={({ target }) => target.value !== '' && setQuery({ ...query, on: target.value })}
          />
        </label>
      </CatalogueHead>
      {documents.error && <ErrorPanel title="没有读到文件" error={documents.error} />}
      {!list && !documents.error && <Later>正在读取</Later>}
      {list && (
        <>
          <section className="qp-card" aria-label="有效期">
            <h2>
              有效期{GAP}
              <a href={formatHash(['catalogue'], { on, current: '1' })}>{`${on} 有 ${inForce} 个项目适用`}</a>
            </h2>
            <DocumentTimeline documents={list} on={on} />
          </section>
          {list.map((one) => (
            <DocumentCard key={one.id} document={one} on={on} chosen={one.id === query.document} />
          ))}
        </>
      )}
    </div>
  );
}

function DocumentCard({ document, on, chosen }: { document: DocumentView; on: string; chosen: boolean }) {
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (chosen) card.current?.scrollIntoView({ block: 'start' });
  }, [chosen]);
  const { id, number, title, issuer, issuedOn, from, to, trial, programmes, tasks, clauses, firstClause } = document;
  const validity = validityOn(on, from, to);
  return (
    <section ref={card} className={chosen ? 'qp-card qp-document-chosen' : 'qp-card'} aria-label={title}>
      <h2>{title}</h2>
      <dl className="qp-facts">
        <dt>文号</dt>
        <dd>{number ?? '无'}</dd>
        <dt>印发</dt>
        <dd>
          {issuer}
          {issuedOn && `，${issuedOn}`}
        </dd>
        <dt>有效期</dt>
        <dd>
          {from} 至 {to ?? '长期'}
          {trial && '（试行）'}
          {GAP}
          <span className={`qp-validity-${validity}`}>
            {on} {VALIDITY_TITLES[validity]}
          </span>
        </dd>
        <Replaced title="替代" list={document.replaces} />
        <Replaced title="被替代" list={document.replacedBy} />
        <dt>内容</dt>
        <dd className="qp-document-parts">
          {programmes > 0 && <a href={formatHash(['catalogue'], { document: id, on })}>{programmes} 个项目</a>}
          {programmes > 0 && <span>当日有效 {document.inForce.length} 个</span>}
          {tasks > 0 && <a href={formatHash(['catalogue', 'tasks'], { document: id })}>{tasks} 项任务</a>}
          {firstClause && <a href={formatHash(['catalogue', 'clause', firstClause])}>{clauses} 条条款</a>}
          <span className="qp-faint">{document.source ? '随政策包提供了原文' : '未随政策包提供原文'}</span>
        </dd>
      </dl>
    </section>
  );
}

function Replaced({ title, list }: { title: string; list: DocumentView['replaces'] }) {
  if (list.length === 0) return null;
  return (
    <>
      <dt>{title}</dt>
      <dd>
        {list.map(({ what, note, document, cite }) => (
          <div key={what}>
            {document === null ? what : <a href={formatHash(['catalogue', 'documents'], { document })}>{what}</a>}
            {note && `：${note}`}
            {cite.map((one) => (
              <a key={one.id} className="qp-document-cite" href={formatHash(['catalogue', 'clause', one.id])}>
                {one.label}
              </a>
            ))}
          </div>
        ))}
      </dd>
    </>
  );
}
