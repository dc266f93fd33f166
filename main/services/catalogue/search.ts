import { setImmediate } from 'node:timers/promises';
import { HIT_KINDS, type Marked, type SearchHit, type searchRoute } from '#shared/api/catalogueSearch.ts';
import type { OutputOf } from '#shared/api/route.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import type { CompiledProgramme } from '#shared/rules/compileProgramme.ts';
import {
  holds,
  type Mark,
  marksOf,
  mayHold,
  type Searchable,
  type Whole,
  type Word,
  wholeOf,
  wordsOf,
} from './folded.ts';
import { renderedOf } from './rendered.ts';
import {
  clauseEntries,
  documentEntries,
  type Entry,
  type Place,
  programmeEntry,
  taskEntries,
} from './searchEntries.ts';

type Answer = OutputOf<typeof searchRoute>;

const LISTED: Record<SearchHit['kind'], number> = { programme: 200, task: 60, document: 20, clause: 30 };
const PLACES = 3;
/** Letters of a long sentence that are shown around what was found in it. */
const AROUND = 48;
const TITLE_WEIGHT = 80;

/** An entry with all its texts in one. */
interface Indexed extends Entry {
  whole: Whole;
}

const indexed = (entry: Entry): Indexed => ({
  ...entry,
  whole: wholeOf([entry.title, ...entry.places.map((place) => place.text)]),
});

const entries = new WeakMap<CompiledProgramme, Indexed>();

function entryOf(catalogue: Catalogue, programme: CompiledProgramme): Indexed {
  const known = entries.get(programme);
  if (known !== undefined) return known;
  const entry = indexed(programmeEntry(catalogue, programme, renderedOf(catalogue, programme)));
  entries.set(programme, entry);
  return entry;
}

const others = new WeakMap<Catalogue, readonly Indexed[]>();

/** What a catalogue is searched by, made once. */
function entriesOf(catalogue: Catalogue): readonly Indexed[] {
  const known = others.get(catalogue);
  const rest =
    known ?? [...taskEntries(catalogue), ...documentEntries(catalogue), ...clauseEntries(catalogue)].map(indexed);
  if (known === undefined) others.set(catalogue, rest);
  return [...catalogue.programmes.map((one) => entryOf(catalogue, one)), ...rest];
}

/** Makes ready what the first search needs, a programme at a time, so that nobody waits for it. */
export async function warmSearch(catalogue: Catalogue): Promise<void> {
  if (others.has(catalogue)) return;
  for (const one of catalogue.programmes) {
    await setImmediate();
    entryOf(catalogue, one);
  }
  await setImmediate();
  entriesOf(catalogue);
}

interface Found {
  entry: Entry;
  score: number;
  places: readonly Place[];
}

/** How well an entry answers a query; null unless every word is found somewhere in it. */
function answerOf(entry: Indexed, words: readonly Word[]): Found | null {
  if (!words.every((word) => mayHold(entry.whole, word))) return null;
  const scores = words.map((word) => (holds(entry.title, word) ? TITLE_WEIGHT + titleBonus(entry, word) : 0));
  const places: { place: Place; rank: number }[] = [];
  for (const place of entry.places) {
    let rank = 0;
    for (const [i, word] of words.entries()) {
      if (!holds(place.text, word)) continue;
      // An exact number is what was meant.
      const weight = place.text.folded === word.text ? place.weight * 3 : place.weight;
      rank += weight;
      scores[i] = Math.max(scores[i]!, weight);
    }
    if (rank > 0) places.push({ place, rank });
  }
  if (scores.includes(0)) return null;
  places.sort((a, b) => b.rank - a.rank);
  const ranked = withoutRepeats(places.map((one) => one.place));
  return { entry, score: scores.reduce((sum, one) => sum + one, 0), places: coveringFirst(ranked, entry, words) };
}

/** The best place of every word that the title lacks, then the others. */
function coveringFirst(places: readonly Place[], { title }: Entry, words: readonly Word[]): Place[] {
  const wanted = words.filter((word) => !holds(title, word));
  const first = new Set(wanted.flatMap((word) => places.find((one) => holds(one.text, word)) ?? []));
  return [...first, ...places.filter((one) => !first.has(one))];
}

const titleBonus = ({ title }: Entry, { text }: Word): number =>
  title.folded === text ? 40 : title.folded.startsWith(text) ? 10 : 0;

/** A line that is indexed by its name and as a whole is told once. */
function withoutRepeats(places: readonly Place[]): Place[] {
  const told = new Set<string>();
  return places.filter(({ where, number }) => {
    const key = `${where} ${number}`;
    if (number !== '' && told.has(key)) return false;
    told.add(key);
    return true;
  });
}

const markedText = (text: Searchable, words: readonly Word[]): Marked => ({
  text: text.text,
  marks: marksOf(text, words),
});

/** The piece of a long sentence around what was found. */
function excerpt(source: Searchable, words: readonly Word[]): Marked {
  const marks = marksOf(source, words);
  const first = marks[0]?.[0] ?? 0;
  const begin = first <= AROUND ? 0 : first - AROUND;
  const end = Math.min(source.text.length, Math.max(begin + 3 * AROUND, (marks[0]?.[1] ?? 0) + AROUND));
  const head = begin > 0 ? '…' : '';
  const inside = marks.filter(([from, to]) => from >= begin && to <= end);
  const moved = inside.map(([from, to]): Mark => [from - begin + head.length, to - begin + head.length]);
  const tail = end < source.text.length ? '…' : '';
  return { text: `${head}${source.text.slice(begin, end)}${tail}`, marks: moved };
}

function hitOf({ entry, places }: Found, words: readonly Word[]): SearchHit {
  const { kind, id, from, detail, title } = entry;
  return {
    ...{ kind, id, from, detail },
    title: markedText(title, words),
    found: places.slice(0, PLACES).map((one) => ({
      where: one.where,
      section: one.section,
      number: one.number,
      text: excerpt(one.text, words),
    })),
    more: Math.max(0, places.length - PLACES),
  };
}

/** Everything in a catalogue that holds all words of a query, the best first, kinds in their order. */
export function searchCatalogue(catalogue: Catalogue, text: string): Answer {
  const words = wordsOf(text);
  const counts = { programme: 0, task: 0, document: 0, clause: 0 };
  if (words.length === 0) return { hits: [], counts };
  const found = entriesOf(catalogue)
    .map((entry) => answerOf(entry, words))
    .filter((one) => one !== null);
  const hits = HIT_KINDS.flatMap((kind) => {
    const ofKind = found.filter(({ entry }) => entry.kind === kind).sort((a, b) => b.score - a.score);
    counts[kind] = ofKind.length;
    return ofKind.slice(0, LISTED[kind]).map((one) => hitOf(one, words));
  });
  return { hits, counts };
}
