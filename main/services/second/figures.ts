import { comparedSeconds, independentFirst } from '#db/queries/second.ts';
import { type Agreement, agreementOf, type Rating } from '#shared/domain/agreement.ts';
import type { ReviewRecord } from '#shared/domain/review.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import type { Session } from '../session.ts';
import { secondSide } from './sides.ts';

interface Pair {
  first: ReviewRecord;
  second: ReviewRecord;
}

/** Both independent reviews of every case two people signed: the first one as it was before anything was settled. */
function pairsOf({ db }: Session): Pair[] {
  return comparedSeconds(db.read).flatMap((row) => {
    const first = independentFirst(db.read, row);
    const second = secondSide(db.read, row)?.record;
    return first && second && row.blind === 1 ? [{ first: JSON.parse(first) as ReviewRecord, second }] : [];
  });
}

interface ItemRatings {
  title: string;
  ratings: Rating[];
}

function itemRatings(pairs: readonly Pair[]): Map<string, ItemRatings> {
  const items = new Map<string, ItemRatings>();
  for (const { first, second } of pairs) {
    for (const { itemId, title, verdict } of first.items) {
      const other = second.items.find((one) => one.itemId === itemId);
      if (!other) continue;
      const known = items.get(itemId) ?? { title, ratings: [] };
      known.ratings.push([verdict ?? 'none', other.verdict ?? 'none']);
      items.set(itemId, known);
    }
  }
  return items;
}

const outcomes = (pairs: readonly Pair[]): Rating[] =>
  pairs.map(({ first, second }) => [first.result.decision, second.result.decision]);

interface Figures {
  cases: number;
  outcome: Agreement;
  verdicts: Agreement;
}

function figuresOf(pairs: readonly Pair[]): Figures {
  const verdicts = [...itemRatings(pairs).values()].flatMap(({ ratings }) => ratings);
  return { cases: pairs.length, outcome: agreementOf(outcomes(pairs)), verdicts: agreementOf(verdicts) };
}

/** 一致率: per cent and Cohen's kappa with the number they rest on, over all, by programme and by item. */
export function agreementView(session: Session, catalogue: Catalogue) {
  const pairs = pairsOf(session);
  const programmes = [...new Set(pairs.map(({ first }) => first.programme))].sort();
  return {
    ...figuresOf(pairs),
    programmes: programmes.map((programme) => {
      const own = pairs.filter(({ first }) => first.programme === programme);
      const name = catalogue.programmes.filter((one) => one.definition.id === programme).at(-1)?.definition.name;
      const items = [...itemRatings(own)].map(([itemId, { title, ratings }]) => ({
        ...{ itemId, title },
        ...agreementOf(ratings),
      }));
      return { programme, name: name ?? `项目 ${programme}`, ...figuresOf(own), items };
    }),
  };
}
