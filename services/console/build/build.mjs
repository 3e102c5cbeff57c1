/**
 * Builds `dist`, with a .gz and a .br beside each file that is worth it, so that any web server can hand them out.
 * With `--if-changed` nothing is done where nothing that it is made of has changed since.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const root = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = ['src', 'build', 'public'];
const SINGLE = ['index.html', 'package.json', 'vite.config.mjs', '../../package-lock.json'];
const STAMP = 'dist/.vite/made-of';
const WORTH_BYTES = 1024;
const PACKABLE = /\.(js|css|html|svg|webmanifest)$/;

process.chdir(root);
const made = madeOf();
if (!process.argv.includes('--if-changed') || !existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== made) {
  const { build } = await import('vite');
  await build({ root, logLevel: 'warn' });
  pack();
  writeFileSync(STAMP, made);
}

/** A hash of all that the build reads except the packages, which the lock file stands for. */
function madeOf() {
  const hash = createHash('sha256');
  const files = SOURCES.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`),
  );
  for (const file of [...files.sort(), ...SINGLE]) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}

function pack() {
  for (const name of readdirSync('dist', { recursive: true })) {
    if (!PACKABLE.test(name) || name.startsWith('.vite')) continue;
    const bytes = readFileSync(`dist/${name}`);
    if (bytes.length < WORTH_BYTES) continue;
    writeFileSync(`dist/${name}.gz`, gzipSync(bytes, { level: 9 }));
    writeFileSync(`dist/${name}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
  }
}
