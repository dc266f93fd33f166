import type { HeldSource } from '#db/queries/policies.ts';
import { clauseCoverage } from '#main/catalogue/check.ts';
import type { clauseRoute, coverageRoute, documentsRoute } from '#shared/api/catalogueViews.ts';
import type { OutputOf } from '#shared/api/route.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Catalogue, Clause } from '#shared/rules/catalogue.ts';
import type { IsoDate } from '#shared/rules/dates.ts';
import { validityOf } from '#shared/rules/evaluateProgramme.ts';
import type { PolicyDocument } from '#shared/rules/schema.ts';
import { citingByClause } from './citing.ts';
import { sourceOf } from './sources.ts';

/** The sources of the packs at hand. */
export interface Held {
  sources: readonly HeldSource[];
  inForce: number;
}

const refOf = ({ id, cite }: Clause) => ({ id, label: cite });

const refTo = (catalogue: Catalogue, id: string) => ({ id, label: catalogue.clauses.get(id)?.cite ?? id });

/** Clauses shown before and after one. */
const AROUND = 8;

/** A clause with everything of ours that stands on it. Throws CLAUSE_UNKNOWN. */
export function clauseView(catalogue: Catalogue, id: string, held: Held): OutputOf<typeof clauseRoute> {
  const clause = catalogue.clauses.get(id);
  const document = clause === undefined ? undefined : catalogue.documents.get(clause.document);
  if (clause === undefined || document === undefined) throw new Refusal('CLAUSE_UNKNOWN', { clause: id });
  const order = catalogue.parts.clauses.filter((one) => one.document === clause.document);
  const at = order.indexOf(clause);
  const citing = citingByClause(catalogue);
  const countOf = (one: Clause) => citing.get(one.id)?.filter((node) => !node.informational).length ?? 0;
  const { number, title, inForce } = document;
  return {
    ...{ id, label: clause.cite, kind: clause.kind },
    document: { id: document.id, number, title, from: inForce.from, to: inForce.to },
    citing: [...(citing.get(id) ?? [])],
    around: order
      .slice(Math.max(0, at - AROUND), at + AROUND + 1)
      .map((one) => ({ ...refOf(one), citing: countOf(one) })),
    previous: at > 0 ? refOf(order[at - 1]!) : null,
    next: at + 1 < order.length ? refOf(order[at + 1]!) : null,
    source: sourceOf(held.sources, held.inForce, clause, order),
  };
}

/** The oldest first. */
function inOrder(documents: readonly PolicyDocument[]): PolicyDocument[] {
  const day = (one: PolicyDocument) => one.issuedOn ?? one.inForce.from;
  return [...documents].sort((a, b) => day(a).localeCompare(day(b)));
}

/** Clauses that something stands on, or that are listed with a reason, by document and kind. */
export function coverageView(catalogue: Catalogue): OutputOf<typeof coverageRoute> {
  const rows = clauseCoverage(catalogue);
  return {
    total: rows.reduce((sum, one) => sum + one.clauses, 0),
    covered: rows.reduce((sum, one) => sum + one.cited + one.informational, 0),
    documents: inOrder(catalogue.parts.documents)
      .filter((one) => rows.some((row) => row.document === one.id))
      .map(({ id, number, title }) => ({
        ...{ id, number, title },
        kinds: rows
          .filter((row) => row.document === id)
          .map(({ kind, clauses, cited, informational, open }) => ({
            ...{ kind, clauses, cited, informational },
            open: open.map((clause) => refTo(catalogue, clause)),
          })),
      })),
  };
}

/** 济政发〔2021〕15号 of a text that may say more than the number. */
const documentNamed = (catalogue: Catalogue, what: string): string | null =>
  catalogue.parts.documents.find(({ number, title }) => (number !== null && what.includes(number)) || what === title)
    ?.id ?? null;

function replacements(catalogue: Catalogue, list: PolicyDocument['replaces']) {
  return list.map(({ what, note, cite }) => ({
    ...{ what, note: note ?? null, document: documentNamed(catalogue, what) },
    cite: (cite ?? []).map((id) => refTo(catalogue, id)),
  }));
}

/** Every document with what it replaces, and its programmes in force on a day. */
export function documentsView(catalogue: Catalogue, on: IsoDate, { sources }: Held): OutputOf<typeof documentsRoute> {
  const { clauses, documents, ledgers } = catalogue.parts;
  const view = (one: PolicyDocument) => {
    const programmes = catalogue.programmes.filter(({ definition }) => definition.document === one.id);
    const own = clauses.filter((clause) => clause.document === one.id);
    return {
      ...{ id: one.id, number: one.number, title: one.title, issuer: one.issuer, issuedOn: one.issuedOn },
      ...{ from: one.inForce.from, to: one.inForce.to, trial: one.trial },
      replaces: replacements(catalogue, one.replaces),
      replacedBy: replacements(catalogue, one.replacedBy),
      clauses: own.length,
      firstClause: own[0]?.id ?? null,
      tasks: ledgers.find((ledger) => ledger.document === one.id)?.tasks.length ?? 0,
      programmes: new Set(programmes.map(({ definition }) => definition.id)).size,
      source: sources.some((source) => source.document === one.id),
      inForce: programmes
        .filter((programme) => validityOf(programme, on).inForce)
        .map(({ definition: { id, name } }) => ({ id, name })),
    };
  };
  return { documents: inOrder(documents).map(view) };
}
