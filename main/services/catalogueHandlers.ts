import { findSource, heldSources } from '#db/queries/policies.ts';
import { writeTable } from '#main/documents/table.ts';
import type { Handlers } from '#shared/api/contract.ts';
import { MAX_RANGE_BYTES } from '#shared/api/transport.ts';
import { Refusal } from '#shared/domain/errors.ts';
import { kindsOf, stagesOf } from '#shared/rules/programmeGroups.ts';
import { conditionTrees, visitConditions } from '#shared/rules/schema.ts';
import type { AttachmentService } from './attachments.ts';
import { clauseView, coverageView, documentsView, type Held } from './catalogue/clauseView.ts';
import { ledgerTable } from './catalogue/ledgerTable.ts';
import { tasksOf, tasksView } from './catalogue/ledgerView.ts';
import { searchCatalogue, warmSearch } from './catalogue/search.ts';
import { linesAround } from './catalogue/sources.ts';
import type { Rules } from './policies/rules.ts';
import { programmePage } from './programmePage.ts';
import type { Session } from './session.ts';

interface Context {
  session: () => Session;
  rules: Pick<Rules, 'current' | 'inForce'>;
  attachments: Pick<AttachmentService, 'readRange'>;
}

/** Longest source in text that is shown beside a clause; longer ones are no policy documents. */
const MAX_TEXT_BYTES = 8 * 1024 * 1024;

export function catalogueHandlers({ session, rules, attachments }: Context): Handlers['catalogue'] {
  const { current } = rules;
  const held = (): Held => ({
    sources: heldSources(session().db.read),
    inForce: rules.inForce(session()).number,
  });
  const readText = async (id: string): Promise<string> => {
    const bytes = findSource(session().db.read, id)?.bytes ?? 0;
    if (bytes > MAX_TEXT_BYTES) throw new Refusal('FILE_TOO_LARGE', { file: id, bytes, limit: MAX_TEXT_BYTES });
    const decoder = new TextDecoder();
    let text = '';
    for (let at = 0; at < Math.max(1, bytes); at += MAX_RANGE_BYTES) {
      const part = await attachments.readRange({ kind: 'source', id }, at, at + MAX_RANGE_BYTES);
      text += decoder.decode(part, { stream: true });
    }
    return text + decoder.decode();
  };
  return {
    programmes: () => {
      const catalogue = current();
      void warmSearch(catalogue);
      return {
        hash: catalogue.hash,
        programmes: catalogue.programmes.map(({ definition }) => {
          let conditions = 0;
          for (const { root } of conditionTrees(definition)) visitConditions(root, () => conditions++);
          const document = catalogue.documents.get(definition.document);
          return {
            id: definition.id,
            name: definition.name,
            rule: definition.rule,
            documentId: definition.document,
            document: document?.number ?? document?.title ?? definition.document,
            leadDepartment: definition.leadDepartment,
            who: definition.target.who,
            groups: [...definition.target.groups],
            stages: stagesOf(definition),
            kinds: kindsOf(definition),
            from: definition.inForce.from,
            to: definition.inForce.to ?? null,
            tracks: definition.tracks.map(({ id, name }) => ({ id, name })),
            conditions,
            materials: definition.materials.length,
          };
        }),
      };
    },
    programme: (input) => programmePage(current(), input),
    search: ({ text }) => searchCatalogue(current(), text),
    clause: ({ id }) => clauseView(current(), id, held()),
    sourceLines: async ({ id, at }) => linesAround(await readText(id), at),
    coverage: () => coverageView(current()),
    documents: ({ on }) => documentsView(current(), on, held()),
    tasks: (query) => tasksView(current(), query),
    saveTasks: async ({ query, path }) => {
      const tasks = tasksOf(current(), query);
      await writeTable(path, ledgerTable(tasks));
      return { path, tasks: tasks.length };
    },
  };
}
