/** Certificate paths made on the spot, judged by us and by `openssl verify` (purpose smimesign, the nearest to document signing). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { der, derInteger, TAG } from '#main/bundle/der.ts';
import { OID } from '#main/bundle/x509.ts';
import { type ExtensionSpec, extension, KEY_USAGE } from '#main/bundle/x509Write.ts';
import { generateEd25519, generateP256 } from '#main/crypto/primitives.ts';
import { ensureTool } from '#tests/support/ensureTools.ts';
import {
  AT,
  altered,
  between,
  type Change,
  EMAIL_PROTECTION,
  type Fixture,
  FROM,
  leafOf,
  listOf,
  nameOf,
  openssl,
  ours,
  type Party,
  purposes,
  rootOf,
  SERVER_AUTH,
  UNKNOWN,
} from '#tests/support/pathKit.ts';

let root: Party;
let folder: string;

beforeAll(() => {
  ensureTool('openssl');
  folder = mkdtempSync(path.join(tmpdir(), 'quanping-path-'));
  root = rootOf();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** [name, our code, how it is made]. `openssl verify` must accept exactly what we accept. */
const SAME: [string, string, () => Fixture][] = [
  ['leaf under the root', 'accepted', () => ({ chain: [leafOf(root), root] })],
  ['one intermediate', 'accepted', () => viaOne()],
  ['two intermediates', 'accepted', () => viaTwo({}, {})],
  ['P-256 root, Ed25519 leaf', 'accepted', () => under(rootOf({ keys: generateP256() }))],
  ['P-256 leaf', 'accepted', () => ({ chain: [leafOf(root, { keys: generateP256() }), root] })],
  [
    'valid until 2060 (GeneralizedTime)',
    'accepted',
    () => under(rootOf({ notAfter: Date.parse('2060-01-01T00:00:00Z') })),
  ],
  ['judged in 2045, beyond 32 bits of seconds', 'accepted', () => longLived()],
  ['first second', 'accepted', () => ({ chain: [leafOf(root, { notBefore: Date.parse(AT) }), root] })],
  ['last second but one', 'accepted', () => ({ chain: [leafOf(root, { notAfter: Date.parse(AT) + 1000 }), root] })],
  ['one second early', 'CERT_EXPIRED', () => ({ chain: [leafOf(root, { notBefore: Date.parse(AT) + 1000 }), root] })],
  ['one second late', 'CERT_EXPIRED', () => ({ chain: [leafOf(root, { notAfter: Date.parse(AT) - 1000 }), root] })],
  ['intermediate over', 'CERT_EXPIRED', () => viaOne({ notAfter: Date.parse(AT) - 1000 })],
  ['intermediate to come', 'CERT_EXPIRED', () => viaOne({ notBefore: Date.parse(AT) + 1000 })],
  ['root over', 'CERT_EXPIRED', () => under(rootOf({ notAfter: Date.parse(AT) - 1000 }))],
  ['root to come', 'CERT_EXPIRED', () => under(rootOf({ notBefore: Date.parse(AT) + 1000 }))],
  ['clock ten years back', 'CERT_EXPIRED', () => ({ chain: [leafOf(root), root], at: '2016-11-21T00:00:00Z' })],
  ['another centre', 'CERT_UNTRUSTED', () => ({ ...under(rootOf({ subject: nameOf('别的根') })), pinned: root })],
  ['another centre of the same name', 'CERT_UNTRUSTED', () => ({ ...under(rootOf()), pinned: root })],
  ['leaf altered', 'CERT_UNTRUSTED', () => ({ chain: [altered(leafOf(root)), root] })],
  ['intermediate altered', 'CERT_UNTRUSTED', () => alteredBetween()],
  [
    'leaf signed by somebody else',
    'CERT_UNTRUSTED',
    () => ({ chain: [leafOf(root, { signedBy: generateEd25519() }), root] }),
  ],
  [
    'Ed25519 leaf under a P-256 key',
    'CERT_UNTRUSTED',
    () => ({ chain: [leafOf(root, { signedBy: generateP256() }), root] }),
  ],
  ['issuer of another name', 'CERT_UNTRUSTED', () => ({ chain: [leafOf(root, { issuer: nameOf('别人') }), root] })],
  ['two signature algorithms', 'CERT_INVALID', () => ({ chain: [twoAlgorithms(leafOf(root)), root] })],
  ['intermediate is no authority', 'CERT_UNTRUSTED', () => viaOne({ with: [extension.basicConstraints(false)] })],
  ['intermediate without basic constraints', 'CERT_UNTRUSTED', () => viaOne({ without: [OID.basicConstraints] })],
  ['intermediate may not certify', 'CERT_UNTRUSTED', () => viaOne({ with: [extension.keyUsage(KEY_USAGE.crlSign)] })],
  ['leaf issued by a leaf', 'CERT_UNTRUSTED', () => leafUnderLeaf()],
  [
    'root allows no intermediate',
    'CERT_UNTRUSTED',
    () => viaOne({}, rootOf({ with: [extension.basicConstraints(true, 0)] })),
  ],
  [
    'root allows one, there is one',
    'accepted',
    () => viaOne({}, rootOf({ with: [extension.basicConstraints(true, 1)] })),
  ],
  [
    'root allows one, there are two',
    'CERT_UNTRUSTED',
    () => viaTwo({}, {}, rootOf({ with: [extension.basicConstraints(true, 1)] })),
  ],
  [
    'intermediate allows none below',
    'CERT_UNTRUSTED',
    () => viaTwo({}, { with: [extension.basicConstraints(true, 0)] }),
  ],
  [
    'lower intermediate allows none below',
    'accepted',
    () => viaTwo({ with: [extension.basicConstraints(true, 0)] }, {}),
  ],
  ['self-issued key change is not counted', 'accepted', () => keyChange()],
  ['unknown critical extension, leaf', 'CERT_UNTRUSTED', () => ({ chain: [leafOf(root, { with: [UNKNOWN] }), root] })],
  ['unknown critical extension, intermediate', 'CERT_UNTRUSTED', () => viaOne({ with: [UNKNOWN] })],
  ['unknown critical extension, root', 'CERT_UNTRUSTED', () => under(rootOf({ with: [UNKNOWN] }))],
  [
    'unknown extension, not critical',
    'accepted',
    () => ({ chain: [leafOf(root, { with: [{ ...UNKNOWN, critical: false }] }), root] }),
  ],
  [
    'leaf for web servers',
    'CERT_UNTRUSTED',
    () => ({ chain: [leafOf(root, { with: [extension.extKeyUsage(SERVER_AUTH)] }), root] }),
  ],
  ['intermediate for web servers', 'CERT_UNTRUSTED', () => viaOne({ with: [extension.extKeyUsage(SERVER_AUTH)] })],
  ['intermediate for documents', 'accepted', () => viaOne({ with: [purposes] })],
  [
    'leaf may only encrypt',
    'CERT_UNTRUSTED',
    () => ({ chain: [leafOf(root, { with: [extension.keyUsage(1 << 2)] }), root] }),
  ],
  [
    'authority key id of another key',
    'CERT_UNTRUSTED',
    () => ({ chain: [leafOf(root, { with: [extension.authorityKeyId(generateEd25519().spki)] }), root] }),
  ],
  [
    'no key ids',
    'accepted',
    () => ({ chain: [leafOf(root, { without: [OID.authorityKeyId, OID.subjectKeyId] }), root] }),
  ],
  ['list without the leaf', 'accepted', () => listed([], () => listOf(root, { revoke: [leafOf(root)] }))],
  ['empty list', 'accepted', () => listed([], () => listOf(root))],
  ['revoked leaf', 'CERT_REVOKED', () => listed([0], (revoke) => listOf(root, { revoke }))],
  ['revoked intermediate', 'CERT_REVOKED', () => revokedBetween()],
  ['newer list revokes, older does not', 'CERT_REVOKED', () => twoLists()],
  [
    'list signed by another key',
    'CERT_UNTRUSTED',
    () => listed([], () => listOf(root, { signedBy: generateEd25519() })),
  ],
  ['list altered', 'CERT_UNTRUSTED', () => listed([], () => altered({ ...root, der: listOf(root) }).der)],
  ['list over', 'CERT_UNTRUSTED', () => listed([], () => listOf(root, { nextUpdate: Date.parse(AT) - 1000 }))],
  ['list to come', 'CERT_UNTRUSTED', () => listed([], () => listOf(root, { thisUpdate: Date.parse(AT) + 1000 }))],
  [
    'list with an unknown critical extension',
    'CERT_UNTRUSTED',
    () => listed([], () => listOf(root, { extensions: [extension.crlNumber(1), UNKNOWN] })),
  ],
  ['issuer may not sign lists', 'CERT_UNTRUSTED', () => mayNotSignLists()],
];

/** We refuse, openssl accepts: the profile is narrower than RFC 5280. */
const STRICTER: [string, string, () => Fixture][] = [
  ['leaf without purposes', 'CERT_UNTRUSTED', () => ({ chain: [leafOf(root, { without: [OID.extKeyUsage] }), root] })],
  [
    'leaf for mail only',
    'CERT_UNTRUSTED',
    () => ({ chain: [leafOf(root, { with: [extension.extKeyUsage(EMAIL_PROTECTION)] }), root] }),
  ],
  ['leaf without key usage', 'CERT_UNTRUSTED', () => ({ chain: [leafOf(root, { without: [OID.keyUsage] }), root] })],
  ['authority as signer', 'CERT_UNTRUSTED', () => authorityAsSigner()],
  ['intermediate without key usage', 'CERT_UNTRUSTED', () => viaOne({ without: [OID.keyUsage] })],
  ['issuer name in other capitals', 'CERT_UNTRUSTED', () => otherCapitals()],
  [
    'authority named by serial number',
    'CERT_UNTRUSTED',
    () => ({ chain: [leafOf(root, { with: [longAuthorityKeyId()] }), root] }),
  ],
  ['three intermediates', 'CERT_UNTRUSTED', () => viaThree()],
];

function under(other: Party): Fixture {
  return { chain: [leafOf(other), other] };
}

function longLived(): Fixture {
  const notAfter = Date.parse('2049-12-31T23:59:59Z');
  const lasting = rootOf({ notAfter });
  return { chain: [leafOf(lasting, { notAfter }), lasting], at: '2045-06-01T00:00:00Z' };
}

function viaOne(change: Change = {}, top = root): Fixture {
  const one = between(top, change);
  return { chain: [leafOf(one), one, top] };
}

function viaTwo(lower: Change, upper: Change, top = root): Fixture {
  const two = between(top, upper, '上级');
  const one = between(two, lower, '下级');
  return { chain: [leafOf(one), one, two, top] };
}

function viaThree(): Fixture {
  const three = between(root, {}, '三');
  const two = between(three, {}, '二');
  const one = between(two, {}, '一');
  return { chain: [leafOf(one), one, two, three, root] };
}

function keyChange(): Fixture {
  const top = rootOf({ with: [extension.basicConstraints(true, 0)] });
  const next = between(top, { subject: top.name });
  return { chain: [leafOf(next), next, top] };
}

function alteredBetween(): Fixture {
  const one = between(root);
  return { chain: [leafOf(one), altered(one), root] };
}

function leafUnderLeaf(): Fixture {
  const person = leafOf(root);
  return { chain: [leafOf(person, { subject: nameOf('李四') }), person, root] };
}

function twoAlgorithms(party: Party): Party {
  const at = Buffer.from(party.der).lastIndexOf(Buffer.from('06032b6570', 'hex'));
  return altered(party, at + 4);
}

function listed(revoked: number[], list: (revoke: Party[]) => Uint8Array): Fixture {
  const chain = [leafOf(root), root];
  return { chain, crls: [list(revoked.map((index) => chain[index]!))] };
}

function revokedBetween(): Fixture {
  const one = between(root);
  return { chain: [leafOf(one), one, root], crls: [listOf(one), listOf(root, { revoke: [one] })] };
}

function twoLists(): Fixture {
  const person = leafOf(root);
  const older = listOf(root, { number: 1 });
  return {
    chain: [person, root],
    crls: [older, listOf(root, { number: 2, revoke: [person], thisUpdate: FROM + 86_400_000 })],
  };
}

function mayNotSignLists(): Fixture {
  const top = rootOf({ with: [extension.keyUsage(KEY_USAGE.keyCertSign)] });
  return { chain: [leafOf(top), top], crls: [listOf(top)] };
}

function authorityAsSigner(): Fixture {
  const one = between(root, {
    with: [purposes, extension.keyUsage(KEY_USAGE.keyCertSign | KEY_USAGE.digitalSignature)],
  });
  return { chain: [one, root] };
}

function otherCapitals(): Fixture {
  const top = rootOf({ subject: nameOf('Root') });
  return { chain: [leafOf(top, { issuer: nameOf('ROOT') }), top] };
}

function longAuthorityKeyId(): ExtensionSpec {
  const directoryName = der(0xa1, der(0xa4, root.name));
  const serial = derInteger(root.serial).subarray(2);
  return { oid: OID.authorityKeyId, critical: false, value: der(TAG.sequence, directoryName, der(0x82, serial)) };
}

describe('same verdict as openssl verify', () => {
  test('there are at least forty', () => expect(SAME.length).toBeGreaterThanOrEqual(40));

  test.each(SAME)('%s: %s', (_name, code, build) => {
    const fixture = build();
    expect({ ours: ours(fixture), openssl: openssl(folder, fixture) }).toEqual({
      ours: code,
      openssl: code === 'accepted' ? 'accepted' : 'refused',
    });
  });
});

describe('narrower than openssl verify', () => {
  test.each(STRICTER)('%s: %s', (_name, code, build) => {
    const fixture = build();
    expect({ ours: ours(fixture), openssl: openssl(folder, fixture) }).toEqual({ ours: code, openssl: 'accepted' });
  });
});
