import type { Catalogue } from '../catalogue.ts';
import type { CompiledProgramme } from '../compileProgramme.ts';
import { basicLines, conditionLines, contactLines, informationalLines } from './basics.ts';
import { exclusionLines } from './exclusions.ts';
import { type Line, type RenderedProgramme, SECTIONS, type SectionId } from './model.ts';
import { dutyLines, inspectionLines, materialLines, scoringLines, stepLines } from './parts.ts';
import { supportLines } from './support.ts';
import type { Writer } from './writer.ts';

const numbered = (lines: readonly Line[], parent: string): Line[] =>
  lines.map((line, index) => {
    const number = parent === '' ? String(index + 1) : `${parent}.${index + 1}`;
    return { ...line, number, children: numbered(line.children, number) };
  });

/** A programme as people read it. The same for every reader and every day: whether it is in force is told beside it. */
export function renderProgramme(
  { definition, vocabulary }: Pick<CompiledProgramme, 'definition' | 'vocabulary'>,
  catalogue: Pick<Catalogue, 'programmes' | 'documents' | 'clauses'>,
): RenderedProgramme {
  const at: Writer = { catalogue, definition, vocabulary, rows: null };
  const document = catalogue.documents.get(definition.document);
  const lines: Record<SectionId, Line[]> = {
    basics: basicLines(definition, at),
    conditions: conditionLines(definition, at),
    materials: materialLines(definition.materials, at),
    procedure: stepLines(definition.procedure, at),
    support: supportLines(definition.support, at),
    exclusions: exclusionLines(definition.exclusions, at),
    duties: dutyLines(definition.duties, at),
    scoring: scoringLines(definition.scoring, at),
    inspection: inspectionLines(definition.inspection, at),
    contacts: contactLines(definition.contacts, at),
    informational: informationalLines(definition.informational, at),
  };
  const ids = Object.keys(SECTIONS) as SectionId[];
  return {
    id: definition.id,
    name: definition.name,
    document: {
      id: definition.document,
      number: document?.number ?? null,
      title: document?.title ?? definition.document,
    },
    rule: definition.rule,
    leadDepartment: definition.leadDepartment,
    inForce: { from: definition.inForce.from, to: definition.inForce.to },
    sections: ids
      .map((id) => ({ id, title: SECTIONS[id], lines: numbered(lines[id], '') }))
      .filter((section) => section.lines.length > 0),
  };
}
