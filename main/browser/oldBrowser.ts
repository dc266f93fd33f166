import { withSecurityHeaders } from '#main/http/securityHeaders.ts';

/**
 * Oldest Chromium the screens are built for: pdf.js 6 calls Math.sumPrecise (147) and Map.getOrInsertComputed (145) without a fallback.
 * Domestic browsers carry the version of their Chromium in the user agent too.
 */
export const OLDEST_CHROMIUM = 147;

/** Whether a user agent names a Chromium older than we support. Unknown ones are let through: the screens say what fails. */
export function isOldBrowser(userAgent: string | undefined): boolean {
  const version = /\b(?:Chrome|Chromium|HeadlessChrome)\/(\d+)/.exec(userAgent ?? '')?.[1];
  return version !== undefined && Number(version) < OLDEST_CHROMIUM;
}

/** What an old browser gets instead of a page that would stay blank. */
export function oldBrowserPage(): Response {
  const html = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>泉评</title>
<body style="font:18px/1.8 sans-serif;max-width:32em;margin:15vh auto">
<h1>浏览器版本过低</h1>
<p>泉评需要 Chromium ${OLDEST_CHROMIUM} 或更新的内核。请升级本机的 Chromium、Chrome、Edge 或奇安信、360 等浏览器，
再重新打开泉评；也可以安装带有自身内核的泉评安装包。</p>`;
  return withSecurityHeaders(new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } }));
}
