import type { reviewApi } from '#shared/api/review.ts';
import type { OutputOf } from '#shared/api/route.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { type Line, linesOf } from '#shared/rules/render/model.ts';
import { renderProgramme } from '#shared/rules/render/renderProgramme.ts';
import { currentItem, type OpenCase } from './checklist.ts';

const MAX_RELATED = 12;

/** Names of an item among the lines of its programme. */
function keysOf(itemId: string): string[] {
  const [group, id] = [itemId.slice(0, itemId.indexOf(':')), itemId.slice(itemId.indexOf(':') + 1)];
  return group === 'cross' ? [`exclusion:${id}`] : [`${group}:${id}`];
}

/** What the clauses behind an item say in our own words, and what else in the programme stands on the same clauses. */
export function clausesOf(
  catalogue: Catalogue,
  open: OpenCase,
  itemId: string,
): OutputOf<(typeof reviewApi)['clauses']> {
  const item = currentItem(open, itemId);
  const rendered = renderProgramme(open.evaluated.programme, catalogue);
  const keys = keysOf(itemId);
  const lines = linesOf(rendered).filter((line) => line.keys.some((key) => keys.includes(key)));
  const within = new Set(
    linesOf({ sections: [{ id: 'conditions', title: '', lines }] }).map(({ number, text }) => number + text),
  );
  const cited = new Set(item.cites.map(({ id }) => id));
  const standsOn = (line: Line) => line.cite.some(({ clause }) => cited.has(clause));
  const related = rendered.sections.flatMap((section) =>
    linesOf({ sections: [section] })
      .filter((line) => standsOn(line) && !within.has(line.number + line.text))
      .map((line) => ({ section: section.title, line: { ...line, children: [] } })),
  );
  const { document, rule, name } = rendered;
  return {
    programme: name,
    document: document.number ?? document.title,
    rule,
    lines,
    related: related.slice(0, MAX_RELATED),
  };
}
