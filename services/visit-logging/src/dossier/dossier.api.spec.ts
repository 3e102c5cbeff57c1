import {
  Client,
  ClientProfileChanged,
  type HoldingRow,
  Holdings,
  HoldingsTold,
  Plan,
  PlanItemSkipped,
  SignalFired,
  Signals,
  SignalTakenBack,
} from '@hengxin/contracts';
import { END, START, VisitedBank } from '../testing/visited-bank.suite.js';

let bank: VisitedBank;
beforeAll(async () => {
  bank = await VisitedBank.open();
}, 60_000);
afterAll(() => bank?.stop());

const DOSSIER = `query ($id: ID!) { visitDossier(visitId: $id) {
  visit { id } client { id } parts { part fresh refreshedBy { id } }
  lastVisits { id review { result } findings { kind text } } lastContacts { id channel notes }
  openPromises avoid lastReview { result reasons lesson nextTopic nextOn }
  suggestedGoals { kind text target unit achieved facts { name value } } } }`;
const dossier = async (id: string, as = 'S1') => {
  await bank.service.caughtUp();
  return (await bank.ask(DOSSIER, as, { id })).visitDossier;
};
const row: HoldingRow = {
  ...{ holdingId: 'D1', asOf: '2026-03-01', productCode: 'TD3Y', productName: '三年定期', kind: 'TIME_DEPOSIT' },
  ...{ balanceCents: 50_000_000, openedOn: null, maturesOn: '2026-03-20', closedOn: null },
};
const told = (clientId: string, ...rows: HoldingRow[]) =>
  bank.service.given(
    Holdings,
    `${clientId}-2026-1`,
    HoldingsTold.of({ clientId, toldAt: '2026-03-02T06:00:00+08:00', rows }),
  );
const taboos = (clientId: string, ...list: string[]) =>
  bank.service.given(Client, clientId, ClientProfileChanged.of({ clientId, taboos: list, changedOn: '2026-03-02' }));
/** A visit of the client that was over and reviewed before another one is planned. */
async function reviewed(clientId: string, review: object): Promise<string> {
  const visitId = await bank.ended(clientId, {
    findings: [{ kind: 'NEED', text: '孩子明年出国留学', productCode: 'FX1' }],
  });
  const { errors } = await bank.tell('reviewVisit', 'S1', { visitId, ...review });
  expect(errors).toEqual([]);
  return visitId;
}
const MISSED = {
  ...{ result: 'MISSED', reasons: ['RATE'], lesson: '先问利率' },
  ...{ nextTopic: '大额存单', nextOn: '2026-03-20' },
};

describe('rule 8: the dossier of a visit', () => {
  it('has the seven parts and what is known of the client, in one answer', async () => {
    await bank.client('C1');
    const before = await reviewed('C1', MISSED);
    await taboos('C1', '离婚', '股票');
    await told('C1', row);
    const id = await bank.plan('C1');
    const found = await dossier(id);
    expect(found).toMatchObject({
      ...{ visit: { id }, client: { id: 'C1' }, avoid: ['离婚', '股票'], openPromises: ['2026-03-20'] },
      lastReview: MISSED,
      lastVisits: [
        { id: before, review: { result: 'MISSED' }, findings: [{ kind: 'NEED', text: '孩子明年出国留学' }] },
      ],
      lastContacts: [{ channel: 'VISIT', notes: '聊了存款' }],
    });
    expect(found.parts.map(({ part }: { part: string }) => part)).toEqual([
      'PROFILE',
      'DEPOSITS_AND_LOANS',
      'PRODUCTS',
      'TRADING_HABITS',
      'PREFERENCES',
      'CIRCLE',
      'GOAL',
    ]);
    expect(found.parts).toContainEqual({ part: 'GOAL', fresh: true, refreshedBy: { id: 'S1' } });
    expect(found.suggestedGoals).toMatchObject([
      { kind: 'DEPOSITS', target: 500_000, unit: 'yuan', achieved: null },
      { kind: 'PRODUCT', text: 'Offer what meets the need: 孩子明年出国留学', target: null },
    ]);
    expect(found.suggestedGoals[0].facts).toContainEqual({ name: 'maturesOn', value: '2026-03-20' });
  });

  it('suggests goals that can be set as they are', async () => {
    await bank.client('C2');
    await told('C2', row);
    const visitId = await bank.plan('C2', { goal: null });
    const [{ kind, text, target, unit }] = (await dossier(visitId)).suggestedGoals;
    const { visit, errors } = await bank.tell('setVisitGoal', 'S1', { visitId, goal: { kind, text, target, unit } });
    expect([errors, visit.goal]).toMatchObject([[], { kind, text, target, unit }]);
    await bank.service.caughtUp();
    const set = await bank.ask('query ($id: ID!) { visit(id: $id) { goal { facts { name } } } }', 'S1', {
      id: visitId,
    });
    expect(set.visit.goal.facts).toEqual([]);
  });

  it('follows what is told of holdings and signals: the newest row counts, and what was taken back does not', async () => {
    await bank.client('C3');
    const visitId = await bank.plan('C3');
    const texts = async () => (await dossier(visitId)).suggestedGoals.map(({ text }: { text: string }) => text);
    await told('C3', { ...row, asOf: '2026-02-27', closedOn: '2026-02-27' }, row);
    expect(await texts()).toEqual([expect.stringContaining('Renew')]);
    await told('C3', { ...row, asOf: '2026-02-28', productName: '改正' });
    expect(await texts()).toEqual([expect.stringContaining('三年定期')]);
    await told('C3', { ...row, asOf: '2026-03-02', closedOn: '2026-03-02' });
    expect(await texts()).toEqual([]);
    const signal = { signalId: 'C3-1', clientId: 'C3', kind: 'LARGE_INFLOW' as const, firedOn: '2026-03-01' };
    const facts = [{ name: 'increase', value: '120000.00' }];
    await bank.service.given(Signals, 'C3', SignalFired.of({ ...signal, lapsesOn: '2026-03-14', label: null, facts }));
    expect(await texts()).toEqual(['Place the 120000.00 yuan that came in']);
    await bank.service.given(Signals, 'C3', SignalTakenBack.of(signal));
    expect(await texts()).toEqual([]);
  });

  it('has no promise that was kept, or let go once it was due', async () => {
    await bank.client('C4');
    const visitId = await bank.plan('C4', { plannedOn: '2026-03-05' });
    const promises = async () => (await dossier(visitId)).openPromises;
    const call = (startedAt: string, endedAt: string, followUpOn: string | null) =>
      bank.tell(
        'logContact',
        'S1',
        { clientId: 'C4', channel: 'PHONE', outcome: 'ENGAGED', startedAt, endedAt, followUpOn },
        'contact { id }',
      );
    await call('2026-02-27T10:00:00+08:00', '2026-02-27T10:10:00+08:00', '2026-03-01');
    expect(await promises()).toEqual(['2026-03-01']);
    const item = { planId: 'S1-2026-03-01', staffId: 'S1', date: '2026-03-01' };
    await bank.service.given(
      Plan,
      'S1-2026-03-01',
      PlanItemSkipped.of({
        ...{ ...item, itemId: 'S1-2026-03-01-C4', clientId: 'C4', reason: '客户出差' },
        skippedAt: '2026-03-01T10:00:00+08:00',
      }),
    );
    expect(await promises()).toEqual([]);
    await call('2026-03-02T08:00:00+08:00', '2026-03-02T08:10:00+08:00', '2026-03-09');
    expect(await promises()).toEqual(['2026-03-09']);
  });

  it('shows to those who go along what the visit needs, and of the client what they may see', async () => {
    await bank.client('C5');
    await reviewed('C5', MISSED);
    await taboos('C5', '离婚');
    await told('C5', row);
    const id = await bank.plan('C5', { participantIds: ['S2'] });
    expect(await dossier(id, 'S2')).toMatchObject({
      ...{ visit: { id }, avoid: ['离婚'], lastVisits: [], lastContacts: [], lastReview: null },
      ...{ openPromises: [], suggestedGoals: [] },
    });
    expect(await dossier(id, 'H1')).toMatchObject({ openPromises: ['2026-03-20'], suggestedGoals: [{}, {}] });
  });

  it('shows to companions what to avoid until the visit is over, and to who keeps the client after it', async () => {
    await bank.client('C9');
    await taboos('C9', '离婚');
    const id = await bank.plan('C9', { participantIds: ['S2'] });
    const avoided = async (as: string) => (await dossier(id, as)).avoid;
    expect([await avoided('S2'), await avoided('S1')]).toEqual([['离婚'], ['离婚']]);
    bank.service.clock.set('2026-03-03T09:00:00+08:00');
    expect([await avoided('S2'), await avoided('S1')]).toEqual([[], ['离婚']]);
    bank.service.clock.set('2026-03-02T09:00:00+08:00');
    await bank.tell('startVisit', 'S1', { visitId: id, ...START });
    expect(await avoided('S2')).toEqual(['离婚']);
    await bank.tell('endVisit', 'S1', { visitId: id, ...END });
    expect([await avoided('S2'), await avoided('S1')]).toEqual([[], ['离婚']]);
  });

  it('shows head office neither words nor what the client has', async () => {
    await bank.client('C6');
    await reviewed('C6', MISSED);
    await taboos('C6', '离婚');
    await told('C6', row);
    const id = await bank.plan('C6');
    const found = await dossier(id, 'O1');
    expect(found).toMatchObject({ visit: { id }, avoid: [], suggestedGoals: [], openPromises: ['2026-03-20'] });
    expect(found.lastReview).toMatchObject({ result: 'MISSED', lesson: null, nextTopic: null });
    expect(JSON.stringify(found)).not.toContain('孩子');
  });

  it('of somebody else’s visit, and of none, reads as not found', async () => {
    await bank.client('C7');
    const id = await bank.plan('C7');
    await bank.service.caughtUp();
    for (const [as, visitId] of [
      ['S2', id],
      ['S1', 'V-nowhere'],
      ['S1', ''],
    ] as const)
      await expect(bank.ask(DOSSIER, as, { id: visitId })).rejects.toMatchObject({
        code: 'VISIT_UNKNOWN',
        field: ['visitId'],
      });
    await expect(bank.ask(DOSSIER, 'A1', { id })).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('has the parts as they were frozen, once the visit has started', async () => {
    await bank.client('C8');
    const id = await bank.started('C8');
    expect((await dossier(id)).parts.find(({ part }: { part: string }) => part === 'PREFERENCES').fresh).toBe(false);
    await bank.confirmed('C8', 'PREFERENCES');
    expect((await dossier(id)).parts.find(({ part }: { part: string }) => part === 'PREFERENCES').fresh).toBe(false);
  });
});
