import { writeFile } from 'node:fs/promises';
import { readSchema } from '@hengxin/scalars';
import { format, resolveConfig } from 'prettier';
import { composeSdl } from './composition/compose.js';
import { readSupergraph } from './composition/read-supergraph.js';
import type { Subgraph } from './composition/supergraph.js';
import { readConfiguration, SERVICES } from './configuration.js';

const root = new URL('../../../', import.meta.url);

/** A generated file: path from the root of the workspace, and its whole text. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** The services' schemas as they are written down, each with its place on one machine. */
export async function readSubgraphs(): Promise<Subgraph[]> {
  const { services } = readConfiguration({ HENGXIN_PROFILE: 'standalone' });
  return SERVICES.map((name) => ({
    name,
    sdl: readSchema(name, new URL(`services/${name}/src/`, root)),
    url: new URL('/graphql', services[name]).href,
  }));
}

/** What `npm run generate` writes of the gateway. Throws `CompositionFault` when the schemas do not fit together. */
export async function generatedFiles(): Promise<GeneratedFile[]> {
  const sdl = composeSdl(await readSubgraphs());
  const supergraph = readSupergraph(sdl);
  const source = `import type { Supergraph } from '../composition/supergraph.js';\n\n/** Generated from the services' schemas by \`npm run generate\`. */\nexport const supergraph: Supergraph = ${JSON.stringify(supergraph)};\n`;
  const style = await resolveConfig(new URL('services/gateway/src/generated/supergraph.ts', root));
  const schema = `# Generated from the services' schemas by \`npm run generate\`: what callers see at /graphql.\n\n${supergraph.publicSdl}`;
  return [
    {
      path: 'services/gateway/src/generated/supergraph.ts',
      text: await format(source, { ...style, parser: 'typescript' }),
    },
    { path: 'docs/reference/schema.graphql', text: schema },
    {
      path: 'deploy/hive-gateway/supergraph.graphql',
      text: `# Generated from the services' schemas by \`npm run generate\`: the Federation 2 supergraph, for a router in the gateway's place.\n\n${sdl}`,
    },
  ];
}

if (process.argv[1] === new URL(import.meta.url).pathname)
  for (const { path, text } of await generatedFiles()) await writeFile(new URL(path, root), text);
