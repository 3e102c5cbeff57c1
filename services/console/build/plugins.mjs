import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ICONS, pngOf } from './icons.mjs';

const beside = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');
const WAVE = /antd\/es\/_util\/wave\/index\.js$/;
const SHARED_TOOLTIPS = /antd\/es\/tooltip\/UniqueProvider\/index\.js$/;
const DYNAMIC_CSS = /@rc-component\/util\/(es|lib)\/Dom\/dynamicCSS\.js$/;

/** Puts constructed style sheets where antd would write `<style>` elements. */
export const adoptedCss = () => ({
  name: 'adopted-css',
  enforce: 'pre',
  load: (id) => (DYNAMIC_CSS.test(id) ? beside('adopted-css.js') : undefined),
});

/** The wave that runs out of a pressed button: no part of our look, and not worth its bytes on a phone. */
export const noWave = () => ({
  name: 'no-wave',
  enforce: 'pre',
  load: (id) => (WAVE.test(id) ? 'export default ({ children }) => children;' : undefined),
});

/**
 * ConfigProvider wraps everything in what lets tooltips share one pop-up, and so brings the whole of placing pop-ups
 * into the first load. The console has no shared tooltips: their provider becomes what it is without them.
 */
export const noSharedTooltips = () => ({
  name: 'no-shared-tooltips',
  enforce: 'pre',
  load: (id) => (SHARED_TOOLTIPS.test(id) ? 'export default ({ children }) => children;' : undefined),
});

/** Emits the icon as PNG in the sizes that the manifest and the page name. */
export const icons = () => ({
  name: 'icons',
  apply: 'build',
  generateBundle() {
    for (const icon of ICONS) this.emitFile({ type: 'asset', fileName: icon.fileName, source: pngOf(icon) });
  },
});

/** Emits `sw.js`, which holds every built file; its version is the hash of them all. */
export const serviceWorker = (base, statics) => ({
  name: 'service-worker',
  apply: 'build',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const built = Object.values(bundle).filter(({ fileName }) => /\.(js|css|html)$/.test(fileName));
    const files = [...statics, ...built.map(({ fileName }) => fileName)].sort().map((name) => base + name);
    const hash = createHash('sha256').update(files.join());
    for (const one of built) if (one.fileName.endsWith('.html')) hash.update(String(one.source));
    for (const name of statics) hash.update(beside(`../public/${name}`));
    const version = hash.digest('hex').slice(0, 10);
    const head = `const FILES = ${JSON.stringify(files)};\nconst VERSION = '${version}';\nconst BASE = '${base}';\n`;
    this.emitFile({ type: 'asset', fileName: 'sw.js', source: head + beside('service-worker.js') });
  },
});
