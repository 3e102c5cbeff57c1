import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { expectFiguresEqualOracle } from '../oracle/compare.js';
import { eventually, type GraphqlAnswer, type Platform } from '../platform/platform.js';
import type { RunningBank } from './bank.js';
import { type Kpi, KPI, LOG_CONTACT, type LogContact } from './queries.js';

/**
 * A relationship manager of the journey's bank with clients of the same and of another sub-branch's colleagues (see
 * bank.ts).
 */
const RM = 'S0001';
const OWN = 'C000001';
const COLLEAGUES = 'C000005';
const FOREIGN = 'C000002';
const WITHDRAWN = 'C000009';
const UNKNOWN = 'C999999';
const HEAD_OFFICE = 'H0001';
const WHOLE_BANK = { unitId: 'U0001' };
const YEAR = { grain: 'YEAR', start: '2026-01-01' } as const;

const CALL = {
  clientId: OWN,
  channel: 'PHONE',
  startedAt: '2026-03-02T08:30:00+08:00',
  endedAt: '2026-03-02T08:42:00+08:00',
  outcome: 'ENGAGED',
};

/** The contacts of every client that a case names. */
const CONTACTS = `query ($atLeast: Position) {
  ${[OWN, COLLEAGUES, FOREIGN, WITHDRAWN, UNKNOWN].map((id) => `${id}: contacts(filter: { clientId: "${id}" }, first: 100, atLeast: $atLeast) { edges { node { id } } }`).join('\n  ')}
}`;
const TREE = '{ units(first: 100) { edges { node { id } } } unit(id: "U1001") { name parent { id } } }';

/** First of all on its platform: nothing else may move a figure while it looks at them. */
export function badInputSuite(bank: () => RunningBank): void {
  describe('bad input is answered with what is wrong and how to mend it, and nothing is stored', () => {
    let platform: Platform;
    let files: RunningBank['files'];
    let before: { figures: Kpi['kpi']['values']; contacts: string[] };

    const log = async (input: object, headers: object = {}): Promise<GraphqlAnswer<LogContact>> =>
      post(
        { query: LOG_CONTACT, variables: { input: { commandId: randomUUID(), ...CALL, ...input } } },
        { 'accept-language': 'en', ...headers },
      );
    const figures = async (atLeast?: string) =>
      (await platform.data<Kpi>(HEAD_OFFICE, KPI, { scope: WHOLE_BANK, period: YEAR, atLeast })).kpi.values;
    const contacts = async (atLeast?: string) => {
      const answer = await platform.data<Record<string, { edges: { node: { id: string } }[] }>>(HEAD_OFFICE, CONTACTS, {
        atLeast,
      });
      return Object.values(answer).flatMap(({ edges }) => edges.map(({ node }) => node.id));
    };

    /** A call as any program may send it: a text is sent as it is, and no language is asked for. */
    async function post<Data>(body: unknown, headers: object = {}): Promise<GraphqlAnswer<Data>> {
      const answer = await fetch(`${platform.url}/graphql`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await platform.token(RM)}`,
          'content-type': 'application/json',
          ...headers,
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      });
      return { status: answer.status, ...((await answer.json()) as object) } as GraphqlAnswer<Data>;
    }

    /** What a file's import printed, and what its rejects file holds. */
    async function imported(kind: string, name: string, text: string) {
      const path = join(await mkdtemp(join(tmpdir(), 'hengxin-bad-')), name);
      await writeFile(path, text);
      const { code, output } = await platform.import({ [kind]: path, language: 'en' });
      const rejects = await readFile(`${path}.rejects.csv`, 'utf8').catch(() => '');
      const rows = parse(rejects, { columns: true, bom: true }) as Record<
        'line' | 'field' | 'code' | 'message',
        string
      >[];
      return { exit: code, account: output.replaceAll(/ +/g, ' '), rows };
    }

    beforeAll(async () => {
      ({ platform, files } = bank());
      const withdrawal = await platform.data<{ recordConsent: { errors: unknown[]; position: string } }>(
        RM,
        'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { errors { code } position } }',
        {
          input: {
            commandId: randomUUID(),
            clientId: WITHDRAWN,
            channel: 'PHONE',
            purpose: 'SERVICE',
            decision: 'WITHDRAWN',
            // Before the contact that is told of it: what counts is when that took place.
            decidedAt: '2026-03-02T08:00:00+08:00',
          },
        },
      );
      expect(withdrawal.recordConsent.errors).toEqual([]);
      const { position } = withdrawal.recordConsent;
      await eventually(() => figures(position), Array.isArray);
      // What somebody's day came to is told a little later than the contacts it is made of.
      await expectFiguresEqualOracle(platform, HEAD_OFFICE, [YEAR], [WHOLE_BANK]);
      before = { figures: await figures(position), contacts: await contacts(position) };
      expect(before.contacts.length).toBeGreaterThan(4);
    }, 300_000);

    afterEach(async () => {
      expect({ figures: await figures(), contacts: await contacts() }).toEqual(before);
    });

    it.each([
      ['for an unknown client', { clientId: UNKNOWN }, 'CLIENT_UNKNOWN', 'clientId', /C999999.*Check the id/],
      [
        'for a client of a colleague',
        { clientId: COLLEAGUES },
        'CLIENT_UNKNOWN',
        'clientId',
        /C000005.*handed over or covered/,
      ],
      [
        'for a client of another unit',
        { clientId: FOREIGN },
        'CLIENT_UNKNOWN',
        'clientId',
        /C000002.*handed over or covered/,
      ],
      [
        'after the consent was withdrawn',
        { clientId: WITHDRAWN },
        'CONSENT_MISSING',
        'channel',
        /C000009.*PHONE.*Record the consent/,
      ],
      [
        'on a day that the calendar does not know',
        { startedAt: '1999-03-02T08:30:00+08:00', endedAt: '1999-03-02T08:40:00+08:00' },
        'DATE_OUTSIDE_CALENDAR',
        'startedAt',
        /1999-03-02.*\d{4} to \d{4}/,
      ],
      [
        'in the future',
        { startedAt: '2026-03-03T08:30:00+08:00', endedAt: '2026-03-03T08:40:00+08:00' },
        'CONTACT_IN_FUTURE',
        'startedAt',
        /2026-03-03T08:30.*Log a contact once it is over/,
      ],
      [
        'that has not ended',
        { endedAt: '2026-03-02T23:00:00+08:00' },
        'CONTACT_IN_FUTURE',
        'endedAt',
        /2026-03-02T23:00.*once it is over/,
      ],
      [
        'that ends before it starts',
        { endedAt: '2026-03-02T08:29:59+08:00' },
        'CONTACT_ENDS_BEFORE_START',
        'endedAt',
        /08:29:59.*08:30:00.*not before the start/,
      ],
      [
        'at no time of day',
        { startedAt: 'this morning' },
        'INVALID_INPUT',
        'startedAt',
        /`input\.startedAt` .*2026-03-02T10:00:00\+08:00/,
      ],
      [
        'in a time zone that there is not',
        { startedAt: '2026-03-02T10:00:00+16:00' },
        'INVALID_INPUT',
        'startedAt',
        /`input\.startedAt` .*2026-03-02T10:00:00\+08:00/,
      ],
      [
        'with notes that turn the direction of writing',
        { notes: '聊了\u202e存款' },
        'INVALID_INPUT',
        'notes',
        /U\+202E.*leave it out/,
      ],
      [
        'with a follow-up in the past',
        { followUpOn: '2026-03-01' },
        'FOLLOW_UP_NOT_AHEAD',
        'followUpOn',
        /2026-03-01.*took place on 2026-03-02.*a day after/,
      ],
      [
        'for a plan item that is not there',
        { planItemId: 'P1' },
        'PLAN_ITEM_UNKNOWN',
        'planItemId',
        /P1.*or leave it out/,
      ],
    ])('a contact %s', async (_, input, code, field, message) => {
      const { status, data, errors } = await log(input);
      expect([status, errors]).toEqual([200, undefined]);
      expect(data!.logContact).toEqual({
        contact: null,
        planItem: null,
        errors: [{ code, field: ['input', field], message: expect.stringMatching(message) }],
        position: null,
      });
    });

    it('a contact without its end, or with an outcome that there is not', async () => {
      const problem = { accept: 'application/graphql-response+json' };
      const endless = await log({ endedAt: undefined }, problem);
      expect(endless).toMatchObject({ status: 400, errors: [{ extensions: { code: 'VARIABLE_INVALID' } }] });
      expect(endless.errors![0]!.message).toContain('"endedAt" of required type "Instant!" was not provided');
      const odd = await log({ outcome: 'LAUGHED' }, problem);
      expect(odd).toMatchObject({ status: 400, errors: [{ extensions: { code: 'VARIABLE_INVALID' } }] });
      expect(odd.errors![0]!.message).toContain('"LAUGHED" does not exist in "ContactOutcome"');
    });

    it.each(['\0', '\ud800'])('a contact with notes that no database can keep: %j', async (character) => {
      const { data, errors } = await log({ notes: `聊了${character}存款` });
      expect(data ?? null).toBeNull();
      expect(errors).toMatchObject([
        { message: expect.stringMatching(/"\$input\.notes".*leave it out/), extensions: { code: 'VARIABLE_INVALID' } },
      ]);
    });

    it('the sentences are Chinese unless English is asked for, under the same code', async () => {
      const backwards = {
        query: LOG_CONTACT,
        variables: { input: { commandId: randomUUID(), ...CALL, endedAt: '2026-03-02T08:00:00+08:00' } },
      };
      const sentences = [];
      for (const headers of [
        {},
        { 'accept-language': 'fr' },
        { 'accept-language': 'zh-CN,en;q=0.5' },
        { 'accept-language': 'en-GB,zh;q=0.5' },
      ]) {
        const [error] = (await post<LogContact>(backwards, headers)).data!.logContact.errors;
        expect(error!.code).toBe('CONTACT_ENDS_BEFORE_START');
        sentences.push(error!.message);
      }
      expect(sentences.map((sentence) => /\p{Script=Han}/u.test(sentence))).toEqual([true, true, true, false]);
      expect((await post('{', {})).errors![0]!.message).toMatch(/\p{Script=Han}/u);
      expect((await post('{', { 'accept-language': 'en' })).errors![0]!.message).not.toMatch(/\p{Script=Han}/u);
    });

    it.each([
      ['WEEK', '2026-03-03', '2026-03-02'],
      ['MONTH', '2026-03-02', '2026-03-01'],
      ['QUARTER', '2026-03-01', '2026-01-01'],
      ['YEAR', '2026-03-01', '2026-01-01'],
    ])('a %s that starts on %s', async (grain, start, first) => {
      const { data, errors } = await platform.ask(HEAD_OFFICE, KPI, { scope: WHOLE_BANK, period: { grain, start } });
      expect(data ?? null).toBeNull();
      expect(errors).toMatchObject([{ extensions: { code: 'PERIOD_START', field: ['period', 'start'] } }]);
      expect(errors![0]!.message).toBe(
        `${start} is not the first day of a ${grain}. The one that holds it starts on ${first}.`,
      );
    });

    it.each([
      ['2026-02-30', 'INVALID_INPUT', '`period.start` must be a date as 2026-03-02.'],
      ['yesterday', 'INVALID_INPUT', '`period.start` must be a date as 2026-03-02.'],
      [
        '1999-03-02',
        'DATE_OUTSIDE_CALENDAR',
        /^1999-03-02 is outside the business calendar.*the years \d{4} to \d{4}\. Choose a day of those years\.$/,
      ],
    ])('figures of the day %s', async (start, code, message) => {
      const { data, errors } = await platform.ask(HEAD_OFFICE, KPI, {
        scope: WHOLE_BANK,
        period: { grain: 'DAY', start },
      });
      expect(data ?? null).toBeNull();
      expect(errors).toMatchObject([
        { message: expect.stringMatching(message), extensions: { code, field: ['period', 'start'] } },
      ]);
    });

    it.each([
      ['nothing', '', { code: 'INVALID_INPUT', field: ['date'] }],
      ['no date', 'today', { code: 'INVALID_INPUT', field: ['date'] }],
      ['a list', ['2026-03-02'], { code: 'VARIABLE_INVALID', field: ['date'] }],
      ['a number', 20260302, { code: 'VARIABLE_INVALID', field: ['date'] }],
    ])('the plan of a day that is %s', async (_, date, extensions) => {
      const { data, errors } = await platform.ask(RM, 'query ($date: Date) { myDay(date: $date) { date } }', { date });
      expect([data ?? null, errors]).toEqual([null, [expect.objectContaining({ extensions })]]);
    });

    it('an empty name of an operation names none, whether or not one service answers it all', async () => {
      for (const query of ['{ me { id } }', '{ me { id } clients(first: 1) { edges { node { id } } } }'])
        expect((await post<{ me: object }>({ query, operationName: '' })).data?.me).toEqual({ id: RM });
    });

    it.each([
      [
        'a body that is too large',
        { query: '{ me { id } }', variables: { notes: 'x'.repeat(300_000) } },
        413,
        'BODY_TOO_LARGE',
        /262144 bytes/,
      ],
      [
        'a query text that is too long',
        { query: `{ me { id } } #${'x'.repeat(40_000)}` },
        400,
        'QUERY_TOO_LARGE',
        /32768 bytes/,
      ],
      [
        'an operation that is too deep',
        { query: nested(20) },
        200,
        'OPERATION_TOO_DEEP',
        /\d+ levels deep, 12 are allowed/,
      ],
      [
        'one deeper than any stack',
        { query: nested(2_400) },
        200,
        'OPERATION_TOO_DEEP',
        /\d+ levels deep, 12 are allowed/,
      ],
      [
        'one that may return too much',
        { query: costly() },
        200,
        'OPERATION_TOO_COSTLY',
        /10000 are allowed: lower `first`/,
      ],
      ['one with too many root fields', { query: wide(30) }, 200, 'OPERATION_TOO_WIDE', /30 .*20 are allowed/],
      [
        'a page above 100',
        { query: '{ clients(first: 101) { edges { node { id } } } }' },
        200,
        'PAGE_SIZE',
        /101.*1 to 100/,
      ],
      ['an empty page', { query: '{ clients(first: 0) { edges { node { id } } } }' }, 200, 'PAGE_SIZE', /0.*1 to 100/],
      [
        'a cursor of its own making',
        { query: '{ clients(after: "x") { edges { node { id } } } }' },
        200,
        'CURSOR_INVALID',
        /`endCursor`/,
      ],
      ['GraphQL that can’t be read', { query: '{ me { id }' }, 200, 'QUERY_MALFORMED', /Expected Name, found <EOF>/],
      [
        'a field that there is not',
        { query: '{ me { salary } }' },
        200,
        'QUERY_INVALID',
        /Cannot query field "salary" on type "Staff"/,
      ],
      ['JSON that can’t be read', '{"query":', 400, 'BODY_NOT_JSON', /The body is not JSON: send/],
      [
        'a text that none can keep',
        { query: '{ client(id: "a\\u0000") { id } }' },
        200,
        'QUERY_INVALID',
        /U\+0000.*leave it out/,
      ],
      ['no query', {}, 400, 'QUERY_MISSING', /no `query`/],
      ['several operations at once', [{ query: '{ me { id } }' }], 400, 'BATCH_REFUSED', /one by one/],
      [
        'a subscription',
        { query: 'subscription { myDayChanged { date } }' },
        400,
        'SUBSCRIPTION_OVER_HTTP',
        /WebSocket/,
      ],
    ])('%s', async (_, body, status, code, message) => {
      const answer = await post(body, { 'accept-language': 'en' });
      expect(answer).toMatchObject({
        status,
        errors: [{ message: expect.stringMatching(message), extensions: { code } }],
      });
      expect(answer.data ?? null).toBeNull();
      if (code === 'PAGE_SIZE') expect(answer.errors![0]!.extensions!.field).toEqual(['first']);
    });

    it.each([
      [
        'in a circle',
        ['U1001,U1002,BRANCH,东城分行', 'U1002,U1001,BRANCH,西城分行'],
        { line: '2', field: 'parent_id', code: 'UNIT_CYCLE' },
        /U1001 < U1002 < U1001.*parent higher up/,
      ],
      [
        'with an orphan',
        ['U9001,U0001,BRANCH,新分行', 'U9002,U8888,BRANCH,孤儿分行'],
        { line: '3', field: 'parent_id', code: 'PARENT_UNKNOWN' },
        /U8888/,
      ],
      [
        'with two roots',
        ['U9001,U0001,BRANCH,新分行', 'U9000,,HEAD_OFFICE,第二总行'],
        { line: '3', field: 'parent_id', code: 'SECOND_ROOT' },
        /U0001/,
      ],
    ])('a units file %s: none of it is taken', async (_, lines, fault, message) => {
      const tree = await platform.data(HEAD_OFFICE, TREE);
      const { exit, account, rows } = await imported(
        'units',
        'units.csv',
        `unit_id,parent_id,kind,name\n${lines.join('\n')}\n`,
      );
      expect(exit).toBe(2);
      expect(account).toContain('read 2 taken 0 unchanged 0 rejected 2');
      expect(rows).toContainEqual(expect.objectContaining({ ...fault, message: expect.stringMatching(message) }));
      expect(rows.every(({ code }) => code === fault.code || code === 'TREE_BROKEN')).toBe(true);
      expect(await platform.data(HEAD_OFFICE, TREE)).toEqual(tree);
    });

    it('a clients file that gives a client to two relationship managers for the same day: the second row is rejected', async () => {
      const [header, known] = (await readFile(files['clients']!, 'utf8')).split('\n') as [string, string];
      const second = known.replace(`,${RM},`, ',S0002,');
      const { exit, account, rows } = await imported('clients', 'clients.csv', `${header}\n${known}\n${second}\n`);
      expect(exit).toBe(2);
      expect(account).toContain('read 2 taken 0 unchanged 1 rejected 1');
      expect(rows).toMatchObject([
        { line: '3', field: 'rm_id', code: 'CLIENT_ASSIGNED_TWICE', client_id: OWN, rm_id: 'S0002' },
      ]);
      expect(rows[0]!.message).toMatch(/C000001 is already assigned to S0001.*hand over from a later day/);
      const { client } = await platform.data<{ client: { rm: { id: string } } }>(
        HEAD_OFFICE,
        `{ client(id: "${OWN}") { rm { id } } }`,
      );
      expect(client.rm.id).toBe(RM);
    });

    it('a clients file with a character that no database can keep: its row is rejected', async () => {
      const { exit, account, rows } = await imported('clients', 'clients.csv', `client_id,name\n${OWN},欧阳\0晓明\n`);
      expect(exit).toBe(2);
      expect(account).toContain('read 1 taken 0 unchanged 0 rejected 1');
      expect(rows).toMatchObject([{ line: '2', field: 'name', code: 'TEXT_UNREADABLE' }]);
    });

    it('a file that can’t be begun', async () => {
      const { exit, account } = await imported('clients', 'clients.csv', 'client_id,phone\nC1,13800001234\n');
      expect([exit, account]).toEqual([
        1,
        expect.stringMatching(/clients\.csv: The header lacks the column name\. \(COLUMN_MISSING\)/),
      ]);
      const nothing = await imported('clients', 'nothing.csv', '');
      expect([nothing.exit, nothing.account]).toEqual([1, expect.stringContaining('FILE_EMPTY')]);
    });

    it('after all of it a sound contact is the only one that is stored and counted', async () => {
      const { contact, errors, position } = (await log({})).data!.logContact;
      expect(errors).toEqual([]);
      const stored = { figures: await figures(position!), contacts: await contacts(position!) };
      expect(stored.contacts.filter((id) => !before.contacts.includes(id))).toEqual([contact!.id]);
      expect(touches(stored.figures)).toBe(touches(before.figures) + 1);
      before = stored;
    });
  });
}

const touches = (values: Kpi['kpi']['values']): number => values.find(({ metric }) => metric === 'TOUCHES')!.numerator;

function nested(levels: number): string {
  return `{ me { unit { ${'parent { '.repeat(levels)} id ${'} '.repeat(levels)} } } }`;
}

function costly(): string {
  const page = (fields: string) => `contacts(first: 100) { edges { node { id ${fields} } } }`;
  return `{ clients(first: 100) { edges { node { ${page(`client { ${page('')} }`)} } } } }`;
}

function wide(fields: number): string {
  return `{ ${Array.from({ length: fields }, (_, i) => `a${i}: me { id }`).join(' ')} }`;
}
