import { HIT_KINDS, type SearchHit } from '#shared/api/catalogueSearch.ts';
import { formatHash } from '../../app/router.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { lineName } from './lineNames.ts';
import { MarkedText } from './MarkedText.tsx';
import { onRowKeys } from './rowKeys.ts';

interface Props {
  hits: readonly SearchHit[];
  counts: Record<SearchHit['kind'], number>;
  on: string;
}

const TITLES: Record<SearchHit['kind'], string> = {
  programme: '项目',
  task: '任务台账',
  document: '文件',
  clause: '条款',
};
const UNITS: Record<SearchHit['kind'], string> = { programme: '个', task: '项', document: '份', clause: '条' };

/** Where a hit leads; of a programme also to one of its lines. */
export function hrefOf({ kind, id, from }: Pick<SearchHit, 'kind' | 'id' | 'from'>, on: string, line?: string): string {
  switch (kind) {
    case 'programme':
      return formatHash(['catalogue', id], { on: from !== null && from > on ? from : on, line });
    case 'task':
      return formatHash(['catalogue', 'tasks'], { document: id.slice(0, id.indexOf('/')), task: id });
    case 'document':
      return formatHash(['catalogue', 'documents'], { document: id });
    default:
      return formatHash(['catalogue', 'clause', id]);
  }
}

/** What was found, by kind, each with the places the words stand at. */
export function SearchResults({ hits, counts, on }: Props) {
  if (hits.length === 0) {
    return (
      <EmptyState title="没有找到">
        可以少写几个字，或用拼音首字母；金额写作“70万”，条款写作“03/1.2.1”。筛选条件也会缩小范围。
      </EmptyState>
    );
  }
  return HIT_KINDS.map((kind) => {
    const ofKind = hits.filter((one) => one.kind === kind);
    if (ofKind.length === 0) return null;
    const rest = counts[kind] - ofKind.length;
    return (
      <section key={kind} className="qp-card" aria-label={`找到的${TITLES[kind]}`}>
        <h2>
          {TITLES[kind]}　<span className="qp-faint">{`${counts[kind]} ${UNITS[kind]}`}</span>
        </h2>
        <ul className="qp-hits" onKeyDown={onRowKeys}>
          {ofKind.map((hit) => (
            <Hit key={`${hit.id}${hit.from}`} hit={hit} on={on} />
          ))}
        </ul>
        {rest > 0 && <p className="qp-faint">另有 {rest} 处，请写得更具体些。</p>}
      </section>
    );
  });
}

function Hit({ hit, on }: { hit: SearchHit; on: string }) {
  return (
    <li>
      <p className="qp-hit-title">
        <a data-row href={hrefOf(hit, on)}>
          {hit.kind === 'programme' && <span className="qp-hit-number">{hit.id}</span>}
          <strong>
            <MarkedText {...hit.title} />
          </strong>
        </a>
        <span className="qp-faint">{hit.detail}</span>
      </p>
      {hit.found.map((place) => (
        <p key={`${place.where}${place.number}${place.text.text}`} className="qp-hit-place">
          <PlaceName hit={hit} place={place} on={on} />
          <MarkedText {...place.text} />
        </p>
      ))}
      {hit.more > 0 && <p className="qp-hit-place qp-faint">另有 {hit.more} 处</p>}
    </li>
  );
}

function PlaceName({ hit, place, on }: { hit: SearchHit; place: SearchHit['found'][number]; on: string }) {
  const name = place.number === '' ? place.where : `${place.where} ${place.number}`;
  if (place.section === null) return <span className="qp-hit-where">{name}</span>;
  return (
    <a className="qp-hit-where" href={hrefOf(hit, on, lineName(place.section, place.number))}>
      {name}
    </a>
  );
}
