import { randomUUID } from 'node:crypto';
import { ClientGifts, GiftStock, GiftStockTaken } from '@hengxin/contracts';
import { START, VisitedBank } from '../testing/visited-bank.suite.js';
import { newGiftId, stockIdOf } from './gift-ids.js';

const GIFT =
  'gift { id staff { id } reservedAt state inPerson awaitingApproval approvedBy { id } item { id name value } client { id } visit { id } }';
const ITEM = 'giftItem { id name value stock(unitId: "U1") }';

let bank: VisitedBank;
beforeAll(async () => {
  bank = await VisitedBank.open();
  await bank.client('C1');
}, 60_000);
afterAll(() => bank?.stop());

const tell = (name: string, as: string, input: object) => bank.tell(name, as, input, GIFT);
const codes = (answer: { errors: { code: string }[] }) => answer.errors.map(({ code }) => code);
async function item(value: string, pieces: number, unitId = 'U1'): Promise<string> {
  const { giftItem } = await bank.tell('defineGiftItem', 'A1', { name: `茶叶 ${randomUUID()}`, value }, ITEM);
  const filled = await bank.tell('addGiftStock', 'A1', { itemId: giftItem.id, unitId, quantity: pieces }, ITEM);
  if (filled.errors.length > 0) throw new Error(JSON.stringify(filled.errors));
  return giftItem.id;
}
const stockOf = async (itemId: string) => {
  await bank.service.caughtUp();
  const { giftItems } = await bank.ask('{ giftItems { id stock(unitId: "U1") } }', 'S1');
  return giftItems.find(({ id }: { id: string }) => id === itemId).stock;
};
async function gifts(as: string, f: object = {}, n = 100): Promise<string[]> {
  await bank.service.caughtUp();
  const query = `query ($f: GiftFilter, $n: Int, $a: String) {
    gifts(filter: $f, first: $n, after: $a) { edges { node { id } } pageInfo { hasNextPage endCursor } } }`;
  const found: string[] = [];
  for (let a: string | null = null; ;) {
    const { gifts: page } = await bank.ask(query, as, { f, n, a });
    found.push(...page.edges.map((edge: { node: { id: string } }) => edge.node.id));
    if (!page.pageInfo.hasNextPage) return found;
    a = page.pageInfo.endCursor;
  }
}

describe('rule 9: the life of a gift', () => {
  it('goes from the stock over the visit to the client', async () => {
    await bank.client('L1');
    const itemId = await item('120', 3);
    const visitId = await bank.plan('L1');
    const reserved = await tell('reserveGift', 'S1', { itemId, clientId: 'L1', visitId });
    expect(reserved).toMatchObject({
      errors: [],
      gift: {
        ...{ state: 'RESERVED', inPerson: null, awaitingApproval: false, approvedBy: null },
        ...{ item: { id: itemId, value: '120.00' }, client: { id: 'L1' } },
      },
    });
    const giftId = reserved.gift.id;
    expect(await stockOf(itemId)).toBe(2);
    expect((await tell('issueGift', 'S1', { giftId })).gift.state).toBe('ISSUED');
    const early = await tell('handOverGift', 'S1', { giftId, how: 'DELIVERED' });
    expect(early.errors).toMatchObject([{ code: 'GIFT_VISIT_NOT_STARTED', field: ['input', 'visitId'] }]);
    await bank.tell('startVisit', 'S1', { visitId, ...START });
    const delivered = await tell('handOverGift', 'S1', { giftId, how: 'DELIVERED', at: START.startedAt });
    expect(delivered.gift).toMatchObject({ state: 'DELIVERED', inPerson: true, visit: { id: visitId } });
    await bank.service.caughtUp();
    const ofVisit = 'query ($id: ID!) { visit(id: $id) { gifts { id state visit { id } } } }';
    expect((await bank.ask(ofVisit, 'H1', { id: visitId })).visit.gifts).toEqual([
      { id: giftId, state: 'DELIVERED', visit: { id: visitId } },
    ]);
    await bank.tell('cancelVisit', 'S1', { visitId, reason: '提前离开' });
  });

  it('the same commandId gets the first answer again, and takes no second piece', async () => {
    await bank.client('L2');
    const itemId = await item('10', 2);
    const input = { commandId: randomUUID(), itemId, clientId: 'L2' };
    const first = await tell('reserveGift', 'S1', input);
    await tell('issueGift', 'S1', { giftId: first.gift.id });
    expect(await tell('reserveGift', 'S1', input)).toEqual(first);
    expect(await stockOf(itemId)).toBe(1);
  });

  it('says who reserved it and when, to the head who is to approve it too', async () => {
    await bank.client('L5');
    const itemId = await item('600', 1);
    const { gift } = await tell('reserveGift', 'S1', { itemId, clientId: 'L5' });
    expect(gift).toMatchObject({ staff: { id: 'S1' }, reservedAt: expect.stringMatching(/^2026-03-02T/) });
    await bank.service.caughtUp();
    const query = '{ gifts(filter: { clientId: "L5" }) { edges { node { staff { id } reservedAt } } } }';
    const { gifts: seen } = await bank.ask(query, 'H1');
    expect(seen.edges.map(({ node }: { node: object }) => node)).toEqual([
      { staff: { id: 'S1' }, reservedAt: gift.reservedAt },
    ]);
  });

  it('comes back into the stock when it is returned, and can be given again', async () => {
    await bank.client('L3');
    const itemId = await item('10', 1);
    const { gift } = await tell('reserveGift', 'S1', { itemId, clientId: 'L3' });
    const none = await tell('reserveGift', 'S1', { itemId, clientId: 'L3' });
    expect(none.errors).toMatchObject([{ code: 'GIFT_OUT_OF_STOCK', field: ['input', 'itemId'] }]);
    const back = await tell('returnGift', 'S1', { giftId: gift.id, reason: '客户婉拒' });
    expect(back.gift.state).toBe('RETURNED');
    expect(await stockOf(itemId)).toBe(1);
    expect(codes(await tell('reserveGift', 'S1', { itemId, clientId: 'L3' }))).toEqual([]);
  });

  it('is recorded and put back by itself where the command broke off in between', async () => {
    await bank.client('L4');
    const itemId = await item('10', 1);
    const stockId = stockIdOf(itemId, 'U1');
    const giftId = newGiftId('L4', '2026-03-02', 'S1', 'broken-off');
    const piece = { stockId, itemId, unitId: 'U1', giftId, clientId: 'L4', staffId: 'S1', visitId: null };
    const when = { reservedAt: '2026-03-02T09:00:00+08:00', reservedOn: '2026-03-02' };
    await bank.service.given(GiftStock, stockId, GiftStockTaken.of({ ...piece, valueCents: 1_000, ...when }));
    expect(await gifts('S1', { clientId: 'L4' })).toEqual([giftId]);
    expect((await tell('issueGift', 'S1', { giftId })).gift.state).toBe('ISSUED');
    expect(await bank.service.parts.log.read(ClientGifts.stream(giftId.split('.')[0]!))).toHaveLength(2);
  });
});

describe('rule 9: under concurrency', () => {
  it('64 reservations of the last 10 pieces give exactly 10', async () => {
    const clients = Array.from({ length: 64 }, (_, i) => `M${i}`);
    for (const id of clients) await bank.client(id);
    const itemId = await item('10', 10);
    const answers = await Promise.all(clients.map((clientId) => tell('reserveGift', 'S1', { itemId, clientId })));
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(10);
    const refused = answers.filter(({ errors }) => errors.length > 0);
    expect(refused.flatMap(codes)).toEqual(refused.map(() => 'GIFT_OUT_OF_STOCK'));
    expect(await stockOf(itemId)).toBe(0);
    expect(new Set(await gifts('S1')).size).toBeGreaterThanOrEqual(10);
  }, 60_000);

  it('of gifts of 100 yuan reserved at once for one client exactly five need no approval', async () => {
    await bank.client('Y1');
    const itemId = await item('100', 40);
    const reserve = () => tell('reserveGift', 'S1', { itemId, clientId: 'Y1' });
    const answers = await Promise.all(Array.from({ length: 32 }, reserve));
    expect(answers.flatMap(codes)).toEqual([]);
    expect(answers.filter(({ gift }) => !gift.awaitingApproval)).toHaveLength(5);
    expect(await gifts('H1', { clientId: 'Y1', awaitingApproval: true })).toHaveLength(27);
  }, 60_000);
});

describe('rule 9: approval', () => {
  it('is the word of a head above who did not reserve the gift', async () => {
    await bank.client('A1C');
    const itemId = await item('600', 4);
    const { gift } = await tell('reserveGift', 'S1', { itemId, clientId: 'A1C' });
    expect(gift.awaitingApproval).toBe(true);
    expect(codes(await tell('issueGift', 'S1', { giftId: gift.id }))).toEqual(['GIFT_AWAITS_APPROVAL']);
    const approved = await tell('approveGift', 'H1', { giftId: gift.id, approve: true });
    expect(approved.gift).toMatchObject({ state: 'RESERVED', awaitingApproval: false, approvedBy: { id: 'H1' } });
    expect((await tell('issueGift', 'S1', { giftId: gift.id })).gift.state).toBe('ISSUED');

    const own = await tell('reserveGift', 'H1', { itemId, clientId: 'A1C' });
    const word = { giftId: own.gift.id, approve: true };
    expect(codes(await tell('approveGift', 'H1', word))).toEqual(['GIFT_APPROVAL_OF_ANOTHER']);
    expect((await tell('approveGift', 'HB', word)).gift.approvedBy).toEqual({ id: 'HB' });
  });

  it('that is not given puts the piece back', async () => {
    await bank.client('A2C');
    const itemId = await item('600', 1);
    const { gift } = await tell('reserveGift', 'S1', { itemId, clientId: 'A2C' });
    const declined = await tell('approveGift', 'H1', { giftId: gift.id, approve: false, reason: '超出额度' });
    expect(declined.gift).toMatchObject({ state: 'RETURNED', awaitingApproval: false });
    expect(await stockOf(itemId)).toBe(1);
  });

  it('is not asked for any more once what was returned leaves no more than 500 yuan', async () => {
    await bank.client('A3C');
    const itemId = await item('300', 2);
    const reserve = async () => (await tell('reserveGift', 'S1', { itemId, clientId: 'A3C' })).gift;
    const [first, second] = [await reserve(), await reserve()];
    const awaiting = () => gifts('H1', { clientId: 'A3C', awaitingApproval: true });
    expect([first.awaitingApproval, await awaiting()]).toEqual([false, [second.id]]);
    await tell('returnGift', 'S1', { giftId: first.id });
    expect(await awaiting()).toEqual([]);
    const { gift } = await tell('issueGift', 'S1', { giftId: second.id });
    expect(gift).toMatchObject({ state: 'ISSUED', awaitingApproval: false, approvedBy: null });
  });
});

describe('who sees and moves gifts', () => {
  it('whose client it is, who reserved it, and those above', async () => {
    await bank.client('W1');
    const itemId = await item('10', 5);
    const { gift } = await tell('reserveGift', 'S1', { itemId, clientId: 'W1' });
    for (const as of ['S1', 'H1', 'HB', 'O1', 'I1'])
      expect([as, await gifts(as, { clientId: 'W1' })]).toEqual([as, [gift.id]]);
    for (const as of ['S2', 'S3']) expect([as, await gifts(as, { clientId: 'W1' })]).toEqual([as, []]);
    for (const name of ['issueGift', 'returnGift'])
      expect(codes(await tell(name, 'S2', { giftId: gift.id }))).toEqual(['GIFT_UNKNOWN']);
    await bank.handOver('W1', 'S1', 'S3', '2026-03-01');
    expect(await gifts('S3')).toContain(gift.id);
    expect((await tell('issueGift', 'S3', { giftId: gift.id })).gift.state).toBe('ISSUED');
  });

  it('lists come by pages, narrowed by unit and state; a forged cursor is refused', async () => {
    await bank.client('P1');
    const itemId = await item('10', 3);
    const made: string[] = [];
    for (let i = 0; i < 3; i++) made.push((await tell('reserveGift', 'S1', { itemId, clientId: 'P1' })).gift.id);
    await tell('issueGift', 'S1', { giftId: made[0]! });
    expect(new Set(await gifts('S1', { clientId: 'P1' }, 1))).toEqual(new Set(made));
    expect(await gifts('H1', { unitId: 'U1', clientId: 'P1', states: ['ISSUED'] }, 1)).toEqual([made[0]]);
    expect(await gifts('HB', { unitId: 'U2', clientId: 'P1' })).toEqual([]);
    await expect(gifts('H1', { unitId: 'U2' })).rejects.toMatchObject({ code: 'OUT_OF_SCOPE' });
    const forged = Buffer.from('["x","y"]').toString('base64url');
    await expect(bank.ask(`{ gifts(after: "${forged}") { edges { cursor } } }`, 'S1')).rejects.toMatchObject({
      code: 'CURSOR_INVALID',
    });
  });

  it.each([
    ['an unknown item', { itemId: 'NONE', clientId: 'C1' }, 'GIFT_ITEM_UNKNOWN'],
    ['an unknown client', { itemId: 'NONE', clientId: 'C99' }, 'CLIENT_UNKNOWN'],
  ])('%s is refused by name', async (_, input, code) =>
    expect(codes(await tell('reserveGift', 'S1', input))).toEqual([code]),
  );

  it('a stock is filled by heads in their units and by administrators, and seen by those of the unit', async () => {
    const itemId = await item('10', 1);
    const fill = (as: string, unitId: string) =>
      bank.tell('addGiftStock', as, { itemId, unitId, quantity: 2 }, 'giftItem { id }');
    expect(codes(await fill('H1', 'U1'))).toEqual([]);
    expect(codes(await fill('H1', 'U2'))).toEqual(['GIFT_UNIT_UNKNOWN']);
    expect(codes(await fill('A1', 'NOWHERE'))).toEqual(['GIFT_UNIT_UNKNOWN']);
    await expect(fill('S1', 'U1')).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await stockOf(itemId)).toBe(3);
    await expect(bank.ask('{ giftItems { stock(unitId: "U2") } }', 'S1')).rejects.toMatchObject({
      code: 'OUT_OF_SCOPE',
    });
  });
});
