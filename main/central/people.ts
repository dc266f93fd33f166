/** Who belongs: certifying requests, taking certificates back, helping people who lost their passphrase. */
import path from 'node:path';
import { type Certificate, certificateFromDer, chainToPem } from '#main/bundle/certificate.ts';
import { type EnrolmentRequest, readEnrolmentRequest } from '#main/bundle/enrolment.ts';
import { createCrl, issueCertificate } from '#main/bundle/issue.ts';
import { validatePath } from '#main/bundle/path.ts';
import { replaceFile } from '#main/workspace/smallFile.ts';
import { Refusal } from '#shared/domain/errors.ts';
import type { Role } from '#shared/domain/person.ts';
import { type Centre, validityFrom } from './centre.ts';

export interface EnrolOptions {
  request: Uint8Array;
  /** Name of the request's file, for sentences. */
  file: string;
  role: Role;
  /** Division code in place of the requested one. */
  district?: string;
  years: number;
  now: number;
}

/** The chain file for the person. Refuses SCHEMA_INVALID and SIGNATURE_INVALID (the request), CERT_REVOKED (the key was revoked before). */
export async function enrol(centre: Centre, options: EnrolOptions): Promise<{ certificate: Certificate; pem: string }> {
  const request = readEnrolmentRequest(options.request, options.file);
  refuseRevokedKey(centre, request);
  const { person, unit, recipient, spkiDer } = request;
  const district = options.district ?? request.district;
  const certificate = issueCertificate(centre.root, {
    subject: { personId: person.id, name: person.name, unit, district, role: options.role },
    spki: spkiDer,
    recipient,
    ...validityFrom(options.now, options.years),
  });
  const pem = chainToPem([certificate, ...centre.root.chain]);
  await replaceFile(path.join(centre.folder, 'certificates', `${certificate.serial}.pem`), pem);
  register(centre, certificate, new Date(options.now).toISOString());
  await centre.save();
  return { certificate, pem };
}

function refuseRevokedKey(centre: Centre, request: EnrolmentRequest & { keyId: string }): void {
  const serials = centre.state.certificates.filter(({ keyId }) => keyId === request.keyId).map(({ serial }) => serial);
  const revoked = centre.trust.crls[0]!.revoked.find(({ serial }) => serials.includes(serial));
  if (revoked) {
    throw new Refusal('CERT_REVOKED', { name: request.person.name, revokedOn: revoked.revokedAt.slice(0, 10) });
  }
}

function register(centre: Centre, certificate: Certificate, issuedAt: string): void {
  const { keyId, serial, notAfter, subject } = certificate;
  const { personId, name, unit, role } = subject;
  centre.state.certificates.push({ serial, keyId, personId, name, unit, role, issuedAt, notAfter });
  centre.state.keys[keyId] = Buffer.from(certificate.spki).toString('base64');
}

/** A recipient named by a certificate file: one of ours, valid now, not revoked. Refuses CERT_UNTRUSTED, CERT_EXPIRED, CERT_REVOKED. */
export function validRecipient(centre: Centre, certificate: Certificate, now: number): Certificate {
  return validatePath([certificate, ...centre.root.chain], centre.trust, { at: new Date(now).toISOString() });
}

/** Puts a certificate on the next list. Answers the list's number; `already` when it was on the list before. CERT_UNTRUSTED when it is not ours. */
export async function revoke(
  centre: Centre,
  certificate: Certificate,
  now: number,
): Promise<{ number: number; already: boolean }> {
  const known = centre.trust.crls[0]!;
  if (known.revoked.some(({ serial }) => serial === certificate.serial)) return { number: known.number, already: true };
  // Judged as it was issued: an expired certificate can still be taken back.
  validatePath(
    [certificateFromDer(certificate.der), ...centre.root.chain],
    { ...centre.trust, crls: [] },
    {
      at: certificate.notBefore,
    },
  );
  const revokedAt = new Date(now).toISOString();
  const list = createCrl(centre.root, {
    number: known.number + 1,
    thisUpdate: validityFrom(now, 1).notBefore,
    revoked: [...known.revoked, { serial: certificate.serial, revokedAt }],
  });
  await replaceFile(path.join(centre.folder, 'crl.pem'), list.pem);
  centre.trust.crls = [list];
  return { number: list.number, already: false };
}
