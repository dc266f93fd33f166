import { cpSync } from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { OLDEST_CHROMIUM } from '#main/browser/oldBrowser.ts';

const root = import.meta.dirname;
const outDir = path.resolve(root, '../out/renderer');

/** What pdf.js fetches while it draws. Without `wasm` scanned pages stay blank, without `cmaps` Chinese text is missing. */
const PDFJS_FOLDERS = ['cmaps', 'standard_fonts', 'wasm', 'iccs'] as const;

function copyPdfjsAssets(): Plugin {
  return {
    name: 'quanping:pdfjs-assets',
    apply: 'build',
    closeBundle() {
      const from = path.resolve(root, '../node_modules/pdfjs-dist');
      for (const folder of PDFJS_FOLDERS) {
        cpSync(path.join(from, folder), path.join(outDir, 'pdfjs', folder), { recursive: true });
      }
    },
  };
}

/** Every browser we support reads woff2; the older woff copies of the web font would double its size in the installer. */
function dropOldFontFormats(): Plugin {
  return {
    name: 'quanping:drop-woff',
    enforce: 'pre',
    transform: (code, id) =>
      /@fontsource.*\.css/.test(id) ? code.replace(/,\s*url\([^)]*\.woff\)\s*format\(['"]woff['"]\)/g, '') : null,
  };
}

/**
 * The screens as they ship: relative addresses fit `app://quanping/` and `http://127.0.0.1:<port>/` alike; nothing is inlined into
 * the page, because the content security policy allows no inline script.
 */
export default defineConfig({
  root,
  base: './',
  plugins: [react(), dropOldFontFormats(), copyPdfjsAssets()],
  build: {
    outDir,
    emptyOutDir: true,
    target: `chrome${OLDEST_CHROMIUM}`,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
