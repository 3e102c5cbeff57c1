import { createHash, randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import {
  type Channel,
  Client,
  ClientAssigned,
  ClientRegistered,
  ConsentGranted,
  ConsentWithdrawn,
  Contact,
  ContactLogged,
  Plan,
  PlanDrawn,
  PlanItemDone,
  Staff,
  StaffPlaced,
} from '@hengxin/contracts';
import { ParkedEvents } from '@hengxin/event-bus';
import { type GraphqlAnswer, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { CONTACT_LIST } from '../consumers.js';
import { visitLogging } from '../visit-logging.module.js';
import { ContactFeed } from './contact-feed.js';

/** Head office HO over branch B1 with sub-branches U1 (S1, head H1) and U2 (S2). */
const units = [
  { unitId: 'HO', parentId: null, kind: 'HEAD_OFFICE' as const, name: '总行', validFrom: null },
  { unitId: 'B1', parentId: 'HO', kind: 'BRANCH' as const, name: '分行', validFrom: null },
  { unitId: 'U1', parentId: 'B1', kind: 'SUB_BRANCH' as const, name: '支行一', validFrom: null },
  { unitId: 'U2', parentId: 'B1', kind: 'SUB_BRANCH' as const, name: '支行二', validFrom: null },
];
const place = (staffId: string, role: 'RM' | 'UNIT_HEAD' | 'HEAD_OFFICE' | 'INTEGRATION', unitId: string) => ({
  staffId,
  role,
  unitId,
  validFrom: null,
});
const staff = [
  place('S1', 'RM', 'U1'),
  place('S2', 'RM', 'U2'),
  place('H1', 'UNIT_HEAD', 'U1'),
  place('O1', 'HEAD_OFFICE', 'HO'),
  place('I1', 'INTEGRATION', 'U1'),
];

const LOG = `mutation ($input: LogContactInput!) { logContact(input: $input) {
  contact { id client { id } staff { id } unit { id } channel startedAt outcome effective late loggedAt notes followUpOn }
  planItem { id } errors { code field message } position } }`;
const PAGE = 'edges { node { id } } pageInfo { hasNextPage endCursor }';
const OF_CLIENT = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Client { contacts(first: 1) { ${PAGE} } } } }`;
const CONTACTS = `query ($f: ContactFilter, $n: Int, $a: String) { contacts(filter: $f, first: $n, after: $a) { edges { node { id notes unit { id } } } pageInfo { hasNextPage endCursor } } }`;

let service: TestService;
beforeAll(async () => {
  service = await startTestService(visitLogging);
  await service.place(units, staff);
  await client('C1', 'S1');
  await client('C2', 'S2');
}, 60_000);
afterAll(() => service?.stop());

async function client(clientId: string, rmId: string, from = '2026-01-01', channels: readonly Channel[] = ['PHONE']) {
  const registered = {
    clientId,
    name: '欧阳晓明',
    phone: null,
    tier: 'GOLD' as const,
    interests: [],
    preferredChannel: null,
    birthday: null,
    contactsAYear: 6,
    registeredOn: from,
  };
  const consent = {
    clientId,
    purpose: 'SERVICE' as const,
    decidedAt: `${from}T00:00:00+08:00`,
    wordingVersion: null,
    evidence: null,
  };
  await service.given(
    Client,
    clientId,
    ClientRegistered.of(registered),
    ...channels.map((channel) => ConsentGranted.of({ ...consent, channel, expiresOn: null })),
    ClientAssigned.of({ clientId, rmId, from, previousRmId: null }),
  );
}

const NOTHING = { edges: [], pageInfo: { hasNextPage: false, endCursor: null } };

const told = (clientId: string, more: object = {}) => ({
  commandId: randomUUID(),
  clientId,
  channel: 'PHONE',
  startedAt: '2026-03-02T08:00:00+08:00',
  endedAt: '2026-03-02T08:10:00+08:00',
  outcome: 'ENGAGED',
  ...more,
});
async function log(as: string, input: object) {
  const answer = await service.graphql(LOG, { variables: { input }, as, headers: { 'accept-language': 'en' } });
  if (answer.errors) throw Object.assign(new Error(answer.errors[0]!.message), answer.errors[0]!.extensions);
  return answer.data.logContact;
}
async function handOver(clientId: string, previousRmId: string, rmId: string, from: string) {
  await service.given(Client, clientId, ClientAssigned.of({ clientId, rmId, from, previousRmId }));
}
/** Fifty contacts of a morning: more than are looked at for a page of one. */
async function contactOften(as: string, clientId: string, day: string) {
  const ended = (second: number) => `${day}T10:00:${String(second).padStart(2, '0')}+08:00`;
  for (let i = 0; i < 50; i++) await log(as, told(clientId, { startedAt: `${day}T10:00:00+08:00`, endedAt: ended(i) }));
}
/** The first contact of a client, as the subgraph's entity shows it. */
async function ofClient(as: string, clientId: string) {
  const { data } = await service.graphql(OF_CLIENT, { variables: { r: [{ __typename: 'Client', id: clientId }] }, as });
  return data._entities[0].contacts;
}
async function list(as: string, f: object = {}, n = 100): Promise<string[]> {
  await service.caughtUp();
  const found: string[] = [];
  for (let a: string | null = null; ;) {
    const answer: GraphqlAnswer = await service.graphql(CONTACTS, { variables: { f, n, a }, as });
    if (answer.errors) return [answer.errors[0]!.extensions.code];
    found.push(...answer.data.contacts.edges.map((edge: { node: { id: string } }) => edge.node.id));
    if (!answer.data.contacts.pageInfo.hasNextPage) return found;
    a = answer.data.contacts.pageInfo.endCursor;
  }
}

describe('what was talked about', () => {
  const topics = [
    { topic: '围棋', reaction: 'WARM' },
    { topic: '养老', reaction: 'COLD' },
  ];
  const stored = async (contactId: string) => (await service.parts.log.read(Contact.stream(contactId)))[0]?.data;

  it('is told with the contact, a reaction each', async () => {
    const { contact, errors } = await log('S1', told('C1', { topics }));
    expect(errors).toEqual([]);
    expect(await stored(contact.id)).toMatchObject({ topics });
    const { contact: silent } = await log('S1', told('C1', { topics: [] }));
    expect(await stored(silent.id)).not.toHaveProperty('topics');
  });

  it.each([
    ['nobody was talked to', { topics, outcome: 'NO_ANSWER' }, 'TOPICS_WITHOUT_TALK', 'input.topics'],
    ['a topic is told twice', { topics: [...topics, topics[0]] }, 'TOPIC_TWICE', 'input.topics.2.topic'],
    ['a topic has no name', { topics: [{ topic: ' ', reaction: 'WARM' }] }, 'INVALID_INPUT', 'input.topics.0.topic'],
    [
      'a topic is a story',
      { topics: [{ topic: '长'.repeat(101), reaction: 'WARM' }] },
      'INVALID_INPUT',
      'input.topics.0.topic',
    ],
    [
      'there are too many',
      { topics: Array.from({ length: 21 }, (_, i) => ({ topic: `T${i}`, reaction: 'WARM' })) },
      'INVALID_INPUT',
      'input.topics',
    ],
  ])('is refused where %s', async (_, more, code, field) => {
    const { contact, errors } = await log('S1', told('C1', more));
    expect([contact, errors[0].code, errors[0].field.join('.')]).toEqual([null, code, field]);
  });
});

describe('logging a contact', () => {
  it('answers with the contact as it is stored', async () => {
    const { contact, errors, position } = await log('S1', told('C1', { notes: '聊了存款', followUpOn: '2026-03-20' }));
    expect(errors).toEqual([]);
    expect(position).toEqual(expect.any(String));
    expect(contact).toMatchObject({
      client: { id: 'C1' },
      staff: { id: 'S1' },
      unit: { id: 'U1' },
      effective: true,
      late: false,
      notes: '聊了存款',
      followUpOn: '2026-03-20',
    });
    expect(await list('S1')).toContain(contact.id);
  });

  it('the same commandId returns the first answer, even when the consent has since been withdrawn', async () => {
    await client('C3', 'S1');
    const input = told('C3');
    const first = await log('S1', input);
    const withdrawn = {
      clientId: 'C3',
      channel: 'PHONE' as const,
      purpose: 'SERVICE' as const,
      decidedAt: '2026-03-02T08:30:00+08:00',
      wordingVersion: null,
      evidence: null,
      receiptId: 'R1',
    };
    await service.given(Client, 'C3', ConsentWithdrawn.of(withdrawn));
    expect(await log('S1', input)).toEqual(first);
    const after = { startedAt: '2026-03-02T08:40:00+08:00', endedAt: '2026-03-02T08:41:00+08:00' };
    expect(await log('S1', told('C3', after))).toMatchObject({
      contact: null,
      position: null,
      errors: [{ code: 'CONSENT_MISSING', field: ['input', 'channel'] }],
    });
    expect(await log('S1', { ...input, outcome: 'COMMITTED' })).toMatchObject({
      contact: null,
      errors: [{ code: 'COMMAND_ID_REUSED' }],
    });
  });

  it('is judged by the consent of the moment at which it started, however late it is logged', async () => {
    await client('C31', 'S1');
    const word = {
      clientId: 'C31',
      purpose: 'SERVICE' as const,
      decidedAt: '2026-02-14T10:00:00+08:00',
      wordingVersion: null,
      evidence: null,
    };
    await service.given(
      Client,
      'C31',
      ConsentWithdrawn.of({ ...word, channel: 'PHONE', receiptId: 'R31' }),
      ConsentGranted.of({ ...word, channel: 'WECHAT', expiresOn: null }),
    );
    const on = (day: string, channel: string) =>
      told('C31', { channel, startedAt: `${day}T11:00:00+08:00`, endedAt: `${day}T11:05:00+08:00` });
    for (const [day, channel] of [
      ['2026-02-13', 'PHONE'],
      ['2026-02-15', 'WECHAT'],
    ] as const)
      expect(await log('S1', on(day, channel))).toMatchObject({ contact: { late: true }, errors: [] });
    for (const [day, channel] of [
      ['2026-02-15', 'PHONE'],
      ['2026-02-13', 'WECHAT'],
    ] as const)
      expect(await log('S1', on(day, channel))).toMatchObject({
        contact: null,
        errors: [{ code: 'CONSENT_MISSING', message: expect.stringContaining(`${day}T11:00`) }],
      });
  });

  it('a refused commandId stays refused', async () => {
    const input = told('C1', { endedAt: '2026-03-02T07:00:00+08:00' });
    const first = await log('S1', input);
    expect(first.errors).toEqual([
      expect.objectContaining({ code: 'CONTACT_ENDS_BEFORE_START', field: ['input', 'endedAt'] }),
    ]);
    expect(await log('S1', input)).toEqual(first);
  });

  it.each([
    ['a client of somebody else', 'C2', {}, 'CLIENT_UNKNOWN'],
    ['an unknown client', 'C99', {}, 'CLIENT_UNKNOWN'],
    ['a channel without consent', 'C1', { channel: 'WECHAT' }, 'CONSENT_MISSING'],
    [
      'a contact still to come',
      'C1',
      { startedAt: '2026-03-02T09:30:00+08:00', endedAt: '2026-03-02T09:31:00+08:00' },
      'CONTACT_IN_FUTURE',
    ],
    ['an item of nobody', 'C1', { planItemId: 'NONE' }, 'PLAN_ITEM_UNKNOWN'],
    ['a malformed id', 'C 1', {}, 'INVALID_INPUT'],
  ])('%s is refused', async (_, clientId, more, code) =>
    expect(await log('S1', told(clientId, more))).toMatchObject({ contact: null, position: null, errors: [{ code }] }),
  );

  it('of days ago is stored late with the follow-up agreed then, though its day has come', async () => {
    const days = {
      startedAt: '2026-02-26T10:00:00+08:00',
      endedAt: '2026-02-26T10:10:00+08:00',
      followUpOn: '2026-03-02',
    };
    expect((await log('S1', told('C1', days))).contact).toMatchObject({ late: true, followUpOn: '2026-03-02' });
    expect(await log('S1', told('C1', { ...days, followUpOn: '2026-02-26' }))).toMatchObject({
      contact: null,
      errors: [
        {
          code: 'FOLLOW_UP_NOT_AHEAD',
          field: ['input', 'followUpOn'],
          message: expect.stringContaining('took place on 2026-02-26'),
        },
      ],
    });
  });

  it('names the plan item that it does, whether or not the caller names it; a touch does none', async () => {
    await client('C4', 'S1');
    const planId = createHash('sha256').update('plan').digest('hex').slice(0, 26);
    const item = {
      itemId: 'ITEM4',
      clientId: 'C4',
      channel: 'PHONE' as const,
      dueSince: '2026-03-02',
      reason: {
        code: 'CADENCE' as const,
        lastContactOn: null,
        daysSinceContact: null,
        intervalDays: 61,
        promisedOn: null,
      },
    };
    const drawn = {
      planId,
      staffId: 'S1',
      date: '2026-03-02',
      dayKind: 'WORKING_DAY' as const,
      capacity: 10,
      provisional: false,
      items: [item],
    };
    await service.given(Plan, planId, PlanDrawn.of(drawn));
    expect((await log('S1', told('C4', { outcome: 'NO_ANSWER' }))).planItem).toBeNull();
    const first = told('C4');
    const answer = await log('S1', first);
    expect(answer.planItem).toEqual({ id: 'ITEM4' });
    await service.given(
      Plan,
      planId,
      PlanItemDone.of({
        planId,
        itemId: 'ITEM4',
        staffId: 'S1',
        clientId: 'C4',
        date: '2026-03-02',
        contactId: answer.contact.id,
        doneAt: '2026-03-02T09:00:00+08:00',
      }),
    );
    await service.caughtUp();
    expect(await log('S1', first)).toEqual(answer);
    expect((await log('S1', told('C4', { planItemId: 'ITEM4' }))).planItem).toEqual({ id: 'ITEM4' });
    expect((await log('S1', told('C4', { planItemId: 'ITEM4', outcome: 'NO_ANSWER' }))).planItem).toBeNull();
    expect((await log('H1', told('C4', { planItemId: 'ITEM4' }))).planItem).toEqual({ id: 'ITEM4' });
    expect(await log('S1', told('C1', { planItemId: 'ITEM4' }))).toMatchObject({
      errors: [{ code: 'PLAN_ITEM_UNKNOWN' }],
    });
  });

  it.each(['O1', 'I1'])('%s may not log contacts', async (as) => {
    await expect(log(as, told('C1'))).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });
});

describe('the moments of a contact', () => {
  it('are kept in the one spelling', async () => {
    const times = { startedAt: '2026-03-02T08:00:00.000+08:00', endedAt: '2026-03-02T00:09:59.1234567-00:00' };
    const { contact, errors } = await log('S1', told('C1', times));
    expect(errors).toEqual([]);
    const [stored] = await service.parts.log.read(`contact-${contact.id}`);
    expect(stored!.data).toMatchObject({
      startedAt: '2026-03-02T08:00:00+08:00',
      endedAt: '2026-03-02T00:09:59.123456Z',
    });
    expect(contact.startedAt).toBe('2026-03-02T08:00:00+08:00');
  });

  it.each([
    [{ startedAt: '2026-03-02T10:00:00+16:00' }, 'INVALID_INPUT', 'startedAt'],
    [{ endedAt: '2026-03-02T08:10:00.1234567890+08:00' }, 'INVALID_INPUT', 'endedAt'],
    [{ startedAt: '' }, 'INVALID_INPUT', 'startedAt'],
    [{ startedAt: '1999-03-02T10:00:00+08:00' }, 'DATE_OUTSIDE_CALENDAR', 'startedAt'],
    [{ followUpOn: '0000-01-01' }, 'INVALID_INPUT', 'followUpOn'],
    [{ notes: 'a\u202eb' }, 'INVALID_INPUT', 'notes'],
    [{ commandId: 'a\nb' }, 'INVALID_INPUT', 'commandId'],
  ])('and the rest of it are refused with the field at fault: %j', async (more, code, field) =>
    expect(await log('S1', told('C1', more))).toMatchObject({
      contact: null,
      errors: [{ code, field: ['input', field] }],
    }),
  );

  it.each(['a\0b', 'a\ud800'])('a note that none can keep is refused at the door: %j', (notes) =>
    expect(log('S1', told('C1', { notes }))).rejects.toMatchObject({
      code: 'VARIABLE_INVALID',
      message: expect.stringContaining('$input.notes'),
    }),
  );

  it('that were taken once and are no more are healed where they are read: the contact is listed, and nothing is parked', async () => {
    await client('C80', 'S1');
    const stored = (contactId: string, startedAt: string) => ({
      type: ContactLogged.type,
      version: 1,
      data: {
        ...{ contactId, clientId: 'C80', staffId: 'S1', unitId: 'U1', channel: 'PHONE', startedAt, endedAt: startedAt },
        ...{ outcome: 'ENGAGED', effective: true, late: false, loggedAt: startedAt, businessDate: '2026-02-13' },
        ...{ planItemId: null, followUpOn: null, notes: null },
      },
    });
    await service.given(Contact, 'H1', stored('H1', '2026-02-13T10:00:00+16:00'));
    await service.given(Contact, 'H2', stored('H2', `2026-02-13T10:00:00.${'3'.repeat(300)}+08:00`));
    expect(await list('S1', { clientId: 'C80' })).toEqual(['H2', 'H1']);
    const answer = await service.graphql(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Contact { startedAt } } }',
      {
        variables: { r: [{ __typename: 'Contact', id: 'H1' }] },
        as: 'S1',
      },
    );
    expect(answer.data._entities).toEqual([{ startedAt: '2026-02-12T18:00:00Z' }]);
    expect(await new ParkedEvents(service.parts.database).list()).toEqual([]);
  });
});

describe('lists of contacts', () => {
  const made: string[] = [];
  beforeAll(async () => {
    await client('C5', 'S1', '2026-01-01', ['PHONE', 'WECHAT']);
    for (let i = 0; i < 7; i++)
      made.unshift(
        (
          await log(
            'S1',
            told('C5', { startedAt: `2026-02-2${i}T08:00:00+08:00`, endedAt: `2026-02-2${i}T08:10:00+08:00` }),
          )
        ).contact.id,
      );
  });

  it('are newest first, and pages neither overlap nor leave anything out', async () => {
    expect(await list('S1', { clientId: 'C5' })).toEqual(made);
    expect(await list('S1', { clientId: 'C5' }, 2)).toEqual(made);
    expect(await list('H1', { unitId: 'U1' }, 3)).toEqual(await list('H1', { unitId: 'U1' }));
    expect(await list('O1', {}, 3)).toEqual(await list('O1'));
  });

  it('are narrowed by days, channels and effect', async () => {
    expect(await list('S1', { clientId: 'C5', from: '2026-02-22', to: '2026-02-23' })).toEqual([made[3], made[4]]);
    expect(await list('S1', { clientId: 'C5', channels: ['VISIT'] })).toEqual([]);
    expect(await list('S1', { clientId: 'C4', effective: false })).toHaveLength(2);
  });

  it('of some channels hold what lists of all hold of them, page by page, for a client, a unit and the bank', async () => {
    await log(
      'S1',
      told('C5', { startedAt: '2026-02-23T09:00:00+08:00', endedAt: '2026-02-23T09:10:00+08:00', channel: 'WECHAT' }),
    );
    for (const [as, filter] of [
      ['S1', { clientId: 'C5' }],
      ['H1', { unitId: 'U1' }],
      ['O1', {}],
    ] as const) {
      const all = await list(as, filter);
      const wechat = await list(as, { ...filter, channels: ['WECHAT'] });
      const phone = await list(as, { ...filter, channels: ['PHONE'] }, 2);
      expect(wechat.length).toBeGreaterThan(0);
      expect(new Set([...wechat, ...phone]).size).toBe(wechat.length + phone.length);
      expect(await list(as, { ...filter, channels: ['PHONE', 'WECHAT'] }, 3)).toEqual(
        all.filter((id) => wechat.includes(id) || phone.includes(id)),
      );
    }
  });

  it('tell what their units are called', async () => {
    const query = '{ contacts(filter: { staffId: "S1" }, first: 1) { edges { node { unit { id name } } } } }';
    const { contacts } = (await service.graphql(query, { as: 'S1' })).data;
    expect(contacts.edges).toEqual([{ node: { unit: { id: 'U1', name: '支行一' } } }]);
  });

  it('show nobody what is not theirs', async () => {
    expect(await list('S2', { clientId: 'C5' })).toEqual([]);
    await contactOften('S1', 'C5', '2026-02-20');
    await service.caughtUp();
    for (const clientId of ['C5', 'UNKNOWN']) {
      expect(
        (await service.graphql(CONTACTS, { variables: { f: { clientId }, n: 1 }, as: 'S2' })).data.contacts,
      ).toEqual(NOTHING);
      expect(await ofClient('S2', clientId)).toEqual(NOTHING);
    }
    expect(await list('S2', { staffId: 'S1' })).toEqual(['OUT_OF_SCOPE']);
    expect(await list('H1', { unitId: 'U2' })).toEqual(['OUT_OF_SCOPE']);
    expect(await list('S2')).toEqual([]);
    expect((await list('I1')).length).toBeGreaterThan(0);
  });

  it('of a client handed over show to a maker of some of them those alone', async () => {
    await client('C7', 'S1');
    const { id } = (
      await log('S1', told('C7', { startedAt: '2026-02-10T08:00:00+08:00', endedAt: '2026-02-10T08:10:00+08:00' }))
    ).contact;
    await handOver('C7', 'S1', 'S2', '2026-02-11');
    await contactOften('S2', 'C7', '2026-02-12');
    await service.caughtUp();
    const own = { edges: [{ node: { id } }], pageInfo: { hasNextPage: false, endCursor: expect.any(String) } };
    const nested = `{ contacts(filter: { clientId: "C7" }, first: 1) { edges { node { client { contacts(first: 1) { ${PAGE} } } } } } }`;
    expect((await service.graphql(nested, { as: 'S1' })).data.contacts.edges).toEqual([
      { node: { client: { contacts: own } } },
    ]);
    expect(await ofClient('S1', 'C7')).toEqual(own);
    expect(await ofClient('H1', 'C7')).toEqual(own);
    expect(await ofClient('S2', 'C7')).toMatchObject({ pageInfo: { hasNextPage: true } });
  });

  it('of a client show an integration what was made in its units alone, no matter who keeps the client', async () => {
    await client('C8', 'S2');
    await contactOften('S2', 'C8', '2026-02-12');
    await handOver('C8', 'S2', 'S1', '2026-02-13');
    expect(await ofClient('I1', 'C8')).toEqual(NOTHING);
    expect(
      (await service.graphql(CONTACTS, { variables: { f: { clientId: 'C8' }, n: 1 }, as: 'I1' })).data.contacts,
    ).toEqual(NOTHING);
    expect(await ofClient('H1', 'C8')).toMatchObject({ pageInfo: { hasNextPage: true } });
  });

  it('show notes to those alone who know the client by name', async () => {
    const { id } = (await log('S1', told('C5', { notes: '机密' }))).contact;
    await service.caughtUp();
    const notes = async (as: string) => {
      const answer = await service.graphql(CONTACTS, { variables: { f: { clientId: 'C5' }, n: 1 }, as });
      return answer.data.contacts.edges.map((edge: { node: { id: string; notes: string } }) => [
        edge.node.id,
        edge.node.notes,
      ]);
    };
    expect(await notes('S1')).toEqual([[id, '机密']]);
    expect(await notes('O1')).toEqual([[id, null]]);
    expect(await notes('I1')).toEqual([[id, null]]);
  });

  it('a transfer learnt late moves the contacts of its days to the new unit', async () => {
    await service.given(
      Staff,
      'S1',
      StaffPlaced.of({ staffId: 'S1', name: '员工S1', role: 'RM', unitId: 'U2', validFrom: '2026-02-25' }),
    );
    expect(await list('O1', { unitId: 'U2' })).toEqual(expect.arrayContaining([made[0], made[1]]));
    expect(await list('O1', { unitId: 'U1' })).toEqual(expect.arrayContaining(made.slice(2)));
    expect(await list('O1', { unitId: 'U1' })).not.toContain(made[0]);
    await service.given(
      Staff,
      'S1',
      StaffPlaced.of({ staffId: 'S1', name: '员工S1', role: 'RM', unitId: 'U1', validFrom: '2026-02-25' }),
    );
    expect(await list('O1', { unitId: 'U1' })).toContain(made[0]);
  });

  it.each([
    [{ from: '1999-01-01' }, 'DATE_OUTSIDE_CALENDAR'],
    [{ clientId: 'C 5' }, 'INVALID_INPUT'],
  ])('a filter %j is refused', async (f, code) => expect(await list('O1', f)).toEqual([code]));
});

describe('a contact logged around a handover', () => {
  it('of a client since handed over is taken from the one who kept them on its day, and from nobody who kept them only before', async () => {
    const on = (day: string) => ({ startedAt: `${day}T08:00:00+08:00`, endedAt: `${day}T08:10:00+08:00` });
    await client('C9', 'S1');
    await handOver('C9', 'S1', 'S2', '2026-02-27');
    const { id } = (await log('S1', told('C9', on('2026-02-26')))).contact;
    const byHead = (await log('H1', told('C9', on('2026-02-26')))).contact.id;
    for (const as of ['S1', 'H1'])
      for (const day of ['2026-02-27', '2026-03-01', '2026-03-02'])
        expect(await log(as, told('C9', on(day)))).toMatchObject({
          contact: null,
          errors: [{ code: 'CLIENT_UNKNOWN' }],
        });
    const bySecond = (await log('S2', told('C9', on('2026-02-27')))).contact.id;
    // What they were let log shows them no more of the client.
    expect(await list('S1', { clientId: 'C9' })).toEqual([id]);
    expect(await list('S2', { clientId: 'C9' })).toEqual([bySecond, ...[id, byHead].sort().reverse()]);
  });

  it('of a client to be handed over to the caller is refused until then', async () => {
    await client('C10', 'S1');
    await handOver('C10', 'S1', 'S2', '2026-03-04');
    const tomorrow = { startedAt: '2026-03-04T08:00:00+08:00', endedAt: '2026-03-04T08:10:00+08:00' };
    expect(await log('S2', told('C10', tomorrow))).toMatchObject({ errors: [{ code: 'CLIENT_UNKNOWN' }] });
  });
});

describe('contacts as they are logged', () => {
  const caller = (id: string) => {
    const { role, unitId } = staff.find(({ staffId }) => staffId === id)!;
    return { id, role, unitId, isStaff: true };
  };
  const subscribe = (unitId: string, as: string) =>
    service.app.get(ContactFeed).subscribe(unitId, { caller: caller(as) });

  it('reach those who listen to the unit or one above it, each as they may see them', async () => {
    const [head, integration, bank, elsewhere] = [
      subscribe('U1', 'H1'),
      subscribe('U1', 'I1'),
      subscribe('HO', 'O1'),
      subscribe('U2', 'S2'),
    ];
    const first = elsewhere.next();
    const { contact } = await log('S1', told('C1', { notes: '只给本支行' }));
    expect((await head.next()).value).toMatchObject({ id: contact.id, unit: { id: 'U1' }, notes: '只给本支行' });
    for (const masked of [integration, bank])
      expect((await masked.next()).value).toMatchObject({ id: contact.id, notes: null });
    await client('C6', 'S2');
    const own = (await log('S2', told('C6'))).contact;
    expect((await first).value).toMatchObject({ id: own.id, unit: { id: 'U2' } });
    await Promise.all([head, integration, bank, elsewhere].map((each) => each.return?.()));
  });

  it('end for anyone who has come to be placed where the unit may not be seen', async () => {
    let now = caller('H1');
    const heard = service.app.get(ContactFeed).subscribe('U1', { caller: now, renewed: () => now });
    const { contact } = await log('S1', told('C1'));
    expect((await heard.next()).value).toMatchObject({ id: contact.id });
    now = { ...now, unitId: 'U2' };
    const next = heard.next();
    await log('S1', told('C1'));
    await expect(next).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
    await heard.return?.();
  });

  it('are refused to anyone who may not see the unit', () => {
    expect(() => subscribe('U2', 'H1')).toThrow(expect.objectContaining({ code: 'OUT_OF_SCOPE' }));
    expect(() => subscribe('HO', 'S1')).toThrow(expect.objectContaining({ code: 'OUT_OF_SCOPE' }));
  });
});

describe('a contact by its id', () => {
  const byIds = async (as: string, ...ids: string[]) => {
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Contact { id } } }';
    const { data } = await service.graphql(query, {
      variables: { r: ids.map((id) => ({ __typename: 'Contact', id })) },
      as,
    });
    return data._entities;
  };
  /** Lets nothing be taken into the lists until it is released. */
  async function holdLists() {
    const { database } = service.parts;
    const { promise, resolve: release } = Promise.withResolvers<void>();
    const { promise: held, resolve: hold } = Promise.withResolvers<void>();
    const ended = database.tx(async (tx) => {
      await tx.query('lock table placement in access exclusive mode', []);
      hold();
      await promise;
    });
    await held;
    return () => {
      release();
      return ended;
    };
  }

  it('is waited for that another service has heard of before the lists have', async () => {
    const { progress } = service.parts.bus;
    await service.caughtUp();
    const release = await holdLists();
    const { id } = (await log('S1', told('C1'))).contact;
    let answered = false;
    const asked = byIds('S1', id).finally(() => (answered = true));
    while (!answered && !progress.isAwaited(CONTACT_LIST)) await setImmediate();
    await release();
    expect(await asked).toEqual([{ id }]);
  });

  it('is null where there is none, or none for the caller', async () => {
    const { id } = (await log('S1', told('C1'))).contact;
    expect(await byIds('S2', id, 'NONE')).toEqual([null, null]);
    expect(await byIds('S1', 'NONE', id)).toEqual([null, { id }]);
  });
});

describe('the history a bank sends', () => {
  const HEADER = 'contact_id,client_id,staff_id,channel,started_at,ended_at,outcome,notes,logged_at';
  const send = async (rows: string[]) => {
    const payload = [HEADER, ...rows].join('\n');
    const token = await service.token('loader', { role: 'ADMIN' });
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'text/csv',
      'import-id': createHash('sha256').update(payload).digest('hex'),
    };
    const answer = await service.app.inject({ method: 'POST', url: '/import/contacts', headers, payload });
    return answer.body
      .trim()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as {
            type: string;
            code?: string;
            field?: string;
            line?: number;
            taken?: number;
            unchanged?: number;
            rejected?: number;
          },
      );
  };
  const row = (id: string, more: Record<string, string> = {}) => {
    const cells = {
      contact_id: id,
      client_id: 'C2',
      staff_id: 'S2',
      channel: 'PHONE',
      started_at: '2026-01-05T10:00:00+08:00',
      ended_at: '2026-01-05T10:10:00+08:00',
      outcome: 'ENGAGED',
      notes: '',
      logged_at: '',
      ...more,
    };
    return HEADER.split(',')
      .map((name) => cells[name as keyof typeof cells])
      .join(',');
  };

  it('is taken row by row; a bad row never stops the others', async () => {
    const lines = await send([
      row('K1'),
      row('K2', { client_id: 'C99' }),
      row('K3', { staff_id: 'S99' }),
      row('K4', { outcome: 'FINE' }),
      row('K5', { ended_at: '2026-01-04T10:00:00+08:00' }),
      row('K6'),
      row('K7', { started_at: '2026-01-05T10:00:00+16:00' }),
      row('K8', { logged_at: '1999-01-05T10:00:00+08:00' }),
      row('K9', { notes: 'a\u001bb' }),
    ]);
    expect(lines.filter(({ type }) => type === 'reject').map(({ line, field, code }) => [line, field, code])).toEqual([
      [3, 'client_id', 'CLIENT_NOT_IMPORTED'],
      [4, 'staff_id', 'STAFF_UNKNOWN_HERE'],
      [5, 'outcome', 'CHOICE_UNKNOWN'],
      [6, 'ended_at', 'CONTACT_ENDS_BEFORE_START'],
      [8, 'started_at', 'INSTANT_MALFORMED'],
      [9, 'logged_at', 'DATE_OUTSIDE_CALENDAR'],
      [10, 'notes', 'TEXT_NOT_PLAIN'],
    ]);
    expect(lines.at(-1)).toMatchObject({ type: 'account', taken: 2, unchanged: 0, rejected: 7 });
    expect(await list('S2', { clientId: 'C2' })).toEqual(['K6', 'K1']);
  });

  it('sent again changes nothing; another content under a known id is rejected', async () => {
    expect((await send([row('K1'), row('K6')])).at(-1)).toMatchObject({ taken: 0, unchanged: 2, rejected: 0 });
    expect((await send([row('K1', { outcome: 'COMMITTED' })])).find(({ type }) => type === 'reject')).toMatchObject({
      code: 'CONTACT_DIFFERS',
      field: 'contact_id',
    });
  });
});
