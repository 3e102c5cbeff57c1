import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is used without being imported: command lines, what another package loads by name, and types of packages. */
const UNIMPORTED = /^(@types\/.*|@swc\/(core|helpers)|jest|nx|typescript-7|node)$/;

function* sources(folder: string): Iterable<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (/^(dist|node_modules|generated|\..*)$/.test(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.(ts|tsx|mjs)$/.test(entry.name)) yield readFileSync(path, 'utf8');
  }
}

/** Dependencies that no text names in quotes, alone or with a path behind it. */
function unused(dependencies: readonly string[], texts: readonly string[]): string[] {
  const named = new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/['"]((?:@[\w.-]+\/)?[\w.-]+)(?:\/[^'"]*)?['"]/g)].map(([, name]) => name!),
    ),
  );
  return dependencies.filter((name) => !UNIMPORTED.test(name) && !named.has(name));
}

it('every dependency is imported somewhere', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  const texts = [
    ...['services', 'libs', 'deploy', 'docs', 'test'].flatMap((folder) => [...sources(folder)]),
    readFileSync('eslint.config.mjs', 'utf8'),
    readFileSync('jest.config.mjs', 'utf8'),
  ];
  expect(unused([...Object.keys(dependencies!), ...Object.keys(devDependencies!)], texts)).toEqual([]);
});

it('the check names a dependency that nothing imports', () => {
  expect(
    unused(['pg', 'left-pad', '@nestjs/core', 'nx'], ["import pg from 'pg';", "import { x } from '@nestjs/core/y';"]),
  ).toEqual(['left-pad']);
});
