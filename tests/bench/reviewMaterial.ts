/** A workstation with many signed reviews, made through the contract as an official would make them. */
import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '#db/ids.ts';
import { chainToPem } from '#main/bundle/certificate.ts';
import { initCentre, withCentre } from '#main/central/centre.ts';
import { enrol } from '#main/central/people.ts';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { storeCases } from '#main/services/transfer/storeCases.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import type { EvidenceAnchor } from '#shared/domain/review.ts';
import { preparedCases, putManyBundle } from '#tests/support/manyCases.ts';
import { pngImage } from '#tests/support/pngImage.ts';
import type { BenchContext } from './bench.ts';
import { type BenchDesk, benchCatalogue, openDesk, PASSPHRASE } from './queueMaterial.ts';

/** Places of evidence in a case, and the size of their pictures: 64 kB each, noise that does not compress. */
const EVIDENCE = 2;
const CROP = { width: 400, height: 160 };

const ANCHOR: Omit<EvidenceAnchor, 'attachmentId' | 'fileSha256' | 'cropSha256'> = {
  ...{ pageIndex: 0, pageLabel: '1', rects: [[1000, 2000, 5000, 3000]], rotation: 0 },
  ...{ quote: '授予硕士学位', prefix: '经审查，', suffix: '。特此证明' },
};

/** Makes a centre, has it certify the person at work, and takes its cases in. Answers the cases. */
async function equip({ api, session }: BenchDesk, context: BenchContext, count: number): Promise<BundleCase[]> {
  const folder = path.join(context.folder, 'review-centre');
  const now = Date.now();
  await initCentre({ folder, passphrase: null, name: '虚构中心', unit: '虚构单位', now });
  const [request, chain] = ['request.json', 'chain.pem'].map((name) => path.join(context.folder, name)) as [
    string,
    string,
  ];
  await api.workspace.exportEnrolment({ path: request, role: 'reviewer' });
  const issuer = await withCentre({ folder, passphrase: null }, async (centre) => {
    const file = path.basename(request);
    const { pem } = await enrol(centre, { request: await readFile(request), file, role: 'reviewer', years: 3, now });
    writeFileSync(chain, pem);
    return chainToPem(centre.office.chain);
  });
  await api.workspace.installCertificate({ path: chain });
  // Of the invented cases those of one programme: all their conditions are met, so that they can be recommended.
  const all = preparedCases(benchCatalogue, count * 6, '2026-01-01');
  const cases = [...all].filter(({ record }) => record.facts['study.monthsAbroad'] === 14).slice(0, count);
  session.db.write((tx) => {
    const bundleId = putManyBundle(tx, cases.length);
    tx.writes('UPDATE bundles SET issuer_pem = ? WHERE bundle_id = ?').run(issuer, bundleId);
    storeCases(tx, session, bundleId, cases);
  });
  return cases.map(({ record }) => record);
}

/** Every item decided, evidence put to the first ones in the words the contract records, the suggested outcome saved and signed. */
async function review({ api, session }: BenchDesk, one: BundleCase): Promise<void> {
  const caseId = one.id;
  const { actor, db, journal } = session;
  const { items } = await api.review.checklist({ caseId });
  const rulesHash = benchCatalogue.hash;
  db.write((tx) => {
    for (const { itemId } of items) {
      const payload = { caseId, itemId, verdict: 'pass' as const, reason: null, note: '', rulesHash };
      journal.record(tx, { type: 'verdict.set', payload, actor });
    }
    for (const { itemId } of items.slice(0, EVIDENCE)) {
      const crop = pngImage(CROP.width, CROP.height);
      const cropSha256 = sha256Hex(crop);
      tx.writes('INSERT INTO crops VALUES (?, ?)').run(cropSha256, Buffer.from(crop));
      const file = { attachmentId: `${caseId}.1`, fileSha256: one.attachments[0]!.sha256, cropSha256 };
      const payload = { caseId, itemId, evidenceId: newId(Date.now()), anchor: { ...ANCHOR, ...file } };
      journal.record(tx, { type: 'evidence.added', payload, actor });
    }
  });
  const { opinion } = await api.review.outcome({ caseId });
  await api.review.setOutcome({ caseId, result: { decision: 'recommend', amount: null, opinion } });
  await api.review.sign({ caseId, passphrase: PASSPHRASE });
}

let made: Promise<BenchDesk> | null = null;

/** The desk with `count` signed reviews, made when first asked for. */
export function signedReviews(context: BenchContext, count: number): Promise<BenchDesk> {
  made ??= (async () => {
    const began = performance.now();
    const desk = await openDesk(context, 'reviews');
    for (const one of await equip(desk, context, count)) await review(desk, one);
    context.log(`${count} reviews signed in ${Math.round(performance.now() - began)} ms`);
    return desk;
  })();
  return made;
}
