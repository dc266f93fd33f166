import { z } from 'zod';
import { isoDate, programmeId } from '../domain/primitives.ts';
import { type Condition, condition } from './conditionSchema.ts';
import { cites, clauseId, code, nodeId, shortText, wording } from './literalSchema.ts';
import {
  contact,
  cycle,
  duty,
  exclusion,
  inForce,
  inspection,
  material,
  quota,
  scoring,
  step,
} from './programmeParts.ts';
import { support } from './supportSchema.ts';

/** Newer catalogues say so here and are refused by older programs. */
export const CATALOGUE_SCHEMA = 'qp-programme/1';

const informational = z.array(z.strictObject({ clause: clauseId, reason: shortText })).max(300);

const track = z.strictObject({
  id: nodeId,
  name: shortText,
  cite: cites,
  wording: wording.optional(),
  /** What this track asks beyond the programme's own conditions. */
  conditions: condition,
});

const programmeShape = z.strictObject({
  schema: z.literal(CATALOGUE_SCHEMA),
  id: programmeId,
  name: shortText,
  /** Id of the document (policies/<document>/document.yaml) and number of the rule in it. */
  document: z.string().regex(/^[a-z0-9-]{3,24}$/),
  rule: z.string().regex(/^[0-9]{1,3}$/),
  leadDepartment: shortText,
  contacts: z.array(contact).max(24).default([]),
  inForce,
  /** Earlier or later versions elsewhere: programme ids or document ids, with what is replaced in a few words. */
  replaces: z.array(z.strictObject({ what: shortText, cite: cites, note: wording.optional() })).default([]),
  replacedBy: z.array(z.strictObject({ what: shortText, cite: cites, note: wording.optional() })).default([]),
  target: z.strictObject({
    cite: cites,
    who: z.enum(['person', 'team', 'unit', 'project', 'district']),
    wording,
    /** For 政策匹配: talent, student, enterprise, university … */
    groups: z.array(code).max(20).default([]),
  }),
  /** Classes this benefit belongs to, so that exclusions can name a class: `home-purchase`, `key-talent-project`. */
  benefitClasses: z.array(code).max(10).default([]),
  cycle: cycle.optional(),
  quota: z.array(quota).max(20).default([]),
  /** Asked of every track; absent where each track states all. */
  conditions: condition.optional(),
  /** In order of preference: the first track that holds is the one granted where the case names none. */
  tracks: z.array(track).max(20).default([]),
  materials: z.array(material).max(80).default([]),
  procedure: z.array(step).max(40).default([]),
  support: z.array(support).max(40).default([]),
  exclusions: z.array(exclusion).max(30).default([]),
  duties: z.array(duty).max(60).default([]),
  scoring: z.array(scoring).max(6).default([]),
  inspection: z.array(inspection).max(6).default([]),
  informational: informational.default([]),
});

/** One programme: policies/<document>/<programme>.yaml. */
export const programme = programmeShape.superRefine((value, context) => {
  for (const problem of programmeProblems(value)) context.addIssue({ code: 'custom', message: problem });
});
export type Programme = z.infer<typeof programme>;

/** policies/<document>/document.yaml */
export const documentFile = z.strictObject({
  schema: z.literal('qp-document/1'),
  id: z.string().regex(/^[a-z0-9-]{3,24}$/),
  /** 发文字号, e.g. 济人才办发〔2022〕4号; null where the source has none. */
  number: shortText.nullable(),
  title: shortText,
  issuer: shortText,
  issuedOn: isoDate.nullable(),
  inForce,
  trial: z.boolean().default(false),
  replaces: z.array(z.strictObject({ what: shortText, cite: cites.optional(), note: wording.optional() })).default([]),
  replacedBy: z
    .array(z.strictObject({ what: shortText, cite: cites.optional(), note: wording.optional() }))
    .default([]),
  informational: informational.default([]),
});
export type PolicyDocument = z.infer<typeof documentFile>;

/** Calls `visit` for every node of a condition tree that a reviewer may see (not the tests inside `where` and `when`). */
export function visitConditions(root: Condition, visit: (node: Condition, parent: Condition | null) => void): void {
  const walk = (node: Condition, parent: Condition | null) => {
    visit(node, parent);
    const children = [...(node.all ?? []), ...(node.any ?? []), ...(node.atLeast?.of ?? [])];
    if (node.not !== undefined) children.push(node.not);
    for (const child of children) walk(child, node);
  };
  walk(root, null);
}

/** The condition trees of a programme with the track each belongs to (null: all tracks). */
export function conditionTrees(
  value: Pick<Programme, 'conditions' | 'tracks'>,
): { track: string | null; root: Condition }[] {
  const common = value.conditions === undefined ? [] : [{ track: null, root: value.conditions }];
  return [...common, ...value.tracks.map((one) => ({ track: one.id, root: one.conditions }))];
}

function duplicates(what: string, ids: string[]): string[] {
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [...new Set(twice)].map((id) => `${what}: id \`${id}\` is used twice`);
}

function programmeProblems(value: z.infer<typeof programmeShape>): string[] {
  const problems: string[] = [];
  const conditionIds: string[] = [];
  for (const { root } of conditionTrees(value)) {
    visitConditions(root, (node) => {
      if (node.id === undefined) problems.push(`conditions: a node without id (${node.title ?? 'no title'})`);
      else conditionIds.push(node.id);
      if (node.cite === undefined) problems.push(`conditions: node \`${node.id ?? '?'}\` cites no clause`);
    });
  }
  if (conditionIds.length === 0) problems.push('conditions: neither common conditions nor tracks');
  problems.push(...duplicates('conditions', conditionIds));
  const parts = {
    tracks: value.tracks,
    materials: value.materials,
    procedure: value.procedure,
    support: value.support,
    exclusions: value.exclusions,
    duties: value.duties,
  };
  for (const [what, list] of Object.entries(parts))
    problems.push(
      ...duplicates(
        what,
        list.map((one) => one.id),
      ),
    );
  for (const one of value.support)
    problems.push(
      ...duplicates(
        `support ${one.id}`,
        one.instalments.map((part) => part.id),
      ),
    );
  const known = new Set(value.tracks.map((one) => one.id));
  for (const [what, list] of Object.entries(parts)) {
    for (const one of list) {
      for (const name of ('tracks' in one ? one.tracks : undefined) ?? []) {
        if (!known.has(name)) problems.push(`${what} ${one.id}: no track \`${name}\``);
      }
    }
  }
  const conditions = new Set(conditionIds);
  for (const one of value.materials) {
    for (const id of one.evidences)
      if (!conditions.has(id)) problems.push(`material ${one.id}: no condition \`${id}\``);
  }
  return problems;
}
