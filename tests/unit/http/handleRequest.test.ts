import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHandleRequest, type HandleRequest } from '#main/http/handleRequest.ts';
import { CONTENT_SECURITY_POLICY } from '#main/http/securityHeaders.ts';

let root: string;
let handle: HandleRequest;

beforeAll(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'qp-static-'));
  const app = path.join(root, 'app');
  mkdirSync(path.join(app, 'pdfjs', 'wasm'), { recursive: true });
  writeFileSync(path.join(app, 'index.html'), '<!doctype html>');
  writeFileSync(path.join(app, 'a.js'), 'export {}');
  writeFileSync(path.join(app, 'pdfjs', 'wasm', 'openjpeg.wasm'), new Uint8Array([0, 97, 115, 109]));
  writeFileSync(path.join(app, '.stamp'), 'hidden');
  writeFileSync(path.join(root, 'secret.txt'), 'outside');
  handle = createHandleRequest({ staticFolder: app, host: 'quanping' });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const get = (rest: string, method = 'GET') => handle(new Request(`app://quanping${rest}`, { method }));

describe('app files', () => {
  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/index.html', 'text/html; charset=utf-8'],
    ['/a.js?v=1', 'text/javascript; charset=utf-8'],
    ['/pdfjs/wasm/openjpeg.wasm', 'application/wasm'],
  ])('answers %s as %s', async (file, type) => {
    const response = await get(file);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(type);
  });

  it.each([
    ['/missing.js'],
    ['/../secret.txt'],
    ['/%2e%2e/secret.txt'],
    ['/..%2fsecret.txt'],
    ['/..%5csecret.txt'],
    ['/pdfjs/..%2f..%2f..%2fsecret.txt'],
    ['//secret.txt'],
    ['/.stamp'],
    ['/%00'],
    ['/%E0%A4%A'],
    ['/C:%5Csecret.txt'],
    ['/pdfjs'],
  ])('answers 404 for %s and gives nothing away', async (file) => {
    const response = await get(file);
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('not found');
  });

  it('answers nothing but GET and HEAD, and no API where there is none', async () => {
    expect((await get('/', 'POST')).status).toBe(405);
    expect((await get('/api/cases.list', 'POST')).status).toBe(404);
  });

  it('answers only its own host', async () => {
    expect((await handle(new Request('app://elsewhere/'))).status).toBe(403);
    expect((await handle(new Request('http://quanping.example/'))).status).toBe(403);
  });
});

describe('security headers', () => {
  it.each([['/'], ['/missing.js'], ['/api/x']])('are on the answer to %s', async (file) => {
    const { headers } = await get(file);
    expect(headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('cache-control')).toMatch(/^no-(store|cache)$/);
  });

  it('allow no inline script, no eval, no other origin and no frame', () => {
    const rules = new Map(
      CONTENT_SECURITY_POLICY.split('; ').map((rule) => {
        const [name = '', ...values] = rule.split(' ');
        return [name, values] as const;
      }),
    );
    expect(rules.get('default-src')).toEqual(["'none'"]);
    expect(rules.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
    expect(rules.get('worker-src')).toEqual(["'self'"]);
    expect(rules.get('connect-src')).toEqual(["'self'"]);
    expect(rules.get('frame-ancestors')).toEqual(["'none'"]);
    expect(rules.get('base-uri')).toEqual(["'none'"]);
    expect(rules.get('form-action')).toEqual(["'none'"]);
    expect([...rules.values()].flat().filter((value) => /http|\*|ws:|unsafe-eval'$/.test(value))).toEqual([
      "'wasm-unsafe-eval'",
    ]);
  });
});
