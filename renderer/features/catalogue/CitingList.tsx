import type { Citing } from '#shared/api/catalogueViews.ts';
import { formatHash } from '../../app/router.ts';
import { lineName } from './lineNames.ts';

const KINDS: Record<Citing['kind'], string> = { programme: '项目', task: '任务台账', document: '文件', list: '名单' };

function hrefOf({ kind, id, from }: Citing): string | null {
  if (kind === 'programme') return formatHash(['catalogue', id], { on: from ?? undefined });
  if (kind === 'document') return formatHash(['catalogue', 'documents'], { document: id });
  if (kind === 'list') return null;
  const [document = '', task] = id.split('/');
  return formatHash(['catalogue', 'tasks'], { document, task: task === undefined ? undefined : id });
}

interface Whose {
  key: string;
  first: Citing;
  nodes: Citing[];
}

function byWhose(citing: readonly Citing[]): Whose[] {
  const keyOf = (one: Citing) => `${one.kind} ${one.id} ${one.from}`;
  return [...Map.groupBy(citing, keyOf)].map(([key, nodes]) => ({ key, first: nodes[0]!, nodes }));
}

/** Everything in the catalogue that stands on a clause, in our words. */
export function CitingList({ citing }: { citing: readonly Citing[] }) {
  const standing = citing.filter((one) => !one.informational);
  const informational = citing.filter((one) => one.informational);
  return (
    <section className="qp-card" aria-label="目录中的表述">
      <h2>
        目录中的表述　<span className="qp-faint">{standing.length} 处引用</span>
      </h2>
      {citing.length === 0 && <p>目录中没有内容引用这一条款。</p>}
      {byWhose(standing).map(({ key, first, nodes }) => (
        <div key={key} className="qp-citing">
          <WhoseName one={first} />
          <ul>
            {nodes.map((one) => (
              <li key={`${one.part}${one.number}${one.text}`}>
                <LineName one={one} />
                {one.text}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {informational.map((one) => (
        <p key={`${one.kind}${one.id}${one.from}`} className="qp-citing-reason">
          <WhoseName one={one} />
          不产生判断，列明理由：{one.text}
        </p>
      ))}
    </section>
  );
}

function WhoseName({ one }: { one: Citing }) {
  const href = hrefOf(one);
  const name = one.kind === 'programme' ? `${one.id} ${one.name}` : one.name;
  return (
    <span className="qp-citing-name">
      <span className="qp-faint">{KINDS[one.kind]}</span>
      {href === null ? <strong>{name}</strong> : <a href={href}>{name}</a>}
    </span>
  );
}

function LineName({ one }: { one: Citing }) {
  const name = one.number === '' ? one.part : `${one.part} ${one.number}`;
  if (one.section === null) return <span>{name}</span>;
  const query = { on: one.from ?? undefined, line: lineName(one.section, one.number) };
  return <a href={formatHash(['catalogue', one.id], query)}>{name}</a>;
}
