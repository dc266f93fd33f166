import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const preload = new URL('../../support/boringssl.ts', import.meta.url).href;
const primitives = new URL('../../../main/crypto/primitives.ts', import.meta.url).href;
const run = promisify(execFile);

/** Runs a script of ESM source in a child with the preload and returns the JSON it prints. */
async function underPreload(source: string): Promise<unknown> {
  const args = ['--import', preload, '--input-type=module', '--eval', source];
  const { stdout } = await run(process.execPath, args, { cwd: fileURLToPath(new URL('../../..', import.meta.url)) });
  return JSON.parse(stdout);
}

test('the preload refuses what BoringSSL refuses, by named import and by default import', async () => {
  const refused = await underPreload(`
    import crypto, { createCipheriv, createHash, generateKeyPairSync, getCiphers, hash } from 'node:crypto';
    const attempts = {
      chacha: () => createCipheriv('chacha20-poly1305', new Uint8Array(32), new Uint8Array(12), { authTagLength: 16 }),
      ccm: () => crypto.createCipheriv('AES-128-CCM', new Uint8Array(16), new Uint8Array(12), { authTagLength: 16 }),
      sm4: () => createCipheriv('sm4-cbc', new Uint8Array(16), new Uint8Array(16)),
      sm4Class: () => new crypto.Cipheriv('sm4-cbc', new Uint8Array(16), new Uint8Array(16)),
      sm3: () => createHash('sm3'),
      sha3: () => hash('sha3-256', 'x'),
      hmacSm3: () => crypto.createHmac('sm3', 'k'),
      sm2: () => generateKeyPairSync('ec', { namedCurve: 'SM2' }),
      ed448: () => generateKeyPairSync('ed448'),
      secp256k1: () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
    };
    const results = {};
    for (const [name, attempt] of Object.entries(attempts)) {
      try { attempt(); results[name] = 'accepted'; } catch (error) { results[name] = error.code; }
    }
    results.listed = getCiphers().some((name) => /chacha|ccm|sm4/.test(name));
    try { await crypto.subtle.digest('SHA3-256', new Uint8Array(1)); results.subtle = 'accepted'; }
    catch (error) { results.subtle = error.name; }
    console.log(JSON.stringify(results));
  `);
  expect(refused).toEqual({
    chacha: 'ERR_CRYPTO_UNKNOWN_CIPHER',
    ccm: 'ERR_CRYPTO_UNKNOWN_CIPHER',
    sm4: 'ERR_CRYPTO_UNKNOWN_CIPHER',
    sm4Class: 'ERR_CRYPTO_UNKNOWN_CIPHER',
    sm3: 'ERR_CRYPTO_INVALID_DIGEST',
    sha3: 'ERR_CRYPTO_INVALID_DIGEST',
    hmacSm3: 'ERR_CRYPTO_INVALID_DIGEST',
    sm2: 'ERR_CRYPTO_INVALID_CURVE',
    ed448: 'ERR_INVALID_ARG_VALUE',
    secp256k1: 'ERR_CRYPTO_INVALID_CURVE',
    listed: false,
    subtle: 'NotSupportedError',
  });
});

test('what the product needs still works there, workers included, and both chachas give the same bytes', async () => {
  const source = (where: string) => `
    import { createHash, randomBytes } from 'node:crypto';
    import { Worker, isMainThread, parentPort } from 'node:worker_threads';
    import * as p from ${JSON.stringify(primitives)};
    const key = new Uint8Array(32).fill(7), nonce = new Uint8Array(12).fill(9), data = new Uint8Array(70000).fill(3);
    const pair = p.generateEd25519(), ec = p.generateP256();
    const result = {
      where: ${JSON.stringify(where)},
      native: p.hasNativeChaCha20Poly1305(),
      sealed: createHash('sha256').update(p.sealChaCha20Poly1305(key, nonce, data)).digest('hex'),
      opened: p.openChaCha20Poly1305(key, nonce, p.sealChaCha20Poly1305(key, nonce, data)).length,
      gcm: p.openAes256Gcm(key, nonce, p.sealAes256Gcm(key, nonce, data)).length,
      ed: p.verifyEd25519(pair.spki, data, p.signEd25519(pair.privateKeyPem, data)),
      ec: p.verifyP256(ec.spki, data, p.signP256(ec.privateKeyPem, data)),
      kdf: (await p.deriveScrypt('x', nonce, { N: 1024, r: 8, p: 1 })).length,
      hkdf: p.hkdfSha256(key, nonce, 'i', 32).length,
    };`;
  const inMain = (await underPreload(`${source('main')} console.log(JSON.stringify(result));`)) as { sealed: string };
  expect(inMain).toMatchObject({ native: false, opened: 70000, gcm: 70000, ed: true, ec: true, kdf: 32, hkdf: 32 });

  const workerSource = `${source('worker')} parentPort.postMessage(result);`;
  const inWorker = await underPreload(`
    import { Worker } from 'node:worker_threads';
    const url = new URL('data:text/javascript,' + encodeURIComponent(${JSON.stringify(workerSource)}));
    const worker = new Worker(url);
    worker.on('message', (result) => console.log(JSON.stringify(result)));
    worker.on('error', (error) => { console.error(error); process.exit(1); });
  `);
  expect(inWorker).toMatchObject({ where: 'worker', native: false, sealed: inMain.sealed });

  const { sealChaCha20Poly1305, sha256Hex } = await import('#main/crypto/primitives.ts');
  const here = sealChaCha20Poly1305(
    new Uint8Array(32).fill(7),
    new Uint8Array(12).fill(9),
    new Uint8Array(70000).fill(3),
  );
  expect(sha256Hex(here)).toBe(inMain.sealed);
});
