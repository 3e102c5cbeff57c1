import { Contact, ContactLogged } from '@hengxin/contracts';
import { CONTACT_FACTS } from '../testing/contact-facts.js';
import { startTestService, type TestService } from '../testing/index.js';
import { notebook } from '../testing/notebook.js';

const PARKED = `edges { cursor node { consumer topic key type eventId code reason released parkedAt } } pageInfo { hasNextPage endCursor }`;
const STATE = `query ($first: Int, $after: String, $consumer: String) { contactSchedulingState {
  name consumers { name lagSeconds parked } parkedEvents(first: $first, after: $after, consumer: $consumer) { ${PARKED} } } }`;
const RELEASE = `mutation ($input: ReleaseParkedInput!) {
  releaseParkedInContactScheduling(input: $input) { released errors { code field message } position } }`;
const SKIP = `mutation ($input: SkipParkedInput!) {
  skipParkedInContactScheduling(input: $input) { skipped released errors { code field } position } }`;

const contact = (contactId: string, clientId: string) =>
  ContactLogged.of({ ...CONTACT_FACTS, contactId, clientId, staffId: 'S1' });

describe('the state of a service', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(notebook, { env: { HENGXIN_LOG_LEVEL: 'silent' } });
    await service.place(
      [{ unitId: 'U1', parentId: null, kind: 'HEAD_OFFICE', name: '总行', validFrom: null }],
      [
        { staffId: 'S1', role: 'RM', unitId: 'U1', validFrom: null },
        { staffId: 'O1', role: 'HEAD_OFFICE', unitId: 'U1', validFrom: null },
        { staffId: 'A1', role: 'ADMIN', unitId: 'U1', validFrom: null },
        { staffId: 'A2', role: 'ADMIN', unitId: 'U1', validFrom: null },
      ],
    );
    await service.given(Contact, 'N0', contact('N0', 'C0'));
  }, 60_000);
  afterAll(() => service?.stop());

  const ask = (query: string, variables: object = {}, as = 'A1') =>
    service.graphql(query, { as, variables: { ...variables } });
  const state = async (variables: object = {}) => (await ask(STATE, variables)).data.contactSchedulingState;
  const parked = async (variables: object = {}) =>
    (await state(variables)).parkedEvents.edges.map(({ node }: { node: Record<string, unknown> }) => node);
  const release = async (input: object, as?: string) =>
    (await ask(RELEASE, { input }, as)).data.releaseParkedInContactScheduling;
  const skip = async (input: object, as?: string) =>
    (await ask(SKIP, { input }, as)).data.skipParkedInContactScheduling;
  const commands = (commandId: string) =>
    service.parts.database.query(
      'select actor, command, consumer, key, event_id as "eventId", because, skipped, released from parked_event_command where command_id = $1',
      [commandId],
    );
  /**
   * A note of this id is there already, so that the consumer's own statement fails; and one behind it of the same
   * client.
   */
  async function park(clientId: string): Promise<void> {
    await service.given(Contact, `${clientId}-again`, contact('N0', clientId));
    await service.given(Contact, `${clientId}-later`, contact(`${clientId}-later`, clientId));
  }
  /** Released events are taken by the running instance in its own time. */
  async function once(isThere: () => Promise<boolean>): Promise<void> {
    while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const letGo = (clientId: string) =>
    once(async () => !(await parked()).some(({ key }: { key: string }) => key === clientId));

  it('is for administrators alone', async () => {
    for (const as of ['S1', 'O1'])
      for (const [query, input] of [
        [STATE, {}],
        [RELEASE, { input: { commandId: 'not-mine' } }],
        [SKIP, { input: { commandId: 'not-mine', eventId: 'E', because: 'no reason' } }],
      ] as const)
        expect((await ask(query, input, as)).errors).toMatchObject([{ extensions: { code: 'NOT_ALLOWED' } }]);
    expect(await commands('not-mine')).toEqual([]);
  });

  it('tells how far each consumer is, and that nothing is parked', async () => {
    const { name, consumers, parkedEvents } = await state();
    expect([name, parkedEvents.edges]).toEqual(['contact-scheduling', []]);
    expect(consumers).toContainEqual({ name: 'notes', lagSeconds: expect.any(Number), parked: 0 });
    expect(consumers).toContainEqual({ name: 'directory', lagSeconds: expect.any(Number), parked: 0 });
  });

  it('tells which events are parked and by which code, and nothing of what they say', async () => {
    await park('C1');
    expect(await parked()).toEqual([
      {
        consumer: 'notes',
        topic: Contact.topic,
        key: 'C1',
        type: 'ContactLogged',
        eventId: expect.any(String),
        code: '23505',
        reason: null,
        released: false,
        parkedAt: expect.any(String),
      },
      expect.objectContaining({ key: 'C1', code: 'BEHIND_PARKED', reason: 'an earlier event of its key is parked' }),
    ]);
    expect((await state()).consumers).toContainEqual({ name: 'notes', lagSeconds: expect.any(Number), parked: 2 });
    expect(await parked({ consumer: 'directory' })).toEqual([]);
  });

  it('lists them page by page', async () => {
    const { edges, pageInfo } = (await state({ first: 1 })).parkedEvents;
    expect([edges.length, pageInfo.hasNextPage]).toEqual([1, true]);
    const next = (await state({ first: 1, after: pageInfo.endCursor })).parkedEvents;
    expect(next).toMatchObject({ edges: [{ node: { code: 'BEHIND_PARKED' } }], pageInfo: { hasNextPage: false } });
    for (const after of ['rubbish', Buffer.from('["x"]').toString('base64url')])
      expect((await ask(STATE, { after })).errors).toMatchObject([{ extensions: { code: 'CURSOR_INVALID' } }]);
  });

  it('keeps parked what fails again, and gives the first answer to the same command', async () => {
    expect(await release({ commandId: 'early', key: 'C1' })).toEqual({ released: 2, errors: [], position: null });
    await once(async () => (await parked()).every(({ released }: { released: boolean }) => !released));
    expect((await parked()).map(({ code }: { code: string }) => code)).toEqual(['23505', 'BEHIND_PARKED']);
    expect(await release({ commandId: 'early', key: 'C1' })).toEqual({ released: 2, errors: [], position: null });
    expect((await parked()).map(({ released }: { released: boolean }) => released)).toEqual([false, false]);
  });

  it('refuses a command id that meant something else', async () => {
    expect(await release({ commandId: 'early', key: 'C2' })).toMatchObject({
      released: null,
      errors: [{ code: 'COMMAND_ID_REUSED' }],
    });
    // Another administrator's ids are their own.
    expect(await release({ commandId: 'early', key: 'C2' }, 'A2')).toMatchObject({ released: 0, errors: [] });
  });

  it('releases them once the cause is mended, on record', async () => {
    await service.parts.database.query("delete from note where id = 'N0'");
    expect(await release({ commandId: 'mended', consumer: 'notes', topic: Contact.topic, key: 'C1' })).toMatchObject({
      released: 2,
    });
    await letGo('C1');
    expect(
      await service.parts.database.query("select id from note where id in ('N0', 'C1-later') order by id"),
    ).toEqual([{ id: 'C1-later' }, { id: 'N0' }]);
    const nothing = { eventId: null, because: null, skipped: 0 };
    expect(await commands('mended')).toEqual([
      { actor: 'A1', command: 'ReleaseParked', consumer: 'notes', key: 'C1', ...nothing, released: 2 },
    ]);
  });

  it('skips the event at fault alone, once, and lets the later ones go on', async () => {
    await park('C3');
    const [first, behind] = (await parked()) as { eventId: string }[];
    const because = 'logged twice';
    expect(await skip({ commandId: 'behind', eventId: behind!.eventId, because })).toMatchObject({
      skipped: null,
      errors: [{ code: 'EVENT_NOT_AT_FAULT', field: ['input', 'eventId'] }],
    });
    const input = { commandId: 'skip', eventId: first!.eventId, consumer: 'notes', because };
    const answer = { skipped: 1, released: 1, errors: [], position: null };
    expect(await Promise.all([skip(input), skip(input)])).toEqual([answer, answer]);
    await letGo('C3');
    expect(await skip(input)).toEqual(answer);
    const skipped = { eventId: first!.eventId, because };
    expect(await commands('skip')).toEqual([
      { actor: 'A1', command: 'SkipParked', consumer: 'notes', key: null, ...skipped, skipped: 1, released: 1 },
    ]);
    expect(await service.parts.bus.parked.skipped()).toMatchObject([{ ...skipped, key: 'C3', skippedBy: 'A1' }]);
  });

  it('refuses to skip what is not parked, and says so again', async () => {
    const input = { commandId: 'nowhere', eventId: 'no-such-event', because: 'by mistake' };
    const refusal = {
      skipped: null,
      released: null,
      errors: [{ code: 'EVENT_NOT_PARKED', field: ['input', 'eventId'] }],
      position: null,
    };
    expect([await skip(input), await skip(input)]).toEqual([refusal, refusal]);
    expect(await skip({ ...input, commandId: 'blank', because: ' ' })).toMatchObject({
      errors: [{ code: 'INVALID_INPUT', field: ['input', 'because'] }],
    });
  });
});
