import { MONDAY, type PlanAnswer, ScheduledBank } from '../testing/scheduled-bank.suite.js';

describe('plan items', () => {
  let bank: ScheduledBank;
  beforeAll(async () => (bank = await ScheduledBank.open()), 60_000);
  afterAll(() => bank?.stop());

  const itemOf = async (staffId: string) => (await bank.day(staffId)).items[0]!;

  it('are added by hand, today and ahead of a day', async () => {
    await bank.client('G1', 'S7', 70);
    await bank.client('G2', 'S7', 2);
    await bank.client('G4', 'S7', 1);
    await bank.day('S7');
    expect(await bank.give('addPlanItem', 'S7', { clientId: 'G2', reason: '客户来电' })).toMatchObject({
      errors: [],
      planItem: { status: 'OPEN', date: MONDAY, reason: { code: 'ADDED', text: expect.stringContaining('客户来电') } },
    });
    expect(await bank.statuses('S7')).toEqual([
      ['G1', 'OPEN'],
      ['G2', 'OPEN'],
    ]);
    const ahead = await bank.give('addPlanItem', 'S7', { clientId: 'G4', date: '2026-03-04', reason: '约好' });
    expect(ahead).toMatchObject({ errors: [], planItem: { date: '2026-03-04', status: 'OPEN' } });
    expect(await bank.statuses('S7', { date: '2026-03-04' })).toEqual([['G4', 'OPEN']]);
  });

  it('are added for a client of whom was told a moment ago', async () => {
    const answer = await bank.whileDeaf('client-facts', async () => {
      await bank.client('G6', 'S7', 1);
      return bank.send('addPlanItem', 'S7', { clientId: 'G6', date: '2026-03-05', reason: '约好' });
    });
    expect(answer).toMatchObject({ errors: [], planItem: { client: { id: 'G6' } } });
  });

  it('are not added to two days one right after the other, however far behind the read model is', async () => {
    await bank.client('G8', 'S0', 1);
    await bank.service.caughtUp();
    const add = (date: string) => bank.send('addPlanItem', 'S0', { clientId: 'G8', date, reason: '约好' });
    const [first, second] = await bank.whileDeaf('plan-items', async () => [
      await add('2026-03-05'),
      await add('2026-03-06'),
    ]);
    expect([first!.errors, second!.errors]).toMatchObject([[], [{ code: 'CLIENT_ALREADY_IN_PLAN' }]]);
  });

  it('are not added beside an open item of a day to come, whatever became of one of a later day', async () => {
    await bank.client('K1', 'S13', 1);
    const add = (date: string) => bank.give('addPlanItem', 'S13', { clientId: 'K1', date, reason: '约好' });
    const { planItem } = await add('2026-03-12');
    await bank.give('skipPlanItem', 'S13', { planItemId: planItem!.id, reason: '改期' });
    expect((await add('2026-03-10')).errors).toEqual([]);
    expect((await add('2026-03-11')).errors).toMatchObject([{ code: 'CLIENT_ALREADY_IN_PLAN' }]);
  });

  describe('added by hand', () => {
    const date = '2026-03-05';
    const add = (clientId: string) => bank.send('addPlanItem', 'S12', { clientId, date, reason: '约好' });
    beforeAll(async () => {
      for (const clientId of ['J1', 'J2', 'J3', 'J4']) await bank.client(clientId, 'S12', 1);
      await bank.service.caughtUp();
    });

    it('cost one look at the database, one at the end of the log, one read of the plan and one append', async () => {
      // Once in a process it waits for more.
      await add('J1');
      const { database, log } = bank.service.parts;
      const { query } = database;
      const { read, head, append } = log;
      const calls: string[] = [];
      const aboutJ2 = (values: unknown) => JSON.stringify(values).includes('J2');
      database.query = (text, values, name) => (
        aboutJ2(values) && calls.push(name ?? text),
        query.call(database, text, values, name) as never
      );
      log.read = (stream) => (calls.push('read'), read.call(log, stream));
      log.head = (categories) => (
        categories?.join() === 'contact,visit' && calls.push('head'),
        head.call(log, categories)
      );
      log.append = (stream, events, revision) => (calls.push('append'), append.call(log, stream, events, revision));
      try {
        expect(await add('J2')).toMatchObject({ errors: [], planItem: { client: { id: 'J2' } } });
        expect(calls).toEqual(['head', 'before-adding', 'read', 'append']);
      } finally {
        Object.assign(log, { read, head, append });
        database.query = query;
      }
    });

    it('wait for no other client of the same plans to be heard of', async () => {
      const { progress } = bank.service.parts.bus;
      const { waitFor } = progress;
      const waits: string[] = [];
      progress.waitFor = (token, consumers, timeoutMs) => (
        waits.push(consumers.join()),
        waitFor.call(progress, token, consumers, timeoutMs)
      );
      try {
        const [first, second] = await bank.whileDeaf('plan-items', async () => [await add('J3'), await add('J4')]);
        expect([first!.errors, second!.errors]).toEqual([[], []]);
        expect(waits).not.toContain('plan-items');
      } finally {
        progress.waitFor = waitFor;
      }
    });
  });

  it('are added again once the item of the day is closed, with an id of their own', async () => {
    await bank.client('G7', 'S9', 1);
    const add = () => bank.give('addPlanItem', 'S9', { clientId: 'G7', reason: '客户来电' });
    const first = await add();
    expect((await add()).errors).toMatchObject([{ code: 'CLIENT_ALREADY_IN_PLAN' }]);
    expect(await bank.refusals('skipPlanItem', 'S9', { planItemId: first.planItem!.id, reason: '占线' })).toEqual([]);
    const second = await add();
    expect(second).toMatchObject({ errors: [], planItem: { status: 'OPEN', client: { id: 'G7' } } });
    expect(second.planItem!.id).not.toBe(first.planItem!.id);
    expect(await bank.statuses('S9')).toEqual([
      ['G7', 'SKIPPED'],
      ['G7', 'OPEN'],
    ]);
  });

  it('are not added against the rules', async () => {
    await bank.client('G3', 'S7', 1, ['WECHAT_GROUP']);
    await bank.client('A1', 'S1', 70);
    const refused = (input: object) => bank.refusals('addPlanItem', 'S7', { reason: '客户来电', ...input });
    expect(await refused({ clientId: 'G2' })).toEqual(['CLIENT_ALREADY_IN_PLAN input.clientId']);
    expect(await refused({ clientId: 'G4' })).toEqual(['CLIENT_ALREADY_IN_PLAN input.clientId']);
    expect(await refused({ clientId: 'nobody' })).toEqual(['CLIENT_NOT_KEPT input.clientId']);
    expect(await refused({ clientId: 'A1' })).toEqual(['CLIENT_NOT_KEPT input.clientId']);
    expect(await refused({ clientId: 'G3' })).toEqual(['NO_CONSENTED_CHANNEL input.clientId']);
    expect(await refused({ clientId: 'G1', date: '2026-03-01' })).toEqual(['PLAN_DATE_IN_PAST input.date']);
    expect(await refused({ clientId: 'G1', date: '2199-03-01' })).toEqual(['DATE_OUTSIDE_CALENDAR input.date']);
    expect(await refused({ clientId: 'G1', date: 'soon' })).toEqual(['INVALID_INPUT input.date']);
    expect(await refused({ clientId: 'G1', reason: ' ' })).toEqual(['INVALID_INPUT input.reason']);
  });

  it('are neither deferred nor skipped against the rules', async () => {
    await bank.client('H1', 'S8', 70);
    const { id: planItemId } = await itemOf('S8');
    const deferral = (as: string, to: string) => bank.refusals('deferPlanItem', as, { planItemId, to, reason: '忙' });
    expect(await deferral('S8', MONDAY)).toEqual(['DEFER_DATE_NOT_LATER input.to']);
    expect(await deferral('S8', '2100-01-01')).toEqual(['DATE_OUTSIDE_CALENDAR input.to']);
    expect(await deferral('S8', '2026-02-30')).toEqual(['INVALID_INPUT input.to']);
    expect(await deferral('S9', '2026-03-05')).toEqual(['PLAN_ITEM_UNKNOWN input.planItemId']);
    expect(await bank.refusals('skipPlanItem', 'S8', { planItemId: 'unknown', reason: '忙' })).toEqual([
      'PLAN_ITEM_UNKNOWN input.planItemId',
    ]);
    const english = await bank.give('skipPlanItem', 'S9', { planItemId, reason: 'busy' }, 'en');
    expect(english.errors[0]!.message).toContain('You have no plan item');
    await expect(bank.give('skipPlanItem', 'M1', { planItemId, reason: '忙' })).rejects.toThrow('NOT_ALLOWED');
  });

  it('resolve for anyone who may see them', async () => {
    await bank.client('C1', 'S3', 70);
    const { id } = await itemOf('S3');
    const ask = async (as: string) => {
      const query =
        'query ($r: [_Any!]!) { _entities(representations: $r) { ... on PlanItem { id status client { id } } } }';
      const r = [id, 'nothing'].map((each) => ({ __typename: 'PlanItem', id: each }));
      return (await bank.service.graphql<{ _entities: unknown[] }>(query, { as, variables: { r } })).data._entities;
    };
    const item = { id, status: 'OPEN', client: { id: 'C1' } };
    expect(await ask('S3')).toEqual([item, null]);
    expect(await ask('M1')).toEqual([item, null]);
    expect(await ask('S4')).toEqual([null, null]);
  });

  describe('keep their answers', () => {
    const deferral = { commandId: 'defer-1', to: '2026-03-05', reason: '客户出差' };
    const addition = { commandId: 'add-1', clientId: 'L1', reason: '客户来电' };
    let deferred: PlanAnswer;
    let added: PlanAnswer;

    it('to the same command id', async () => {
      await bank.client('E1', 'S5', 70);
      await bank.client('L1', 'S7', 1);
      const input = { ...deferral, planItemId: (await itemOf('S5')).id };
      deferred = await bank.give('deferPlanItem', 'S5', input);
      expect(deferred).toMatchObject({
        errors: [],
        planItem: { status: 'DEFERRED', client: { id: 'E1' } },
        position: expect.any(String),
      });
      expect(await bank.give('deferPlanItem', 'S5', input)).toEqual(deferred);
      expect(await bank.refusals('deferPlanItem', 'S5', { ...input, to: '2026-03-06' })).toEqual([
        'COMMAND_ID_REUSED input.commandId',
      ]);
      expect(await bank.statuses('S5', { atLeast: deferred.position })).toEqual([['E1', 'DEFERRED']]);
      added = await bank.give('addPlanItem', 'S7', addition);
    });

    it('on their day a deferred item comes back as a promise with the day it first fell due', async () => {
      bank.moveTo('2026-03-04');
      expect(await bank.statuses('S5')).toEqual([]);
      bank.moveTo('2026-03-05');
      expect((await bank.day('S5')).items).toMatchObject([
        {
          client: { id: 'E1' },
          dueSince: deferred.planItem!.dueSince,
          reason: { code: 'PROMISE', promisedOn: null, text: expect.stringContaining('推迟至 2026-03-05；') },
        },
      ]);
    });

    it('to a command without a date that is sent again days later', async () => {
      expect(await bank.give('addPlanItem', 'S7', addition)).toMatchObject({
        planItem: { id: added.planItem!.id, date: MONDAY },
        position: added.position,
      });
    });
  });

  it('put off leave a promise ahead standing: its client is in no plan before it, and in the plan of its day', async () => {
    await bank.client('P1', 'S10', null);
    await bank.contact('P1', 'S0', '2026-02-25', { followUpOn: '2026-03-09' });
    const { id: planItemId, reason } = await itemOf('S10');
    expect(reason.code).toBe('CADENCE');
    expect(await bank.refusals('deferPlanItem', 'S10', { planItemId, to: '2026-03-20', reason: '出差' })).toEqual([]);
    bank.moveTo('2026-03-06');
    expect(await bank.statuses('S10')).toEqual([]);
    bank.moveTo('2026-03-09');
    expect((await bank.day('S10')).items).toMatchObject([
      {
        client: { id: 'P1' },
        reason: { code: 'PROMISE', promisedOn: '2026-03-09', text: expect.stringContaining('约定 2026-03-09 联系；') },
      },
    ]);
  });

  it('put off by a day are let go by a skip like a promise', async () => {
    await bank.client('P2', 'S11', 70);
    const { id } = await itemOf('S11');
    await bank.give('deferPlanItem', 'S11', { planItemId: id, to: '2026-03-10', reason: '出差' });
    bank.moveTo('2026-03-10');
    const again = await itemOf('S11');
    expect(again.reason).toMatchObject({ code: 'PROMISE', promisedOn: null });
    await bank.give('skipPlanItem', 'S11', { planItemId: again.id, reason: '客户改了主意' });
    bank.moveTo('2026-03-11');
    expect((await itemOf('S11')).reason.code).toBe('CADENCE');
  });
});

describe('a client who was missed', () => {
  let bank: ScheduledBank;
  beforeAll(async () => (bank = await ScheduledBank.open()), 60_000);
  afterAll(() => bank?.stop());

  it('is added by hand again, and that item ends the missed one, whatever becomes of it', async () => {
    for (const clientId of ['M1', 'M2']) await bank.client(clientId, 'S1', 70);
    expect(await bank.statuses('S1')).toEqual([
      ['M1', 'OPEN'],
      ['M2', 'OPEN'],
    ]);
    await bank.service.caughtUp();
    bank.moveTo('2026-03-03');
    const { planItem, errors } = await bank.give('addPlanItem', 'S1', { clientId: 'M1', reason: '客户来电' });
    expect(errors).toEqual([]);
    expect(await bank.statuses('S1')).toEqual([
      ['M2', 'MISSED'],
      ['M1', 'OPEN'],
    ]);
    await bank.give('deferPlanItem', 'S1', { planItemId: planItem!.id, to: '2026-03-20', reason: '出差' });
    await bank.service.caughtUp();
    bank.moveTo('2026-03-04');
    expect(await bank.statuses('S1')).toEqual([['M2', 'MISSED']]);
  });
});
