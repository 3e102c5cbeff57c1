/**
 * What a route loads before it is shown, as gzip: the page itself, its script with all that this imports, their style
 * sheets, in Chinese. A phone between two clients pays for every byte; a route that grows past its budget fails the
 * check.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const KIB = 1024;
const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const LANGUAGE = ['locales/shell/zh', 'locales/terms/zh'];

/** In KiB. `lazy`: what is loaded later on the same page, weighed for itself. */
export const BUDGETS = {
  'sign-in': 190,
  today: 190,
  visits: 190,
  visit: 190,
  leave: 190,
  more: 190,
  gifts: 190,
  help: 190,
  mastery: 190,
  greetings: 190,
  clients: 190,
  complaints: 190,
  client: 190,
  playbooks: 190,
  segments: 190,
  segment: 190,
  groups: 190,
  group: 190,
  figures: 180,
  cockpit: 190,
  report: 190,
  team: 350,
  organisation: 350,
  administration: 350,
};

const sizes = new Map();
/** Bytes of a file of the build as gzip. */
function sizeOf(file) {
  const known = sizes.get(file) ?? gzipSync(readFileSync(dist + file), { level: 9 }).length;
  sizes.set(file, known);
  return known;
}

/** Every file that an entry of the manifest loads at once: scripts it imports, and their style sheets. */
export function closure(manifest, keys) {
  const files = new Set();
  const seen = new Set();
  const visit = (key) => {
    const entry = manifest[key];
    if (!entry || seen.has(key)) return;
    seen.add(key);
    files.add(entry.file);
    for (const css of entry.css ?? []) files.add(css);
    for (const next of entry.imports ?? []) visit(next);
  };
  keys.forEach(visit);
  return files;
}

/** The keys of a route's own entries: the page, its texts, and what stands around every page. */
export function entriesOf(manifest, route) {
  const wanted = [
    'index.html',
    `src/pages/${route}/page.tsx`,
    `src/pages/${route}/texts/zh.ts`,
    'src/session/demo.ts',
    ...LANGUAGE.map((part) => Object.keys(manifest).find((key) => key.includes(part))),
  ];
  return wanted.filter(Boolean);
}

/** What each route loads first, `{route, kib, budget, files}`; throws where nothing is built. */
export function firstLoads() {
  if (!existsSync(`${dist}.vite/manifest.json`)) throw new Error('the console is not built: npm run build');
  const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'));
  return Object.entries(BUDGETS).map(([route, budget]) => {
    const files = [...closure(manifest, entriesOf(manifest, route)), 'index.html'];
    return { route, budget, files: files.length, kib: files.reduce((sum, file) => sum + sizeOf(file), 0) / KIB };
  });
}

function main() {
  let over = 0;
  for (const { route, kib, budget, files } of firstLoads()) {
    if (kib > budget) over++;
    console.log(
      `${kib > budget ? 'OVER' : 'ok  '} ${route.padEnd(16)} ${kib.toFixed(1)} of ${budget} KiB in ${files} files`,
    );
  }
  process.exitCode = over > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
