import type { ChecklistItem } from '#shared/api/review.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import type { ItemResult } from '#shared/rules/checklist.ts';
import type { CompiledProgramme } from '#shared/rules/compileProgramme.ts';
import { type ExclusionResult, isBlocking } from '#shared/rules/evaluateExclusions.ts';
import { type Decision, itemTruths, type Validity } from '#shared/rules/evaluateProgramme.ts';
import { factLabels } from '#shared/rules/explain.ts';
import type { Facts } from '#shared/rules/factValues.ts';
import { formatFact } from '#shared/rules/formatFact.ts';
import type { Truth } from '#shared/rules/kleene.ts';
import { maskFact } from '#shared/rules/maskFact.ts';
import { type MaterialResult, materialTraces } from '#shared/rules/procedure.ts';
import type { CompiledNode } from '#shared/rules/trace.ts';
import type { EvaluatedCase } from './evaluateCase.ts';

/** An item as the catalogue gives it, before what people recorded on it is added. */
export interface DraftItem extends Omit<ChecklistItem, 'verdict' | 'note' | 'revision' | 'evidence' | 'declared'> {
  declared: Omit<ChecklistItem['declared'][number], 'observed' | 'revision'>[];
}

/** Another case of the same applicant on this workstation. */
export interface RelatedCase {
  number: string;
  programme: string;
  programmeName: string;
  appliedOn: string;
}

/** The whole checklist of a case: materials, conditions, cross-checks, in the catalogue's order. */
export function draftItems(
  catalogue: Catalogue,
  record: BundleCase,
  evaluated: EvaluatedCase,
  related: readonly RelatedCase[],
): DraftItem[] {
  const { evaluation, programme } = evaluated;
  const materials = evaluation.materials.filter((material) => material.needed !== 'false');
  return [
    ...materials.map((material) => materialItem(catalogue, record, material)),
    ...evaluation.items.map((item) => conditionItem(catalogue, record, evaluated, item)),
    validityItem(evaluated),
    ...evaluation.exclusions
      .filter((exclusion) => exclusion.blocking)
      .map((exclusion) => exclusionItem(catalogue, evaluated, exclusion)),
    sameApplicantItem(programme, related),
  ];
}

type PrecheckResult = DraftItem['precheck']['result'];

/** The results of {@link draftItems} in its order, without sentences and before related cases are looked for: what lists count. */
export function precheckResults(
  record: BundleCase,
  programme: CompiledProgramme,
  decision: Decision,
): PrecheckResult[] {
  const submitted = new Set(record.attachments.map(({ material }) => material));
  return [
    ...materialTraces(programme, decision.chosen, decision.scope)
      .filter(({ needed }) => needed !== 'false')
      .map(({ material, needed }) =>
        materialResult({ needed, optional: material.optional ?? false }, submitted.has(material.id)),
      ),
    ...itemTruths(decision),
    validityResult(decision.validity),
    ...decision.exclusions
      .filter(({ exclusion }) => isBlocking(exclusion.definition.kind))
      .map(({ applies }) => AGAINST[applies]),
    sameApplicantResult([]),
  ];
}

function citesOf(catalogue: Catalogue, ids: readonly string[]): DraftItem['cites'] {
  return ids.map((id) => ({ id, label: catalogue.clauses.get(id)?.cite ?? id }));
}

function attachmentIds(record: BundleCase, fits: (material: string | null) => boolean): string[] {
  return record.attachments.flatMap(({ material }, i) => (fits(material) ? [`${record.id}.${i + 1}`] : []));
}

function materialItem(catalogue: Catalogue, record: BundleCase, material: MaterialResult): DraftItem {
  const likely = attachmentIds(record, (id) => id === material.id);
  const names = record.attachments.filter((one) => one.material === material.id).map((one) => one.name);
  const copies = material.copies === null ? '' : `，${material.copies} 份`;
  return {
    itemId: `material:${material.id}`,
    group: 'material',
    title: material.name,
    requirement: `${material.wording ?? `须提交${material.name}`}${copies}${material.optional ? '（可选）' : ''}`,
    strength: material.optional ? 'priority' : 'must',
    cites: citesOf(catalogue, material.cite),
    precheck: materialPrecheck(material, names),
    declared: [],
    likely,
  };
}

function materialResult(
  { needed, optional }: Pick<MaterialResult, 'needed' | 'optional'>,
  submitted: boolean,
): PrecheckResult {
  if (submitted) return 'true';
  if (optional) return 'none';
  return needed === 'true' ? 'false' : needed;
}

function materialPrecheck(material: MaterialResult, names: string[]): DraftItem['precheck'] {
  const result = materialResult(material, names.length > 0);
  const said = (sentence: string) => ({ result, sentence, missing: [] });
  if (names.length > 0) return said(`已提交 ${names.length} 个文件：${names.join('、')}`);
  if (material.optional) return said('未提交（可选材料）');
  if (material.needed === 'true') return said('没有找到对应的文件');
  return said(`是否需要尚不能确定：${material.sentence ?? ''}`);
}

const STRENGTH_WORDS = { must: '', mayRelax: '（可放宽）', priority: '（优先条件，不影响通过）' } as const;

function conditionItem(
  catalogue: Catalogue,
  record: BundleCase,
  { programme, declared: facts, evaluation }: EvaluatedCase,
  item: ItemResult,
): DraftItem {
  const node = findNode(programme, item.id);
  const keys = (node?.facts ?? []).filter((key) => programme.vocabulary.facts.has(key));
  const declared = keys.map((key) => declaredFact(programme, facts, evaluation.on, key));
  return {
    itemId: `condition:${item.id}`,
    group: 'condition',
    title: item.title,
    requirement: `${item.wording ?? item.title}${STRENGTH_WORDS[item.force]}`,
    strength: item.force,
    cites: citesOf(catalogue, item.cite),
    precheck: { result: item.truth, sentence: item.sentence, missing: labels(programme, item.missing) },
    declared,
    likely: likelyFor(programme, record, item.evidence, keys),
  };
}

/** A declared fact beside the item it decides; personal ones are masked here as everywhere. */
export function declaredFact(
  programme: CompiledProgramme,
  facts: Facts,
  on: string,
  key: string,
): DraftItem['declared'][number] {
  const kind = programme.vocabulary.facts.get(key)!;
  const value = facts.get(key);
  const shown = key === 'case.applicationDate' ? on : value === undefined ? '未填报' : formatFact(kind, value);
  const masked = value !== undefined && programme.vocabulary.definitions.get(key)?.sensitive === true;
  return { key, label: kind.label, value: masked ? maskFact(kind, shown) : shown };
}

/** Materials named as evidence of the condition first, then those of a kind that evidences one of its facts. */
function likelyFor(
  programme: CompiledProgramme,
  record: BundleCase,
  materials: readonly string[],
  keys: readonly string[],
): string[] {
  const kinds = new Set(keys.flatMap((key) => programme.vocabulary.definitions.get(key)?.evidencedBy ?? []));
  const ofKind = new Set(
    programme.definition.materials.filter((one) => one.kind !== undefined && kinds.has(one.kind)).map((one) => one.id),
  );
  const named = attachmentIds(record, (id) => id !== null && materials.includes(id));
  const related = attachmentIds(record, (id) => id !== null && ofKind.has(id));
  return [...new Set([...named, ...related])];
}

const validityResult = ({ inForce }: Validity): PrecheckResult => (inForce ? 'true' : 'false');

function validityItem({ evaluation }: EvaluatedCase): DraftItem {
  const { validity } = evaluation;
  return {
    itemId: 'cross:validity',
    group: 'cross',
    title: '政策有效期',
    requirement: '申报日期须在政策有效期内，适用申报当日有效的规定',
    strength: 'must',
    cites: [],
    precheck: { result: validityResult(validity), sentence: validity.sentence, missing: [] },
    declared: [],
    likely: [],
  };
}

/** Applying speaks against the case, so the result turns round. */
const AGAINST: Record<Truth, Truth> = { true: 'false', false: 'true', unknown: 'unknown', needsHuman: 'needsHuman' };

function exclusionItem(catalogue: Catalogue, { programme }: EvaluatedCase, exclusion: ExclusionResult): DraftItem {
  return {
    itemId: `cross:${exclusion.id}`,
    group: 'cross',
    title: exclusion.title,
    requirement: `核对是否存在：${exclusion.title}`,
    strength: 'must',
    cites: citesOf(catalogue, exclusion.cite),
    precheck: {
      result: AGAINST[exclusion.applies],
      sentence: exclusion.sentence,
      missing: labels(programme, exclusion.missing),
    },
    declared: [],
    likely: [],
  };
}

const sameApplicantResult = (related: readonly RelatedCase[]): PrecheckResult =>
  related.length === 0 ? 'true' : 'needsHuman';

/** Other cases of the same person or organisation known here; those that exclude each other are named as such. */
function sameApplicantItem(programme: CompiledProgramme, related: readonly RelatedCase[]): DraftItem {
  const own = programme.definition.id;
  const exclusive = (id: string) =>
    programme.exclusions.some((exclusion) => exclusion.programmes.has(id)) || id === own;
  const named = related.map(({ number, programme: id, programmeName, appliedOn }) => {
    const note = exclusive(id) ? '，与本项目不能同时享受' : '';
    return `${number}“${programmeName}”（${appliedOn} 申报${note}）`;
  });
  const sentence =
    related.length === 0 ? '本机没有同一申请人的其他案卷' : `同一申请人另有 ${related.length} 件：${named.join('；')}`;
  return {
    itemId: 'cross:same-applicant',
    group: 'cross',
    title: '同一申请人的其他申报',
    requirement: '核对同一证件号码的其他案卷，互斥的政策只能享受其一',
    strength: 'must',
    cites: [],
    precheck: { result: sameApplicantResult(related), sentence, missing: [] },
    declared: [],
    likely: [],
  };
}

function labels(programme: CompiledProgramme, keys: readonly string[]): string[] {
  return keys.map((key) => factLabels(programme.vocabulary, [key]));
}

function findNode(programme: CompiledProgramme, id: string): CompiledNode | null {
  const roots = [
    ...(programme.conditions ? [programme.conditions] : []),
    ...programme.tracks.map((one) => one.conditions),
  ];
  const search = (node: CompiledNode): CompiledNode | null => {
    if (node.id === id) return node;
    for (const child of node.children) {
      const found = search(child);
      if (found) return found;
    }
    return null;
  };
  for (const root of roots) {
    const found = search(root);
    if (found) return found;
  }
  return null;
}
