import { readFile } from 'node:fs/promises';
import { buildSchema } from 'graphql';
import { compose } from './composition/compose.js';
import { surfaceFaults } from './composition/surface.js';
import { SERVICES } from './configuration.js';
import { generatedFiles, readSubgraphs } from './generate.js';
import { surfaceSdl } from './testing/surface-subgraphs.js';

describe('the services’ schemas', () => {
  it('are all there', async () => {
    expect((await readSubgraphs()).map(({ name }) => name)).toEqual(SERVICES);
  });
  it('make the agreed surface: nothing missing, nothing changed', async () => {
    const { publicSdl } = compose(await readSubgraphs());
    expect(surfaceFaults(buildSchema(surfaceSdl), buildSchema(publicSdl))).toEqual([]);
  });
  it('have a description for every type and field of theirs', async () => {
    const { publicSdl } = compose(await readSubgraphs());
    expect(undescribed(publicSdl)).toEqual([]);
  });
  it('are what the generated files were made from', async () => {
    for (const { path, text } of await generatedFiles())
      expect(await readFile(new URL(`../../../${path}`, import.meta.url), 'utf8')).toBe(text);
  });
});

function undescribed(sdl: string): string[] {
  return Object.values(buildSchema(sdl).getTypeMap())
    .filter((type) => !type.name.startsWith('__') && 'getFields' in type)
    .flatMap((type) =>
      Object.values(
        (type as { getFields(): Record<string, { name: string; description?: string | null }> }).getFields(),
      ).flatMap((field) => (field.description ? [] : [`${type.name}.${field.name}`])),
    );
}
