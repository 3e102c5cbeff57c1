import { callerOf, UnitScope } from '@hengxin/identity';
import { jest } from '@jest/globals';
import { HelpFeed } from '../help/help-feed.js';
import { HelpLadder } from '../help/help-ladder.js';
import { VisitedBank } from '../testing/visited-bank.suite.js';
import { VisitFeed } from './visit-feed.js';

let bank: VisitedBank;
beforeAll(async () => {
  bank = await VisitedBank.open();
  await bank.client('C1');
  await bank.client('D1', 'S2');
}, 60_000);
afterAll(() => bank?.stop());

const caller = (id: string) =>
  callerOf({ sub: id, exp: 0 }, bank.service.parts.directory, bank.service.parts.clock.today());
const language = 'en' as const;
const today = () => bank.service.parts.clock.today();

describe('rule 11: helpAsked', () => {
  it('tells whom a request is addressed to, and the head of the unit that it climbs to', async () => {
    const hear = (as: string) => bank.service.app.get(HelpFeed).subscribe({ caller: caller(as), language });
    const [peer, head, other] = ['S3', 'H1', 'S2'].map((as) => hear(as));
    const heardByOther = other!.next();
    const told = { clientId: 'C1', text: '请一同拜访', peerId: 'S3' };
    const { helpRequest } = await bank.tell('askForHelp', 'S1', told, 'helpRequest { id }');
    expect((await peer!.next()).value).toMatchObject({ id: helpRequest.id, step: 'PEER', text: '请一同拜访' });
    const decline = { helpRequestId: helpRequest.id, accept: false };
    await bank.tell('answerHelp', 'S3', decline, 'helpRequest { id }');
    expect((await head!.next()).value).toMatchObject({ id: helpRequest.id, step: 'SUB_BRANCH', climbs: 1 });
    const foreign = { clientId: 'D1', text: '请协助', peerId: 'S1' };
    await bank.tell('askForHelp', 'S2', foreign, 'helpRequest { id }');
    const own = await bank.tell('askForHelp', 'S1', { ...told, peerId: 'S2' }, 'helpRequest { id }');
    // The first that the other hears is the first that is theirs.
    expect((await heardByOther).value).toMatchObject({ id: own.helpRequest.id });
    for (const feed of [peer, head, other]) await feed!.return?.();
  });

  it('reads a request once for all whom it is addressed to, and for nobody else', async () => {
    const read = jest.spyOn(bank.service.app.get(HelpLadder), 'read');
    const feed = new HelpFeed(bank.service.app.get(HelpLadder), new UnitScope(bank.service.parts.directory, today));
    const asked = { clientId: 'C1', text: '请一同拜访' };
    const { helpRequest } = await bank.tell('askForHelp', 'S1', asked, 'helpRequest { id }');
    const heads = ['H1', 'H1', 'H1'].map((as) => feed.subscribe({ caller: caller(as), language }));
    const others = ['S1', 'S2', 'S3', 'HB'].map((as) => feed.subscribe({ caller: caller(as), language }));
    const heard = Promise.all(heads.map((each) => each.next()));
    const unheard = others.map((each) => each.next());
    const before = read.mock.calls.length;
    const come = {
      helpId: helpRequest.id,
      askerId: 'S1',
      step: 'SUB_BRANCH',
      unitId: 'U1',
      addresseeId: 'H1',
    } as const;
    feed.publish(come);
    expect((await heard).map(({ value }) => value.id)).toEqual([1, 2, 3].map(() => helpRequest.id));
    expect(read.mock.calls.length - before).toBe(1);
    for (const each of others) await each.return?.();
    expect((await Promise.all(unheard)).map(({ done }) => done)).toEqual([true, true, true, true]);
    for (const each of heads) await each.return?.();
    read.mockRestore();
  });
});

describe('rule 10: reviewsDue', () => {
  it('tells whose visit it is when a review falls due without one, and nobody else', async () => {
    const hear = (as: string) => bank.service.app.get(VisitFeed).subscribe({ caller: caller(as) });
    const [mine, others] = [hear('S1'), hear('S2')];
    const [late, inTime] = [await bank.ended('C1'), await bank.ended('C1')];
    await bank.tell('reviewVisit', 'S1', { visitId: inTime, result: 'MET' });
    const theirs = await bank.ended('D1', {}, 'S2');
    const [heard, heardByOthers] = [mine.next(), others.next()];
    bank.service.clock.set('2026-03-04T09:00:00+08:00');
    expect((await heard).value).toMatchObject({ id: late, reviewOverdue: true });
    expect((await heardByOthers).value).toMatchObject({ id: theirs });
    await mine.return?.();
    await others.return?.();
  });
});
