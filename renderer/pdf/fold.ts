/**
 * How text is compared when people search: without white space, without regard to width or case, and with the radical look-alikes
 * that PDF writers leave in Chinese text (⼈⺠ for 人民) taken for the characters meant. Only for comparing: texts and names
 * themselves are never normalised.
 */
export interface Folded {
  text: string;
  /** For each folded UTF-16 unit the index in the original; one more entry at the end for the original's length. */
  map: Uint32Array;
}

/** CJK Radicals Supplement (U+2E80…) to the unified ideograph each stands for; Kangxi radicals (U+2F00…) are covered by NFKC. */
const RADICALS: Record<string, string> = Object.fromEntries(
  (
    '⺁厂 ⺃乚 ⺄乙 ⺅亻 ⺆冂 ⺇几 ⺈刀 ⺉刂 ⺊卜 ⺋卩 ⺌小 ⺍小 ⺎兀 ⺏尣 ⺐尢 ⺒巳 ⺓幺 ⺔彑 ⺕彐 ⺖忄 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歺 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ' +
    '⺤爫 ⺥爫 ⺦丬 ⺧牛 ⺨犭 ⺩王 ⺪疋 ⺫目 ⺬示 ⺭礻 ⺮竹 ⺯糹 ⺰纟 ⺱罓 ⺲罒 ⺳网 ⺴网 ⺵网 ⺶羊 ⺷羊 ⺸羊 ⺹耂 ⺺肀 ⺻聿 ⺼肉 ⺽臼 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ' +
    '⻃覀 ⻄西 ⻅见 ⻆角 ⻇角 ⻈讠 ⻉贝 ⻊足 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻕阜 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻞食 ⻟飠 ⻠饣 ⻢马 ' +
    '⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱龜 ⻲亀 ⻳龟'
  )
    .split(' ')
    .map((pair) => [...pair] as [string, string]),
);

/** White space, zero-width characters, soft hyphens, byte order marks. */
const IGNORED = /[\s\u00ad\u180e\u200b-\u200f\u2060\ufeff]/u;

function foldCharacter(character: string): string {
  if (IGNORED.test(character)) return '';
  const code = character.codePointAt(0)!;
  if (code < 0x80) return character.toLowerCase();
  return (RADICALS[character] ?? character).normalize('NFKC').toLowerCase().replace(/\s/gu, '');
}

export function fold(original: string): Folded {
  let text = '';
  const map: number[] = [];
  let index = 0;
  for (const character of original) {
    const folded = foldCharacter(character);
    for (let i = 0; i < folded.length; i++) map.push(index);
    text += folded;
    index += character.length;
  }
  map.push(original.length);
  return { text, map: Uint32Array.from(map) };
}

/** White space only: for comparing quotes, where every other character counts. */
export function withoutSpace(original: string): Folded {
  let text = '';
  const map: number[] = [];
  for (let i = 0; i < original.length; i++) {
    if (IGNORED.test(original[i]!)) continue;
    text += original[i];
    map.push(i);
  }
  map.push(original.length);
  return { text, map: Uint32Array.from(map) };
}

export interface Span {
  start: number;
  end: number;
}

/** A span of folded text as a span of the original: ends after the last character it covers. */
export function toOriginal(folded: Folded, start: number, end: number, original: string): Span {
  const from = folded.map[start]!;
  const lastUnit = folded.map[end - 1]!;
  const width = original.codePointAt(lastUnit)! > 0xffff ? 2 : 1;
  return { start: from, end: Math.min(original.length, lastUnit + width) };
}

/** Every place, not overlapping, where `needle` (folded already) stands. */
export function occurrences(haystack: string, needle: string, limit = 10_000): number[] {
  const found: number[] = [];
  if (needle.length === 0) return found;
  for (
    let at = haystack.indexOf(needle);
    at >= 0 && found.length < limit;
    at = haystack.indexOf(needle, at + needle.length)
  ) {
    found.push(at);
  }
  return found;
}

/** Places of a query in a text, as spans of the original. */
export function findAll(original: string, query: string, limit?: number): Span[] {
  const needle = fold(query).text;
  const folded = fold(original);
  return occurrences(folded.text, needle, limit).map((at) => toOriginal(folded, at, at + needle.length, original));
}
