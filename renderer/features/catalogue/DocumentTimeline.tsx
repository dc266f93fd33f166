import type { DocumentView } from '#shared/api/catalogueViews.ts';
import { formatHash } from '../../app/router.ts';
import { spanOf } from './timeline.ts';
import { VALIDITY_TITLES, validityOn } from './validity.ts';

const percent = (share: number): string => `${(share * 100).toFixed(2)}%`;

/** A bar a document over the years, the chosen day as a line through all. What replaces what is said in words beside the bar. */
export function DocumentTimeline({ documents, on }: { documents: readonly DocumentView[]; on: string }) {
  const span = spanOf(documents, on);
  return (
    <div className="qp-timeline">
      <div className="qp-timeline-years" aria-hidden="true">
        {span.years.map(({ year, at }) => (
          <span key={year} style={{ left: percent(at) }}>
            {year}
          </span>
        ))}
      </div>
      <ul>
        {documents.map((one) => {
          const validity = validityOn(on, one.from, one.to);
          const [begin, end] = [span.at(one.from), one.to === null ? 1 : span.at(one.to)];
          const replaced = one.replacedBy.map(({ what }) => what).join('、');
          return (
            <li key={one.id}>
              <a href={formatHash(['catalogue', 'documents'], { document: one.id, on })} title={one.title}>
                {one.number ?? one.title}
              </a>
              <span className="qp-timeline-track">
                <span
                  className={`qp-timeline-bar qp-timeline-${validity}`}
                  data-open={one.to === null}
                  style={{ left: percent(begin), width: percent(Math.max(end - begin, 0.004)) }}
                />
                <span className="qp-timeline-day" style={{ left: percent(span.at(on)) }} />
              </span>
              <span className="qp-timeline-words">
                {one.from} 至 {one.to ?? '长期'}，{VALIDITY_TITLES[validity]}
                {replaced && <span className="qp-faint">（{replaced} 替代部分或全部）</span>}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
