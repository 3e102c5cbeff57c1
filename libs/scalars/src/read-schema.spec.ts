import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSchema, printSchema } from 'graphql';
import { joinSchemas, readSchema, withState } from './read-schema.js';

const schemaOf = (sdl: string) => buildSchema(`directive @shareable on OBJECT ${sdl}`);

describe('the schema of a service', () => {
  it('is made of the files of its capabilities, in whichever folders they are', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hengxin-schema-'));
    try {
      await mkdir(join(folder, 'gift'));
      await writeFile(join(folder, 'base.graphql'), 'type Query { "A." a: Int }');
      await writeFile(
        join(folder, 'gift', 'gift.graphql'),
        'type Query { gift: Gift } type Gift { id: ID! } type Mutation { give: Gift }',
      );
      await writeFile(join(folder, 'gift', 'notes.txt'), 'no schema');
      const schema = printSchema(schemaOf(readSchema('visit-logging', pathToFileURL(`${folder}/`))));
      expect(schema).toContain('type Query {\n  """A."""\n  a: Int\n  gift: Gift\n');
      expect(schema).toContain('type Mutation {\n  give: Gift\n');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('has the fields by which the service is run, after its own name', () => {
    const schema = schemaOf(withState('visit-logging', [{ name: 'a.graphql', sdl: 'type Query { a: Int }' }]));
    expect(Object.keys(schema.getQueryType()!.getFields())).toEqual(['a', 'visitLoggingState']);
    expect(Object.keys(schema.getMutationType()!.getFields())).toEqual([
      'releaseParkedInVisitLogging',
      'skipParkedInVisitLogging',
    ]);
  });

  it('keeps a value type as the service writes it down', () => {
    const own = 'type Query { page: PageInfo } "Ours." type PageInfo { hasNextPage: Boolean! }';
    const { description } = schemaOf(withState('organisation', [{ name: 'a.graphql', sdl: own }])).getType('PageInfo')!;
    expect(description).toBe('Ours.');
  });

  it('names the file in which a root field stands a second time', () => {
    const files = ['a.graphql', 'b.graphql'].map((name) => ({ name, sdl: 'type Query { units: Int }' }));
    expect(() => joinSchemas(files)).toThrow('b.graphql defines Query.units, which another file defines already');
  });
});
