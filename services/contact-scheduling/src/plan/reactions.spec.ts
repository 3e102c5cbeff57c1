import { DayBook } from '../my-day/day-book.js';
import { eventually, MONDAY, ScheduledBank } from '../testing/scheduled-bank.suite.js';

describe('a plan follows what happens', () => {
  let bank: ScheduledBank;
  beforeAll(async () => (bank = await ScheduledBank.open()), 60_000);
  afterAll(() => bank?.stop());

  it('an effective contact does the item, a touch does not', async () => {
    await bank.client('C1', 'S3', 70);
    const [item] = (await bank.day('S3')).items;
    await bank.contact('C1', 'S3', MONDAY, { outcome: 'NO_ANSWER', planItemId: item!.id });
    expect(await bank.statuses('S3')).toEqual([['C1', 'OPEN']]);
    await bank.contact('C1', 'S3', MONDAY);
    expect(await bank.statuses('S3', { atLeast: bank.service.parts.bus.progress.position('contacts') })).toEqual([
      ['C1', 'DONE'],
    ]);
    expect(await bank.refusals('skipPlanItem', 'S3', { planItemId: item!.id, reason: '晚了' })).toEqual([
      'PLAN_ITEM_ALREADY_DONE input.planItemId',
    ]);
  });

  it('an item is done by a contact of anybody on its day or later, and the day of its owner changes', async () => {
    await bank.client('C2', 'S2', 70);
    const changes = bank.service.app.get(DayBook).changes.subscribe(({ staffId }) => staffId === 'S2');
    expect(await bank.statuses('S2')).toEqual([['C2', 'OPEN']]);
    expect((await changes.next()).value).toMatchObject({ staffId: 'S2', date: MONDAY });
    const told = changes.next();
    await bank.contact('C2', 'M1', MONDAY);
    expect(await bank.statuses('S2')).toEqual([['C2', 'DONE']]);
    expect((await told).value).toMatchObject({ staffId: 'S2', date: MONDAY });
    await changes.return?.();
  });

  it('one contact does every open item of its client, of anyone who keeps or kept it', async () => {
    await bank.client('C5', 'S1', 70);
    await bank.day('S1');
    await bank.handOver('C5', 'S1', 'S7', '2026-03-20');
    await bank.give('addPlanItem', 'S7', { clientId: 'C5', date: '2026-03-23', reason: '约好' });
    await bank.contact('C5', 'M1', '2026-03-23');
    expect(await bank.statuses('S1')).toEqual([['C5', 'DONE']]);
    expect(await bank.statuses('S7', { date: '2026-03-23' })).toEqual([['C5', 'DONE']]);
  });

  it('an item is done by no contact of an earlier day, even when it is logged later and leaves nothing to do', async () => {
    await bank.client('C3', 'S5', 70);
    await bank.day('S5');
    await bank.contact('C3', 'S5', '2026-03-01');
    expect(await bank.statuses('S5')).toEqual([['C3', 'OPEN']]);
  });

  it('a contact that names an item of a later day does it', async () => {
    await bank.client('C4', 'S8', 2);
    const { planItem } = await bank.give('addPlanItem', 'S8', { clientId: 'C4', date: '2026-03-06', reason: '约好' });
    await bank.contact('C4', 'M1', MONDAY, { planItemId: planItem!.id });
    expect(await bank.statuses('S8', { date: '2026-03-06' })).toEqual([['C4', 'DONE']]);
  });

  it('a withdrawn consent cancels the item, or changes the channel while one is left', async () => {
    await bank.client('I1', 'S9', 70, ['PHONE', 'EMAIL']);
    expect((await bank.day('S9')).items).toMatchObject([{ status: 'OPEN', channel: 'PHONE' }]);
    await bank.withdraw('I1', 'PHONE');
    expect((await bank.day('S9')).items).toMatchObject([{ status: 'OPEN', channel: 'EMAIL' }]);
    await bank.withdraw('I1', 'EMAIL');
    expect(await bank.statuses('S9')).toEqual([['I1', 'CANCELLED']]);
  });

  it('a skip lets a promise go', async () => {
    await bank.client('F2', 'S6', null);
    await bank.contact('F2', 'S6', '2026-02-20', { followUpOn: MONDAY });
    const [item] = (await bank.day('S6')).items;
    expect(item).toMatchObject({ reason: { code: 'PROMISE' } });
    expect(await bank.give('skipPlanItem', 'S6', { planItemId: item!.id, reason: '客户改了主意' })).toMatchObject({
      planItem: { status: 'SKIPPED' },
    });
    expect((await bank.day('S6', { date: '2026-03-20' })).items.map(({ reason }) => reason.code)).toEqual(['CADENCE']);
  });

  it('a handover in force lets the old plan go, and the promise goes along', async () => {
    await bank.client('J1', 'S10', 70);
    await bank.client('J2', 'S10', 65);
    await bank.contact('J2', 'S10', '2026-02-26', { followUpOn: MONDAY });
    expect(await bank.statuses('S10')).toEqual([
      ['J2', 'OPEN'],
      ['J1', 'OPEN'],
    ]);
    await bank.handOver('J2', 'S10', 'S11', MONDAY);
    await bank.handOver('J1', 'S10', 'S11', '2026-03-04');
    expect(await bank.statuses('S10')).toEqual([
      ['J2', 'CANCELLED'],
      ['J1', 'OPEN'],
    ]);
    expect((await bank.day('S11')).items).toMatchObject([
      { client: { id: 'J2' }, reason: { code: 'PROMISE', promisedOn: MONDAY } },
    ]);
  });

  it('what was missed comes first, with its due date, until it is done', async () => {
    for (const [id, daysAgo] of [
      ['D1', 70],
      ['D2', 80],
    ] as const)
      await bank.client(id, 'S4', daysAgo);
    await bank.day('S4');
    for (let i = 3; i < 6; i++) await bank.client(`D${i}`, 'S4', 60 + i);
    await bank.service.caughtUp();
    bank.moveTo('2026-03-03');
    const next = await bank.day('S4');
    expect(next.items.map((item) => [item.client.id, item.status, item.date, item.dueSince])).toEqual([
      ['D2', 'MISSED', MONDAY, '2026-02-11'],
      ['D1', 'MISSED', MONDAY, '2026-02-21'],
      ['D5', 'OPEN', '2026-03-03', '2026-02-26'],
      ['D4', 'OPEN', '2026-03-03', '2026-02-27'],
      ['D3', 'OPEN', '2026-03-03', '2026-02-28'],
    ]);
    expect(next.capacity).toBe(10);
    expect(await bank.statuses('S4', { date: MONDAY })).toEqual([
      ['D2', 'MISSED'],
      ['D1', 'MISSED'],
    ]);
    await bank.contact('D2', 'S3', '2026-03-03');
    expect((await bank.statuses('S4')).map(([client]) => client)).toEqual(['D1', 'D5', 'D4', 'D3']);
    expect(await bank.statuses('S4', { date: MONDAY })).toEqual([
      ['D2', 'DONE'],
      ['D1', 'MISSED'],
    ]);
  });

  it('a handover agreed ahead comes into force on its day', async () => {
    bank.moveTo('2026-03-04');
    await eventually(async () =>
      (await bank.statuses('S10', { date: MONDAY })).every(([, status]) => status === 'CANCELLED'),
    );
    await eventually(async () =>
      (await bank.statuses('S11')).some(([client, status]) => client === 'J1' && status === 'OPEN'),
    );
  });

  it('a due promise takes its place whatever was missed, and ends it; what is shown is as of today', async () => {
    await bank.client('Q1', 'S12', 20);
    await bank.contact('Q1', 'S12', '2026-02-20', { followUpOn: '2026-03-06' });
    const of = async () =>
      (await bank.day('S12')).items.map(({ date, status, reason }) => [
        date,
        status,
        reason.code,
        reason.daysSinceContact,
      ]);
    expect(await of()).toEqual([['2026-03-04', 'OPEN', 'CADENCE', 12]]);
    bank.moveTo('2026-03-05');
    expect(await of()).toEqual([['2026-03-04', 'MISSED', 'CADENCE', 13]]);
    bank.moveTo('2026-03-06');
    expect(await of()).toEqual([['2026-03-06', 'OPEN', 'PROMISE', 14]]);
    const [item] = (await bank.day('S12')).items;
    await bank.give('skipPlanItem', 'S12', { planItemId: item!.id, reason: '客户改了主意' });
    expect(await of()).toEqual([['2026-03-06', 'SKIPPED', 'PROMISE', 14]]);
    bank.moveTo('2026-03-09');
    expect((await of()).map(([, status, code]) => [status, code])).toEqual([['OPEN', 'CADENCE']]);
  });

  it('a promise that was missed itself stays missed and takes no second place', async () => {
    await bank.client('Q2', 'S13', 30);
    await bank.contact('Q2', 'S13', '2026-02-20', { followUpOn: '2026-03-09' });
    const of = async () =>
      (await bank.day('S13')).items.map(({ date, status, reason }) => [date, status, reason.code, reason.promisedOn]);
    expect(await of()).toEqual([['2026-03-09', 'OPEN', 'PROMISE', '2026-03-09']]);
    bank.moveTo('2026-03-10');
    expect(await of()).toEqual([['2026-03-09', 'MISSED', 'PROMISE', '2026-03-09']]);
  });

  it('everybody’s plan is drawn when a day begins', async () => {
    // Somebody whom the day before leaves in peace, and this one has a promise for: that day may still be being drawn.
    await bank.client('E1', 'S3', null);
    await bank.contact('E1', 'S3', '2026-03-05', { followUpOn: '2026-03-11' });
    await bank.service.caughtUp();
    bank.moveTo('2026-03-11');
    const drawn = () =>
      bank.service.parts.database.query("select from drawn_plan where date = '2026-03-11' and staff_id = 'S3'");
    await eventually(async () => (await drawn()).length === 1);
  });

  it('nobody’s plan is drawn before their first day', async () => {
    await bank.service.place([], [{ staffId: 'R1', role: 'RM', unitId: 'U1', validFrom: '2026-03-13' }]);
    await bank.client('N1', 'R1', 70);
    await bank.client('N2', 'S3', 70);
    await bank.service.caughtUp();
    const daysOf = async (staffId: string) => {
      const rows = await bank.service.parts.database.query<{ date: string }>(
        'select date from drawn_plan where staff_id = $1',
        [staffId],
      );
      return rows.map(({ date }) => date);
    };
    bank.moveTo('2026-03-12');
    await eventually(async () => (await daysOf('S3')).includes('2026-03-12'));
    bank.moveTo('2026-03-13');
    await eventually(async () => (await daysOf('R1')).length > 0);
    expect(await daysOf('R1')).toEqual(['2026-03-13']);
  });

  it('nobody’s plan is drawn after their last day', async () => {
    await bank.service.place(
      [],
      [{ staffId: 'R1', role: 'RM', unitId: 'U1', validFrom: '2026-03-13', validTo: '2026-03-13' }],
    );
    const daysOf = async (staffId: string) => {
      const rows = await bank.service.parts.database.query<{ date: string }>(
        'select date from drawn_plan where staff_id = $1',
        [staffId],
      );
      return rows.map(({ date }) => date);
    };
    // The managers who have somebody to call, and a day more, so that the first one is through.
    await bank.client('N3', 'R1', 70);
    for (const [day, client] of [
      ['2026-03-16', 'N4'],
      ['2026-03-17', 'N5'],
    ] as const) {
      await bank.client(client, 'S3', 70);
      await bank.service.caughtUp();
      bank.moveTo(day);
      await eventually(async () => (await daysOf('S3')).includes(day));
    }
    expect(await daysOf('R1')).toEqual(['2026-03-13']);
  });

  it('all that was heard, heard again from the beginning, changes nothing', async () => {
    const { database, log } = bank.service.parts;
    await bank.service.caughtUp();
    const stored = async () => {
      const plans = await database.query<{ stream: string }>(
        "select distinct 'plan-' || plan_id as stream from plan_item order by 1",
      );
      const streams = await log.readMany(plans.map(({ stream }) => stream));
      const tables = ['client_fact', 'client_assignment', 'client_clock', 'client_deferral', 'plan_item', 'drawn_plan'];
      const rows = tables.map((table) => database.query(`select to_jsonb(t) as row from ${table} t order by 1`));
      return JSON.stringify([plans.map(({ stream }) => streams.get(stream)), await Promise.all(rows)]);
    };
    const before = await stored();
    await database.query('update bus_checkpoint set position = null');
    // A consumer notices that its checkpoint went back with its next event, or when it writes down how far it is, which
    // it does every few seconds.
    await bank.contact('C1', 'S3', '2026-01-05');
    await eventually(
      async () => (await database.query('select from bus_checkpoint where position is null')).length === 0,
    );
    expect(await stored()).toBe(before);
  }, 40_000);
});
