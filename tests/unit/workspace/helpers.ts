import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createProjections } from '#db/projections.ts';
import { chainToPem, type SigningIdentity } from '#main/bundle/certificate.ts';
import { readEnrolmentRequest } from '#main/bundle/enrolment.ts';
import { createRoot, issueCertificate } from '#main/bundle/issue.ts';
import { generateEd25519, type KeyPair } from '#main/crypto/primitives.ts';
import { workspaceProjection } from '#main/services/workspaceProjection.ts';
import { openWorkspaceService, type WorkspaceOptions, type WorkspaceService } from '#main/services/workspaceService.ts';
import type { WorkspaceStatus } from '#shared/api/workspace.ts';
import { CHEAP, PASSPHRASE, type TestClock, tempFolder, testClock } from '#tests/support/basics.ts';

export { CHEAP, NOW, PASSPHRASE, refused, tempFolder, testClock } from '#tests/support/basics.ts';
export { flipBit } from '../db/helpers.ts';

export const OTHER_PASSPHRASE = '白鹭 过湖 七点整 2 只';
export const PERSON = { name: '一号工作站', unit: '历下区人社局', person: '李审核' };

export interface Station {
  service: WorkspaceService;
  clock: TestClock;
  data: string;
  folder: string;
  changes: () => number;
}

export const projections = createProjections([workspaceProjection]);

/** A program standing before a folder, as after a start. */
export async function station(options: Partial<WorkspaceOptions> & { clock?: TestClock } = {}): Promise<Station> {
  const data = options.dataFolder ?? tempFolder();
  const folder = options.folder ?? join(data, 'workspace');
  const clock = options.clock ?? testClock();
  let changes = 0;
  const service = await openWorkspaceService({
    dataFolder: data,
    folder,
    version: '0.1.0',
    projections,
    kdf: CHEAP,
    demo: null,
    onChange: () => {
      changes += 1;
    },
    log: () => undefined,
    ...options,
    clock,
  });
  onTestFinished(() => service.close());
  return { service, clock, data, folder, changes: () => changes };
}

export function create(at: Station, rootCertificate: string | null = null): Promise<WorkspaceStatus> {
  const input = { ...PERSON, folder: at.folder, passphrase: PASSPHRASE, rootCertificate };
  return Promise.resolve(at.service.handlers.create(input));
}

/** A workspace with one person, open. */
export async function openStation(options: Partial<WorkspaceOptions> & { clock?: TestClock } = {}) {
  const at = await station(options);
  const status = await create(at);
  return { ...at, personId: status.current!.personId };
}

export async function unlock(at: Station, personId: string, passphrase: string = PASSPHRASE): Promise<WorkspaceStatus> {
  return at.service.handlers.unlock({ personId, passphrase });
}

export function status(at: Station): Promise<WorkspaceStatus> {
  return Promise.resolve(at.service.handlers.status({}));
}

export interface Centre {
  root: SigningIdentity;
  certify(request: Buffer, role?: 'reviewer' | 'approver', changes?: { personId?: string }): string;
}

/** A centre with a root; `recipient` makes recovery possible. */
export function centre(recipient: string | null = null, keys: KeyPair = generateEd25519()): Centre {
  const subject = {
    personId: 'centre',
    name: '济南市人才中心',
    unit: '济南市人社局',
    role: 'centre' as const,
    district: null,
  };
  const span = { notBefore: '2026-01-01T00:00:00.000Z', notAfter: '2036-01-01T00:00:00.000Z' };
  const root = createRoot(keys, { subject, recipient, ...span });
  return {
    root,
    certify: (request, role = 'reviewer', changes = {}) => {
      const asked = readEnrolmentRequest(request, 'request.json');
      const person = { personId: asked.person.id, name: asked.person.name, unit: asked.unit, role, district: '370102' };
      const leaf = issueCertificate(root, {
        subject: { ...person, ...changes },
        spki: asked.spkiDer,
        recipient: asked.recipient,
        ...span,
      });
      return chainToPem([leaf, ...root.chain]);
    },
  };
}
