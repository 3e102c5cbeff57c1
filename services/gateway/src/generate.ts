import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { compose } from './composition/compose.js';
import type { Subgraph } from './composition/subgraph-document.js';
import { SERVICES } from './configuration.js';

const root = new URL('../../../', import.meta.url);

/** A generated file: path from the root of the workspace, and its whole text. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** The services' schemas as they are written down. */
export async function readSubgraphs(): Promise<Subgraph[]> {
  const files = SERVICES.map((name) => ({ name, file: new URL(`services/${name}/src/api/schema.graphql`, root) }));
  return Promise.all(
    files.filter(({ file }) => existsSync(file)).map(async ({ name, file }) => ({ name, sdl: await readFile(file, 'utf8') })),
  );
}

/** What `npm run generate` writes of the gateway. Throws `CompositionFault` when the schemas do not fit together. */
export async function generatedFiles(): Promise<GeneratedFile[]> {
  const supergraph = compose(await readSubgraphs());
  const source = `import type { Supergraph } from '../composition/compose.js';\n\n/** Generated from the services' schemas by \`npm run generate\`. */\nexport const supergraph: Supergraph = ${JSON.stringify(supergraph)};\n`;
  const style = await resolveConfig(new URL('services/gateway/src/generated/supergraph.ts', root));
  const schema = `# Generated from the services' schemas by \`npm run generate\`: what callers see at /graphql.\n\n${supergraph.publicSdl}`;
  return [
    { path: 'services/gateway/src/generated/supergraph.ts', text: await format(source, { ...style, parser: 'typescript' }) },
    { path: 'docs/reference/schema.graphql', text: schema },
  ];
}

if (process.argv[1] === new URL(import.meta.url).pathname)
  for (const { path, text } of await generatedFiles()) await writeFile(new URL(path, root), text);
