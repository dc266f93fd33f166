/** A run of text as pdf.js gives it, as far as its place goes. */
interface Run {
  str: string;
  /** `rtl` and vertical runs are left as they are. */
  dir: string;
  fontName: string;
  hasEOL: boolean;
  transform: number[];
  width: number;
}

/** Full-width signs are one em wide; letters and digits about half; quotation marks and dashes differ from font to font. */
type Kind = 'wide' | 'narrow' | 'mark';

function kindOf(code: number): Kind {
  if (code >= 0x2e80) return 'wide';
  return code >= 0x2010 ? 'mark' : 'narrow';
}

interface Counts {
  wide: number;
  narrow: number;
  mark: number;
}

/** Widths in em. */
type Widths = Record<Kind, number>;

const USUAL: Widths = { wide: 1, narrow: 0.5, mark: 1 };
const LIMITS: Record<Kind, [number, number]> = { wide: [0.8, 1.1], narrow: [0.3, 0.75], mark: [0.2, 1.1] };

const emOf = ({ transform: [a = 0, b = 0] }: Run): number => Math.hypot(a, b);

/** UTF-16 units with the high one of a pair standing for both. */
function countKinds(text: string): Counts {
  const counts: Counts = { wide: 0, narrow: 0, mark: 0 };
  for (const character of text) counts[kindOf(character.codePointAt(0)!)] += 1;
  return counts;
}

const within = (kind: Kind, value: number): number =>
  Math.min(LIMITS[kind][1], Math.max(LIMITS[kind][0], Number.isFinite(value) ? value : USUAL[kind]));

function median(values: number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

/**
 * How wide each kind is in one font, from the runs' own widths: least squares over the runs, held near what is usual where they say
 * little.
 */
function widthsOf(runs: readonly { counts: Counts; ems: number }[]): Widths {
  const pure = runs
    .filter(({ counts }) => counts.narrow + counts.mark === 0)
    .map(({ counts, ems }) => ems / counts.wide);
  const wide = within('wide', median(pure) ?? USUAL.wide);
  let [nn, nm, mm] = [1, 0, 1];
  let [rn, rm] = [USUAL.narrow, USUAL.mark];
  for (const { counts, ems } of runs) {
    const rest = ems - counts.wide * wide;
    nn += counts.narrow ** 2;
    nm += counts.narrow * counts.mark;
    mm += counts.mark ** 2;
    rn += counts.narrow * rest;
    rm += counts.mark * rest;
  }
  const determinant = nn * mm - nm * nm;
  return {
    wide,
    narrow: within('narrow', (rn * mm - rm * nm) / determinant),
    mark: within('mark', (nn * rm - nm * rn) / determinant),
  };
}

/** Signs that tell an even font from one whose digits alone are even. */
const UNEVEN = /[^0-9]/;
const FEW = 6;

/**
 * Fonts whose letters, digits and signs are all equally wide, as those of 仿宋 and 宋体 are: their runs without Chinese have the same
 * width per character, whatever stands in them.
 */
export function evenFonts(runs: readonly Run[]): Set<string> {
  const narrow = runs.filter(({ str, width }) => width > 0 && str.length > 1 && countKinds(str).narrow === str.length);
  const even = [...Map.groupBy(narrow, ({ fontName }) => fontName)].filter(([, members]) => {
    const shares = members.map((run) => run.width / run.str.length / emOf(run));
    const characters = new Set(members.flatMap(({ str }) => [...str]));
    const told = characters.size >= FEW && [...characters].some((one) => UNEVEN.test(one));
    return told && members.length > 1 && Math.max(...shares) - Math.min(...shares) < 0.01;
  });
  return new Set(even.map(([font]) => font));
}

/** The parts of a text of one kind each: where they begin and how many characters they have. */
function parts(text: string): { kind: Kind; start: number; end: number; characters: number }[] {
  const found: { kind: Kind; start: number; end: number; characters: number }[] = [];
  let at = 0;
  for (const character of text) {
    const kind = kindOf(character.codePointAt(0)!);
    const last = found.at(-1);
    const end = at + character.length;
    if (last?.kind === kind) {
      last.end = end;
      last.characters += 1;
    } else found.push({ kind, start: at, end, characters: 1 });
    at = end;
  }
  return found;
}

function split<T extends Run>(run: T, widths: Widths): T[] {
  const em = emOf(run);
  const pieces = parts(run.str);
  const characters = pieces.reduce((sum, piece) => sum + piece.characters, 0);
  const plain = pieces.reduce((sum, { kind, characters: n }) => sum + widths[kind] * n * em, 0);
  // what is over is space between the characters, or the font a little wider than thought
  const spacing = (run.width - plain) / characters;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = run.transform;
  let along = 0;
  return pieces.map(({ kind, start, end, characters: n }, i) => {
    const width = Math.max(0, widths[kind] * n * em + spacing * n);
    const transform = [a, b, c, d, e + (a / em) * along, f + (b / em) * along];
    along += width;
    const last = i === pieces.length - 1;
    return { ...run, str: run.str.slice(start, end), width, transform, hasEOL: last && run.hasEOL };
  });
}

/**
 * Runs that mix Chinese with letters, digits or quotation marks, cut where the kind changes, each part with its own place. pdf.js
 * tells only how wide a run is as a whole; drawn in another font its characters would drift from those of the page.
 */
export function splitRuns<T extends Run>(runs: readonly T[], isVertical: (fontName: string) => boolean): T[] {
  const measured = runs.map((run) => {
    const em = emOf(run);
    const counts = countKinds(run.str);
    const upright = run.dir === 'ltr' && em > 0 && run.width > 0 && !isVertical(run.fontName);
    return { run, counts, ems: run.width / em, usable: upright && counts.wide > 0 };
  });
  const byFont = Map.groupBy(
    measured.filter(({ usable }) => usable),
    ({ run }) => run.fontName,
  );
  const widths = new Map([...byFont].map(([font, members]) => [font, widthsOf(members)]));
  return measured.flatMap(({ run, counts, usable }) =>
    usable && counts.narrow + counts.mark > 0 ? split(run, widths.get(run.fontName)!) : [run],
  );
}
