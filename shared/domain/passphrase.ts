/** Judges a passphrase while it is typed and again before it is accepted. Pure; knows no dictionary beyond what guessers try first. */
export interface PassphraseStrength {
  /** 0 useless … 4 excellent. */
  score: 0 | 1 | 2 | 3 | 4;
  acceptable: boolean;
  /** What would help, in short phrases; the first one goes into PASSPHRASE_WEAK. */
  reasons: string[];
}

const SHORTEST = 10;
/** Chinese characters carry more than letters: four of them and a little more are as good as ten letters. */
const SHORTEST_WEIGHT = 10;
/** Bits where each score begins. With our scrypt one guess costs about half a second of a core. */
const STEPS = [28, 42, 56, 72] as const;

const COMMON = [
  'password',
  'passw0rd',
  'qwerty',
  'qwertyuiop',
  'asdfgh',
  'zxcvbn',
  'iloveyou',
  'woaini',
  'admin',
  'welcome',
  'letmein',
  'monkey',
  'dragon',
  'abc123',
  '1qaz2wsx',
  '5201314',
  'jinan',
  'rencai',
  'quanping',
  '济南',
  '人才',
  '泉评',
  '口令',
  '密码',
];
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '一二三四五六七八九十',
];

/** What is hashed: full-width letters typed under a Chinese input method and plain ones are the same. */
export function normalisePassphrase(passphrase: string): string {
  return passphrase.normalize('NFKC');
}

const reversed = (text: string) => Array.from(text).reverse().join('');

/** Length of the keyboard or counting run, or of the repetition, that starts at `at`; 1 when there is none. */
function predictable(text: string[], at: number): number {
  let same = 1;
  while (text[at + same] === text[at]) same += 1;
  let longest = same;
  for (const run of RUNS.flatMap((line) => [line, reversed(line)])) {
    const start = run.indexOf(text[at]!);
    let length = 0;
    while (start >= 0 && text[at + length] !== undefined && text[at + length] === run[start + length]) length += 1;
    longest = Math.max(longest, length);
  }
  return longest;
}

/** Bits one character adds, by the kinds of characters that occur at all. */
function bitsPerCharacter(text: string): number {
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^\p{L}\p{N}]/u];
  const sizes = [26, 26, 10, 30];
  const alphabet = kinds.reduce((sum, kind, i) => sum + (kind.test(text) ? sizes[i]! : 0), 0);
  return Math.log2(Math.max(alphabet, 10));
}

/** Bits of a word everybody tries, and of saying again what stands before. */
const WORD_BITS = 8;
const AGAIN_BITS = 3;

/** Length of the longest stretch from `at` on that occurred before, if it is three characters or more. */
function saidBefore(text: string[], at: number): number {
  const before = text.slice(0, at).join('');
  let length = 0;
  while (at + length < text.length && before.includes(text.slice(at, at + length + 1).join(''))) length += 1;
  return length >= 3 ? length : 0;
}

/** Guessing work: common and personal words, runs and repetitions count little, whatever their length. */
function estimateBits(passphrase: string, words: readonly string[]): { bits: number; guessable: boolean } {
  const letterBits = bitsPerCharacter(passphrase);
  const text = Array.from(passphrase.toLowerCase());
  let bits = 0;
  let guessable = false;
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at).join('');
    const word = Math.max(0, ...words.filter((w) => rest.startsWith(w)).map((w) => Array.from(w).length));
    const run = predictable(text, at);
    const again = saidBefore(text, at);
    const longest = Math.max(word, run, again);
    const character = /\p{Script=Han}/u.test(text[at]!) ? 10 : letterBits;
    const chunk = longest === word || longest >= 3 ? Math.max(longest, 1) : 1;
    if (chunk === 1) bits += character;
    else bits += longest === again ? AGAIN_BITS : longest === word ? WORD_BITS : character + AGAIN_BITS;
    guessable ||= chunk > 1;
    at += chunk;
  }
  return { bits, guessable };
}

/** `personal`: name, unit and other words that people who know the person would try. */
export function passphraseStrength(passphrase: string, personal: readonly string[] = []): PassphraseStrength {
  const text = normalisePassphrase(passphrase);
  const characters = Array.from(text);
  const weight = characters.reduce((sum, c) => sum + (/\p{Script=Han}/u.test(c) ? 2.5 : 1), 0);
  const words = [...COMMON, ...personal.map((word) => word.toLowerCase())].filter((word) => word.length > 1);
  const { bits, guessable } = estimateBits(text, words);
  const score = STEPS.filter((step) => bits >= step).length as PassphraseStrength['score'];
  const reasons: string[] = [];
  if (weight < SHORTEST_WEIGHT) reasons.push(`太短，至少 ${SHORTEST} 个字符`);
  if (guessable) reasons.push('含有姓名、单位、常用词或连续、重复的字符');
  if (score < 2 && reasons.length === 0) reasons.push('容易被猜出，可以用几个不相关的词连起来');
  return { score, acceptable: score >= 2 && weight >= SHORTEST_WEIGHT, reasons };
}
