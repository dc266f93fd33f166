import path from 'node:path';
import type { Plugin } from 'vite';
import { ROOT } from './paths.ts';

/** How built modules import out/outRoot.js; out/package.json maps the name, so it works from any folder. Never bundled. */
export const OUT_ROOT = '#out-root';

/** Source of out/outRoot.js, the one module that knows where out/ is. */
export const OUT_ROOT_CODE = `import { fileURLToPath } from 'node:url';
const root = new URL('./', import.meta.url);
export function moduleAt(file) {
  const url = new URL(file, root);
  return { url: url.href, filename: fileURLToPath(url), dirname: fileURLToPath(new URL('.', url)).slice(0, -1) };
}
`;

/**
 * Bundling puts many modules into one file, so `import.meta.url` would no longer say where a module was. This keeps it as if out/
 * mirrored the source tree: in `db/x.ts` it reads `out/db/x.js`, whatever chunk the module ended up in.
 */
export function mirrorModuleUrls(): Plugin {
  return {
    name: 'quanping:mirror-module-urls',
    enforce: 'pre',
    resolveId: (id) => (id === OUT_ROOT ? { id, external: true } : null),
    transform(code, id) {
      const file = path.relative(ROOT, id.split('?')[0] ?? id);
      const isOurs = /^(main|db|shared)[\\/].*\.ts$/.test(file);
      if (!isOurs || !/import\.meta\.(url|filename|dirname)/.test(code)) return null;
      const built = file.replaceAll(path.sep, '/').replace(/\.ts$/, '.js');
      const head = `import { moduleAt as $moduleAt } from '${OUT_ROOT}'; const $module = $moduleAt('${built}');`;
      return { code: `${head}\n${code.replace(/import\.meta\.(url|filename|dirname)/g, '$$module.$1')}`, map: null };
    },
  };
}
