import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { clientRegistry } from '../client-registry.module.js';

let service: TestService;
let commands = 0;

beforeAll(async () => {
  service = await startTestService(clientRegistry, { now: '2026-03-02T09:00:00+08:00' });
  await service.place(
    [placedUnit('HO', null), placedUnit('U1', 'HO'), placedUnit('U2', 'HO')],
    [
      placedStaff('S1', 'RM', 'U1'),
      placedStaff('S2', 'RM', 'U1'),
      placedStaff('S3', 'RM', 'U2'),
      placedStaff('H1', 'UNIT_HEAD', 'U1'),
      placedStaff('O1', 'HEAD_OFFICE', 'HO'),
    ],
  );
  await register('C1', 'S1', '欧阳晓明', '13800001234');
  await register('C2', 'S1', '欧阳娜', '66661234');
  await register('C3', 'S2', '欧阳锋', '13900001234');
  await register('C4', 'S3', '欧阳克', '13700001234');
}, 60_000);
afterAll(() => service?.stop());

async function give(name: string, as: string, input: object) {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const answer = await service.graphql(
    `mutation ($input: ${type}!) { ${name}(input: $input) { errors { code } position } }`,
    { as, variables: { input: { commandId: `s-${++commands}`, ...input } } },
  );
  expect(answer.data?.[name].errors).toEqual([]);
}

const register = (id: string, as: string, name: string, phone: string) =>
  give('registerClient', as, { id, name, phone, tier: 'GOLD' });

const ask = (as: string, text: string, first?: number, after?: string) =>
  service.graphql(
    `query ($text: String!, $first: Int, $after: String) { searchClients(text: $text, first: $first, after: $after) {
      edges { node { id name phone } } pageInfo { hasNextPage endCursor } } }`,
    { as, variables: { text, first, after } },
  );

async function found(as: string, text: string): Promise<string[]> {
  await service.caughtUp();
  const { data, errors } = await ask(as, text);
  if (errors) throw new Error(JSON.stringify(errors));
  return data.searchClients.edges.map(({ node }: { node: { id: string } }) => node.id);
}

describe('searchClients', () => {
  it('finds by name, pinyin, initials, id and the last four of the phone, within the own scope alone', async () => {
    expect(await found('S1', '欧阳')).toEqual(['C1', 'C2']);
    expect(await found('S1', 'ouyang')).toEqual(['C1', 'C2']);
    expect(await found('S1', 'oyxm')).toEqual(['C1']);
    expect(await found('S1', 'c1')).toEqual(['C1']);
    expect(await found('S1', '1234')).toEqual(['C1']);
    expect(await found('S1', 'C3')).toEqual([]);
    expect(await found('H1', '欧阳')).toEqual(['C1', 'C2', 'C3']);
    expect(await found('H1', '1234')).toEqual(['C1', 'C3']);
    expect(await found('S3', '欧阳')).toEqual(['C4']);
  });

  it('lets nobody find out what is masked: head office finds by id alone, and no hidden digits find anybody', async () => {
    for (const text of ['欧阳', '欧', 'ouyang', '1234']) expect(await found('O1', text)).toEqual([]);
    expect(await found('O1', 'C1')).toEqual(['C1']);
    for (const text of ['13800001234', '0000', '6666', '138']) expect(await found('H1', text)).toEqual([]);
  });

  it('goes page by page, each client once, those found by id first', async () => {
    await register('OUYANG', 'S2', '李明', '13600000000');
    await service.caughtUp();
    const pages: string[] = [];
    for (let after: string | undefined; ;) {
      const { data } = await ask('H1', 'ouyang', 1, after);
      const { edges, pageInfo } = data.searchClients;
      pages.push(...edges.map(({ node }: { node: { id: string } }) => node.id));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(pages).toEqual(['OUYANG', 'C1', 'C2', 'C3']);
  });

  it('follows a change of name and a handover, also one that comes into force on a later day', async () => {
    await give('changeClientProfile', 'S1', { clientId: 'C2', name: '司马娜' });
    expect([await found('S1', '欧阳'), await found('S1', 'simana')]).toEqual([['C1'], ['C2']]);
    await give('assignClient', 'H1', { clientId: 'C2', rmId: 'S2', from: '2026-03-04' });
    expect([await found('S1', '司马'), await found('S2', '司马')]).toEqual([['C2'], []]);
    service.clock.set('2026-03-04T09:00:00+08:00');
    expect([await found('S1', '司马'), await found('S2', '司马')]).toEqual([[], ['C2']]);
  });

  it.each([
    ['nothing', '  ', undefined, 'SEARCH_TEXT_INVALID'],
    ['more than 100 characters', '王'.repeat(101), undefined, 'SEARCH_TEXT_INVALID'],
    ['a character that nobody sees', '王\u202e', undefined, 'SEARCH_TEXT_INVALID'],
    ['a forged place', '王', Buffer.from('["a b","c"]').toString('base64url'), 'CURSOR_INVALID'],
  ])('refuses %s', async (_, text, after, code) => {
    expect((await ask('S1', text, 10, after)).errors?.[0]?.extensions.code).toBe(code);
  });

  it('takes any text as text, and no pattern', async () => {
    for (const text of ['%', '_', "'; drop table client;--", '王%', '\\']) expect(await found('S1', text)).toEqual([]);
  });
});
