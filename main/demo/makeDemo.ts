import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Projections } from '#db/projections.ts';
import { type Certificate, parseCertificates } from '#main/bundle/certificate.ts';
import { initCentre, withCentre } from '#main/central/centre.ts';
import { enrol } from '#main/central/people.ts';
import { issueCases } from '#main/central/send.ts';
import type { Clock } from '#main/ports.ts';
import { createBlobs } from '#main/services/blobs.ts';
import { localDay } from '#main/services/cases/caseRows.ts';
import { setVerdict } from '#main/services/review/acts.ts';
import { checklistOf, openCase } from '#main/services/review/checklist.ts';
import { summariseCase } from '#main/services/review/evaluateCase.ts';
import type { Session } from '#main/services/session.ts';
import { importBundle } from '#main/services/transfer/importBundle.ts';
import { openWorkspaceService, type WorkspaceService } from '#main/services/workspaceService.ts';
import { makeWorkspace } from '#main/workspace/create.ts';
import { KDF_COST } from '#main/workspace/keyring.ts';
import type { Catalogue } from '#shared/rules/catalogue.ts';
import { createDemoCases } from './createDemoCases.ts';
import type { DemoSummary } from './model.ts';
import { DEMO_PASSPHRASE } from './passphrase.ts';

const PERSON = '演示审核员';
const UNIT = '历下区人才服务中心（演示）';
const SEED = 20260801;
/** Cases of the sealed bundle, which is left to be imported by hand; everything else is in the workspace. */
const SEALED_CASES = 6;

export interface DemoOptions {
  /** Made when missing; must be empty. */
  folder: string;
  clock: Clock;
  catalogue: Catalogue;
  projections: Projections;
  version: string;
  log: (line: string) => void;
}

/** Where things are, relative to the folder, with forward slashes. */
export interface Demo {
  workspace: string;
  centre: string;
  root: string;
  certificate: string;
  casePlain: string;
  caseSealed: string;
  identity: string;
  passphrase: string;
  cases: { workspace: number; sealed: number };
  planted: DemoSummary['planted'];
}

const FILES = {
  workspace: 'workspace',
  centre: 'centre',
  root: 'root.pem',
  certificate: 'certificate.pem',
  casePlain: 'case-plain.qpb',
  caseSealed: 'case-sealed.qpb',
  identity: 'identity.txt',
} as const;

/**
 * Makes a whole demo: a centre, an enrolled reviewer with a workspace that has taken the plain bundle in and begun to review, and a
 * sealed bundle that waits to be imported. Everything goes the way real data goes.
 */
export async function makeDemo(options: DemoOptions): Promise<Demo> {
  const { folder, clock } = options;
  await mkdir(folder, { recursive: true });
  const at = (name: keyof typeof FILES) => path.join(folder, FILES[name]);
  const cases = await mkdtemp(path.join(folder, 'cases-'));
  try {
    const summary = await createDemoCases(cases, { seed: SEED, today: localDay(clock.now()) });
    const sealed = await setAside(cases, summary);
    const { root } = await initCentre({
      ...{
        folder: at('centre'),
        passphrase: null,
        name: '济南市人才审核中心（演示）',
        unit: '中共济南市委人才工作领导小组办公室（演示）',
      },
      now: clock.now(),
    });
    await writeFile(at('root'), root.chain[0]!.pem);
    const workspace = await openDemoWorkspace(options, at('workspace'), root.chain[0]!);
    try {
      const certificate = await enrolReviewer(workspace, options, at);
      const signal = new AbortController().signal;
      await withCentre({ folder: at('centre'), passphrase: null }, async (centre) => {
        const send = { to: [certificate], now: clock.now(), signal, catalogue: null };
        await issueCases(centre, { ...send, cases, plain: true, target: at('casePlain') });
        await issueCases(centre, { ...send, cases: sealed, plain: false, target: at('caseSealed') });
      });
      await takeIn(workspace.session(), options, at('casePlain'));
      beginReviews(workspace.session(), options);
      await writeFile(at('identity'), `${workspace.session().identities[0]}\n`);
    } finally {
      await workspace.close();
    }
    const counts = { workspace: summary.cases - SEALED_CASES, sealed: SEALED_CASES };
    return { ...FILES, passphrase: DEMO_PASSPHRASE, cases: counts, planted: summary.planted };
  } finally {
    await rm(cases, { recursive: true, force: true });
    await rm(`${cases}-sealed`, { recursive: true, force: true });
  }
}

/** Moves some cases to a folder of their own; those that only make sense beside another one stay. */
async function setAside(cases: string, summary: DemoSummary): Promise<string> {
  const target = `${cases}-sealed`;
  await mkdir(target);
  const paired = new Set(
    summary.planted
      .filter(({ truths }) => truths.some((truth) => truth.kind === 'samePerson'))
      .map((one) => one.number),
  );
  const names = (await readdir(cases)).filter((name) => name.endsWith('.json')).sort();
  const step = Math.floor(names.length / SEALED_CASES);
  let moved = 0;
  for (let i = step - 1; i < names.length && moved < SEALED_CASES; i++) {
    const { number } = JSON.parse(await readFile(path.join(cases, names[i]!), 'utf8')) as { number: string };
    if (paired.has(number) || (i + 1) % step !== 0) continue;
    const stem = names[i]!.slice(0, -'.json'.length);
    for (const name of [names[i]!, stem]) await rename(path.join(cases, name), path.join(target, name));
    moved++;
  }
  if (moved !== SEALED_CASES) throw new Error(`only ${moved} cases could be set aside`);
  return target;
}

async function openDemoWorkspace(options: DemoOptions, folder: string, root: Certificate): Promise<WorkspaceService> {
  const { clock, projections, version, log } = options;
  const names = { name: '演示工作区', unit: UNIT, person: PERSON, passphrase: DEMO_PASSPHRASE };
  await makeWorkspace({ folder, ...names, root, demo: true }, { clock, projections, kdf: KDF_COST });
  // A data folder of its own: the demo does not belong on the list of workspaces before somebody opens it.
  const dataFolder = path.join(folder, 'tmp');
  const service = await openWorkspaceService({
    ...{ dataFolder, folder, clock, version, projections, demo: null, log },
    onChange: () => undefined,
  });
  const [person] = (await service.handlers.status({})).persons;
  await service.handlers.unlock({ personId: person!.personId, passphrase: DEMO_PASSPHRASE });
  return service;
}

async function enrolReviewer(
  workspace: WorkspaceService,
  { clock }: DemoOptions,
  at: (name: keyof typeof FILES) => string,
): Promise<Certificate> {
  const request = path.join(at('workspace'), 'tmp', 'enrolment.json');
  await workspace.handlers.exportEnrolment({ path: request, role: 'reviewer' });
  const { pem } = await withCentre({ folder: at('centre'), passphrase: null }, async (centre) =>
    enrol(centre, {
      request: await readFile(request),
      file: 'enrolment.json',
      role: 'reviewer',
      years: 3,
      now: clock.now(),
    }),
  );
  await writeFile(at('certificate'), pem);
  await workspace.handlers.installCertificate({ path: at('certificate') });
  await rm(request);
  return parseCertificates(pem)[0]!;
}

async function takeIn(session: Session, { clock, catalogue }: DemoOptions, bundle: string): Promise<void> {
  await importBundle(session, {
    path: bundle,
    clock,
    summarise: (record) => summariseCase(catalogue, record),
    report: () => undefined,
    signal: new AbortController().signal,
  });
}

/** A workspace somebody has worked in: the first checks of a few cases are done, as the pre-checks suggest. */
function beginReviews(session: Session, { catalogue, clock }: DemoOptions): void {
  const context = { session, catalogue, clock, blobs: createBlobs() };
  const begun = session.db.read
    .reads<{ caseId: string }>(
      'SELECT case_id caseId FROM cases WHERE precheck_fail = 0 ORDER BY due_on, number LIMIT 3',
    )
    .all();
  begun.forEach(({ caseId }, i) => {
    const items = checklistOf(session, openCase(session, catalogue, caseId)).items;
    for (const item of items.filter(({ precheck }) => precheck.result === 'true').slice(0, 3 + 2 * i)) {
      const { itemId, revision } = item;
      setVerdict(context, { caseId, itemId, verdict: 'pass', reason: null, note: '', revision });
    }
  });
}
