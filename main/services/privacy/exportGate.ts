/**
 * What leaves the workstation passes here: every route that writes for other eyes names the rights it needs, and the whole contract is
 * wrapped once. A test walks the contract: a route that takes a path must stand in this list or in the list of those that take nothing
 * out.
 */
import type { Contract, Handlers } from '#shared/api/contract.ts';
import type { documentsApi } from '#shared/api/documents.ts';
import type { ParsedOf } from '#shared/api/route.ts';
import { EXPORT_KINDS, type ExportKind } from '#shared/domain/exportRights.ts';
import type { Session } from '../session.ts';
import { exportObstacle, rightsOf } from './exportRights.ts';

type RouteName = { [D in keyof Contract]: `${D}.${keyof Contract[D] & string}` }[keyof Contract];
type Needs = (input: never) => readonly ExportKind[];

type Printed = ParsedOf<(typeof documentsApi)['print']>;
type Saved = ParsedOf<(typeof documentsApi)['save' | 'saveMany']>;

function ofDocument(input: Printed | Saved): ExportKind[] {
  const wanted: Record<ExportKind, boolean> = {
    bundle: false,
    personal: !input.masked,
    crops: input.crops,
    table: 'format' in input && input.format === 'xlsx',
    original: false,
  };
  return EXPORT_KINDS.filter((kind) => wanted[kind]);
}

export const GATED: Partial<Record<RouteName, Needs>> = {
  'transfer.exportStart': () => ['bundle'],
  'second.handOver': () => ['bundle'],
  'second.sendBack': () => ['bundle'],
  'documents.print': ofDocument,
  'documents.save': ofDocument,
  'documents.saveMany': ofDocument,
  'privacy.saveAccesses': () => ['table'],
  'journal.saveList': () => ['table'],
  'host.openOutside': () => ['original'],
};

type Handle = (input: unknown) => unknown;

/** Refuses EXPORT_FORBIDDEN, which the journal tells, or ROLE_FORBIDDEN, before anything is read or written. */
function requireExports(session: Session, kinds: readonly ExportKind[]): void {
  const rights = rightsOf(session);
  for (const kind of kinds) {
    const obstacle = exportObstacle(session, rights, kind);
    if (!obstacle) continue;
    if (obstacle.code !== 'EXPORT_FORBIDDEN') throw obstacle;
    const payload = { kind, role: session.person.role };
    session.db.write((tx) => session.journal.record(tx, { type: 'export.refused', payload, actor: session.actor }));
    throw obstacle;
  }
}

export function guardExports(handlers: Handlers, openSession: () => Session | null): Handlers {
  const domains = Object.entries(handlers as unknown as Record<string, Record<string, Handle>>);
  const wrapped = domains.map(([domain, routes]) => {
    const inner = Object.entries(routes).map(([route, handle]) => {
      const needs = GATED[`${domain}.${route}` as RouteName] as ((input: unknown) => readonly ExportKind[]) | undefined;
      if (!needs) return [route, handle];
      const gated: Handle = (input) => {
        const session = openSession();
        if (session) requireExports(session, needs(input));
        return handle(input);
      };
      return [route, gated];
    });
    return [domain, Object.fromEntries(inner)];
  });
  return Object.fromEntries(wrapped) as unknown as Handlers;
}
