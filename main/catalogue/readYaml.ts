import { isAlias, isMap, isScalar, isSeq, parseAllDocuments } from 'yaml';

/** A file of the catalogue that cannot be taken as it is; the message says where and why. */
export class YamlProblem extends Error {}

export interface YamlLimits {
  maxBytes: number;
  maxDepth: number;
  maxNodes: number;
}

export const YAML_LIMITS: YamlLimits = { maxBytes: 1024 * 1024, maxDepth: 40, maxNodes: 60_000 };

/** Every value but the first follows a line end or a comma; told before the parser makes a tree of millions of them. */
function refuseManyValues(text: string, limits: YamlLimits): void {
  let separators = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x0a || code === 0x2c) separators += 1;
  }
  if (separators > limits.maxNodes) throw new YamlProblem(`more than ${limits.maxNodes} nodes`);
}

/** Indentation or brackets deeper than this cannot be within the depth limit; checked before the recursive parser sees the text. */
function refuseDeepText(text: string, limits: YamlLimits): void {
  let open = 0;
  for (const character of text) {
    if (character === '[' || character === '{') open += 1;
    else if (character === ']' || character === '}') open = Math.max(0, open - 1);
    if (open > limits.maxDepth * 4) throw new YamlProblem(`brackets nested deeper than ${limits.maxDepth} levels`);
  }
  for (const line of text.split('\n')) {
    const lead = /^[ \t?:-]*/.exec(line)?.[0].length ?? 0;
    if (lead > limits.maxDepth * 8) throw new YamlProblem(`indented deeper than ${limits.maxDepth} levels`);
  }
}

interface Walk {
  limits: YamlLimits;
  nodes: number;
}

function keyOf(key: unknown): string {
  if (!isScalar(key) || typeof key.value !== 'string') throw new YamlProblem('keys must be text');
  if (key.value === '__proto__' || key.value === '<<') throw new YamlProblem(`key ${key.value} is not allowed`);
  return key.value;
}

/** A node as a JSON value; everything that is not plain data is refused on the way. */
function plainValue(node: unknown, depth: number, walk: Walk): unknown {
  walk.nodes += 1;
  if (walk.nodes > walk.limits.maxNodes) throw new YamlProblem(`more than ${walk.limits.maxNodes} nodes`);
  if (node === null) return null;
  if (isAlias(node)) throw new YamlProblem('aliases are not allowed');
  if (!isScalar(node) && !isSeq(node) && !isMap(node)) throw new YamlProblem('neither value, list nor mapping');
  if (node.anchor !== undefined) throw new YamlProblem('anchors are not allowed');
  if (node.tag !== undefined) throw new YamlProblem(`tags are not allowed (${node.tag})`);
  if (isScalar(node)) return node.value;
  if (depth > walk.limits.maxDepth) throw new YamlProblem(`deeper than ${walk.limits.maxDepth} levels`);
  if (isSeq(node)) return node.items.map((item) => plainValue(item, depth + 1, walk));
  const object: Record<string, unknown> = {};
  for (const pair of node.items) {
    const key = keyOf(pair.key);
    if (Object.hasOwn(object, key)) throw new YamlProblem(`Map keys must be unique: ${key.slice(0, 60)}`);
    object[key] = plainValue(pair.value, depth + 1, walk);
  }
  return object;
}

/**
 * One YAML document as JSON values. Refused: anchors, aliases, tags, merge keys, duplicate or non-text keys, several documents,
 * warnings, and anything beyond the limits.
 */
export function readYaml(bytes: Uint8Array, limits: YamlLimits = YAML_LIMITS): unknown {
  if (bytes.length > limits.maxBytes) throw new YamlProblem(`larger than ${limits.maxBytes} bytes`);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new YamlProblem('not UTF-8 text');
  }
  refuseManyValues(text, limits);
  refuseDeepText(text, limits);
  const documents = parseAllDocuments(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    strict: true,
    // Asked of every key by comparing it with all before it: minutes for a hostile file. The walk asks it at once.
    uniqueKeys: false,
  });
  if (!Array.isArray(documents) || documents.length !== 1) throw new YamlProblem('exactly one document is expected');
  const document = documents[0]!;
  const trouble = document.errors[0] ?? document.warnings[0];
  if (trouble !== undefined) throw new YamlProblem(trouble.message.split('\n')[0]!);
  return plainValue(document.contents, 1, { limits, nodes: 0 });
}
