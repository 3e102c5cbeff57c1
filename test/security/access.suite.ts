import { randomUUID } from 'node:crypto';
import { buildClientSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql';
import { LOG_CONTACT } from '../journeys/queries.js';
import { eventually } from '../platform/platform.js';
import {
  CALLERS,
  type Caller,
  ENTITIES,
  type ImportRow,
  IMPORTS,
  MUTATIONS,
  PLAIN,
  QUERIES,
  type Row,
  ROWS,
  SUBSCRIPTIONS,
  type Take,
  type Thing,
} from './access-matrix.js';
import { entities, gapsOf, importKinds } from './access-coverage.js';
import { type RouteRow, ROUTES } from './access-routes.js';
import { CLIENTS, PLACING_ADMIN, PROPOSED, SECRETS } from './bank.js';
import { type Answer, classOf, type Door, type Doors, SERVICES, wordOf } from './doors.js';
import { type Listening, listen } from './sockets.js';

type Table = Record<string, Readonly<Record<Caller, string>>>;

/** As links look, under a signature that nobody made. */
const UNSIGNED = 'x'.repeat(43);
const FORGED_LINK = `/attachments/V-NONE~A-NONE~R1~zzzzzzzz~${UNSIGNED}`;
const FORGED_RATING = `/rating/V-NONE~zzzzzzzz~${UNSIGNED}`;

/** What calls use up. */
export interface Things {
  readonly items: Readonly<Record<'own' | 'foreign', string[]>>;
  /** Clients of R1 who stand open nowhere. */
  readonly free: string[];
  readonly visits: Readonly<Record<'own' | 'foreign' | 'calledOff', string>>;
  readonly gifts: Readonly<Record<'own' | 'foreign', string>>;
  readonly help: Readonly<Record<'own' | 'foreign', string>>;
  readonly complaints: Readonly<Record<'own' | 'foreign', string>>;
  readonly segments: Readonly<Record<'own' | 'foreign' | 'retirable', string>>;
  readonly groups: Readonly<Record<'own' | 'foreign', string>>;
  readonly leaves: Readonly<Record<'own' | 'foreign', string>>;
  readonly notices: Readonly<Record<'own' | 'foreign', string>>;
  /** Paths of links. */
  readonly links: Readonly<Record<'own' | 'foreign', string>>;
  readonly ratings: Readonly<Record<'own' | 'foreign', string>>;
  /** The id of a run of an import. */
  readonly run: string;
}

/** Walks the matrix over a running platform. */
export function accessSuite(doors: () => Doors, things: () => Things): void {
  const take = pool(things);

  describe('the access matrix', () => {
    it('has a row for whatever can be asked, told and sent on the platform that runs', async () => {
      const { data } = await doors().platform.askWith<IntrospectionQuery>(null, getIntrospectionQuery());
      const surface = { schema: buildClientSchema(data!), entities: entities(), importKinds: importKinds() };
      expect(gapsOf(surface, { rows: ROWS, plain: PLAIN })).toEqual([]);
    });

    // Before all others: a link is good for minutes.
    it.each(ROUTES.map((row) => [row.name, row] as const))('%s', async (_, row) => {
      for (const door of ['gateway', 'service', 'service without proof'] as const)
        expect([door, await called(row, door)]).toEqual([door, expectedAt(door, row)]);
    });

    const rows = [...QUERIES, ...MUTATIONS].map((row) => [row.name, row] as const);
    it.each(rows)('%s, through the gateway', async (_, row) =>
      expect(await asked(row, 'gateway')).toEqual(expected(row)),
    );

    const alone = rows.filter(([, { joined }]) => !joined);
    it.each(alone)('%s, at the service’s own port', async (_, row) => {
      expect(await asked(row, 'service')).toEqual(expected(row));
      expect(await asked(row, 'service without proof')).toEqual(expected(row));
    });

    it.each(ENTITIES.map((row) => [row.name, row] as const))('%s', async (_, row) => {
      expect(await asked(row, 'service')).toEqual(expected(row));
      // Callers have no business there, with any token.
      const refused = (table: Table) =>
        CALLERS.flatMap((caller) => Object.values(table).map((words) => /^[A-Z_]+$/.test(words[caller])));
      expect(new Set(refused(await asked(row, 'service without proof')))).toEqual(new Set([true]));
      expect(new Set(refused(await asked(row, 'gateway')))).toEqual(new Set([true]));
    });

    it.each(SERVICES)('%s shows its own schema to the gateway alone', async (service) => {
      for (const caller of CALLERS) {
        const { data, errors } = await doors().ask('service without proof', service, caller, '{ _service { sdl } }');
        expect([data ?? null, errors?.[0]?.extensions?.code]).toEqual([null, expect.any(String)]);
      }
    });

    it.each(IMPORTS.map((row) => [row.name, row] as const))('%s', async (_, row) => {
      for (const door of ['gateway', 'service', 'service without proof'] as const) {
        const found: Partial<Record<Caller, string>> = {};
        for (const caller of CALLERS) found[caller] = await sent(row, door, caller);
        expect([door, found]).toEqual([door, row.answers.get('any')]);
      }
    });

    it.each([
      ['a page of another site', { origin: 'http://evil.example' }],
      ['a page of another port of this machine', { origin: 'http://127.0.0.1:3000' }],
      ['a browser that fetches for another site', { 'sec-fetch-site': 'cross-site' }],
      ['another name that was given the address of this machine', { host: 'evil.example' }],
    ])('%s is turned away at every door, whatever it brings', async (_, foreign) => {
      for (const door of ['gateway', 'service', 'service without proof'] as const)
        for (const service of SERVICES) {
          const answer = await doors().knock(door, service, 'HEAD_OFFICE', foreign);
          expect([door, service, answer.status, answer.text]).toEqual([
            door,
            service,
            403,
            expect.stringContaining('"OTHER_SITE"'),
          ]);
        }
    });

    it('subscriptions, through the gateway and at the services’ own ports', async () => {
      const listening: { name: string; expected: string; ear: Listening }[] = [];
      for (const door of ['gateway', 'service'] as const)
        for (const row of SUBSCRIPTIONS)
          for (const [thing, words] of row.answers)
            for (const caller of CALLERS) {
              const ear = listen(doors().url(door, row.service), doors().headers(door, caller), {
                query: row.query,
                variables: row.variables(thing),
              });
              listening.push({ name: `${row.name} ${thing} ${caller} ${door}`, expected: words[caller], ear });
            }
      try {
        const isOpen = ({ expected: word, ear }: (typeof listening)[number]) =>
          word === 'data' ? ear.told() === 0 : word !== 'nothing' && ear.refusedWith() === undefined;
        await eventually(
          async () => {
            await somethingHappens();
            return listening.filter(isOpen).map(({ name }) => name);
          },
          (waiting) => waiting.length === 0,
          20_000,
        ).catch(() => undefined);
        const found = listening.map(({ name, ear }) => [
          name,
          ear.refusedWith() ?? (ear.told() > 0 ? 'data' : 'nothing'),
        ]);
        expect(Object.fromEntries(found)).toEqual(
          Object.fromEntries(listening.map(({ name, expected: word }) => [name, word])),
        );
      } finally {
        for (const { ear } of listening) ear.close();
      }
    });
  });

  /** What every caller is answered, for each kind of thing of a row. */
  async function asked(row: Row, door: Door): Promise<Table> {
    const table: Table = {};
    for (const [thing, wanted] of row.answers) {
      const words: Partial<Record<Caller, string>> = {};
      for (const caller of CALLERS) {
        const used = wanted[caller] === 'data' ? take : unused(take);
        const answer = await doors().ask(door, row.service, caller, row.query, row.variables(thing, used));
        expect(answer.status).toBeLessThan(500);
        words[caller] = classOf(answer, row);
        if (words[caller] !== 'data') expect([caller, thing, ...leaksIn(answer)]).toEqual([caller, thing]);
      }
      table[thing] = words as Record<Caller, string>;
    }
    return table;
  }

  /** What every caller of a route is answered, for each kind of thing. */
  async function called({ name, service, variables, answers }: RouteRow, door: Door): Promise<Table> {
    const table: Table = {};
    const [method = ''] = name.split(' ');
    for (const [thing, wanted] of answers) {
      const words: Partial<Record<Caller, string>> = {};
      for (const caller of CALLERS) {
        const call = variables(thing, wanted[caller] === 'data' ? take : unused(take));
        const answer = await doors().call(door, service, caller, { method, ...call });
        words[caller] = wordOf(answer);
        if (words[caller] !== 'data') expect([caller, thing, ...leaksIn(answer)]).toEqual([caller, thing]);
      }
      table[thing] = words as Record<Caller, string>;
    }
    return table;
  }

  /** A contact with a client of R1, and by it a change of R1's plan of today. */
  async function somethingHappens(): Promise<void> {
    const clientId = CLIENTS.own.at(-1)!;
    const { platform } = doors();
    const add = 'mutation ($input: AddPlanItemInput!) { addPlanItem(input: $input) { errors { code } } }';
    await platform.ask('R1', add, { input: { commandId: randomUUID(), clientId, reason: '来电' } });
    const call = {
      startedAt: '2026-03-02T08:30:00+08:00',
      endedAt: '2026-03-02T08:40:00+08:00',
      channel: 'PHONE',
      outcome: 'ENGAGED',
    };
    await platform.ask('R1', LOG_CONTACT, { input: { commandId: randomUUID(), clientId, ...call } });
  }

  async function sent({ name, service, file }: ImportRow, door: Door, caller: Caller): Promise<string> {
    const headers = { ...doors().headers(door, caller), 'content-type': 'text/csv' };
    const url = `${doors().url(door, service)}/import/${name.split(/[. ]/)[1]!}`;
    const answer = await fetch(url, { method: 'POST', headers, body: file });
    const lines = (await answer.text()).trim().split('\n');
    const messages = lines.map((line) => JSON.parse(line) as { type?: string; code?: string });
    return (
      messages.find(({ code }) => code !== undefined)?.code ??
      (messages.at(-1)?.type === 'account' ? 'data' : 'no account')
    );
  }
}

/** What must not stand in an answer that shows nothing, or is masked. */
function leaksIn({ text }: Pick<Answer, 'text'>): string[] {
  return [SECRETS.name, SECRETS.phone, SECRETS.notes, SECRETS.interest].filter((secret) => text.includes(secret));
}

function expected({ answers }: Row): Table {
  return Object.fromEntries(answers);
}

function expectedAt(door: Door, { answers, withoutProof }: RouteRow): Table {
  if (door !== 'service without proof' || withoutProof === undefined) return Object.fromEntries(answers);
  const words = Object.fromEntries(CALLERS.map((caller) => [caller, withoutProof])) as Record<Caller, string>;
  return Object.fromEntries([...answers.keys()].map((thing) => [thing, words]));
}

/** Things that calls use up, each once. */
function pool(things: () => Things): Take {
  const proposals = [...PROPOSED];
  const [, ...placingSelf] = PLACING_ADMIN;
  // Other rows ask for the first two; who listens is told of the last one.
  const ungreeted = CLIENTS.own.slice(2, -1);
  let number = 0;
  const one = (from: string[], what: string): string => {
    const next = from.shift();
    if (next === undefined) throw new Error(`no ${what} is left`);
    return next;
  };
  const last = (thing: Thing): string =>
    thing === 'own' || thing === 'foreign' ? things().items[thing].at(-1)! : 'P-NONE';
  return {
    item: (thing) => (thing === 'own' ? one(things().items.own, 'plan item') : last(thing)),
    itemSeen: last,
    client: () => one(things().free, 'client'),
    ungreeted: () => one(ungreeted, 'client who was not greeted'),
    proposal: (thing) => {
      if (thing === 'own') return `${one(proposals, 'proposal')}.1`;
      return thing === 'foreign' ? PLACING_ADMIN[0]! : 'A1.99';
    },
    placingSelf: () => one(placingSelf, 'proposal for A1'),
    visit: (thing) => (thing === 'own' || thing === 'foreign' ? things().visits[thing] : 'V-NONE'),
    gift: (thing) => (thing === 'own' || thing === 'foreign' ? things().gifts[thing] : 'G-NONE'),
    complaint: (thing) => (thing === 'own' || thing === 'foreign' ? things().complaints[thing] : 'Q-NONE'),
    help: (thing) => (thing === 'own' || thing === 'foreign' ? things().help[thing] : 'N-NONE'),
    segment: (thing) => (thing === 'own' || thing === 'foreign' ? things().segments[thing] : 'S-NONE'),
    retirable: () => things().segments.retirable,
    group: (thing) => (thing === 'own' || thing === 'foreign' ? things().groups[thing] : 'G-NONE'),
    leave: (thing) => (thing === 'own' || thing === 'foreign' ? things().leaves[thing] : 'L-NONE'),
    notice: (thing) => (thing === 'own' || thing === 'foreign' ? things().notices[thing] : 'N-NONE'),
    link: (thing) => (thing === 'own' || thing === 'foreign' ? things().links[thing] : FORGED_LINK),
    ratingLink: (thing) => (thing === 'own' || thing === 'foreign' ? things().ratings[thing] : FORGED_RATING),
    run: (thing) => (thing === 'own' ? things().run : '0'.repeat(64)),
    calledOff: (thing) => (thing === 'own' ? things().visits.calledOff : 'V-NONE'),
    next: () => ++number,
  };
}

/** The same things for who is refused, and uses nothing up. */
function unused(take: Take): Take {
  return {
    ...take,
    item: take.itemSeen,
    client: () => CLIENTS.own[0]!,
    ungreeted: () => CLIENTS.own[0]!,
    placingSelf: () => PLACING_ADMIN[0]!,
    proposal: (thing) => (thing === 'own' ? 'N24.1' : take.proposal(thing)),
  };
}
