import { randomUUID } from 'node:crypto';
import { INTERNAL_HEADER } from '@hengxin/identity';
import { TEST_SECRET } from '@hengxin/service-kit/testing';
import { VisitedBank } from '../testing/visited-bank.suite.js';

let bank: VisitedBank;
beforeAll(async () => {
  bank = await VisitedBank.open();
  await bank.client('C1');
}, 60_000);
afterAll(() => bank?.stop());

const request = (visitId: string, as = 'S1', commandId: string = randomUUID()) =>
  bank.tell('requestRating', as, { visitId, commandId }, 'ratingLink { url expiresAt }');
async function rate(url: string, body: object, headers: Record<string, string> = { [INTERNAL_HEADER]: TEST_SECRET }) {
  const answer = await bank.service.app.inject({ method: 'POST', url, payload: body, headers });
  return { status: answer.statusCode, text: answer.body, ...(answer.json() as { code?: string; rated?: boolean }) };
}
const RATING = 'query ($id: ID!) { visit(id: $id) { rating { stars comment ratedAt } } }';
const ratingOf = async (id: string, as = 'S1') => {
  await bank.service.caughtUp();
  return (await bank.ask(RATING, as, { id })).visit.rating;
};

describe('rule 18: a client rating by a link', () => {
  it('is taken once, and shown without the words to those who do not know the client', async () => {
    const visitId = await bank.ended('C1');
    expect(await ratingOf(visitId)).toBeNull();
    const commandId = randomUUID();
    const { ratingLink } = await request(visitId, 'S1', commandId);
    expect(ratingLink.expiresAt).toBe('2026-03-16T09:00:00+08:00');
    expect((await request(visitId, 'S1', commandId)).ratingLink).toEqual(ratingLink);
    const said = { stars: 5, comment: '很专业' };
    expect(await rate(ratingLink.url, said)).toMatchObject({ status: 200, rated: true });
    expect(await rate(ratingLink.url, said)).toMatchObject({ status: 200, rated: true });
    expect(await rate(ratingLink.url, { stars: 1 })).toMatchObject({ status: 409, code: 'RATING_LINK_USED' });
    expect(await ratingOf(visitId)).toEqual({ ...said, ratedAt: '2026-03-02T09:00:00+08:00' });
    expect(await ratingOf(visitId, 'O1')).toMatchObject({ stars: 5, comment: null });
    expect((await request(visitId)).errors).toMatchObject([{ code: 'RATING_GIVEN' }]);
  });

  it('of many sent at once exactly one is taken', async () => {
    const visitId = await bank.ended('C1');
    const { ratingLink } = await request(visitId);
    const answers = await Promise.all([1, 2, 3, 4, 5].map((stars) => rate(ratingLink.url, { stars })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('tells nothing of client or visit, whatever is sent', async () => {
    const visitId = await bank.ended('C1');
    const { url } = (await request(visitId)).ratingLink;
    const forged = `${url.slice(0, -1)}${url.endsWith('A') ? 'B' : 'A'}`;
    const answers = [
      [await rate(forged, { stars: 5 }), 404, 'RATING_LINK_INVALID'],
      [await rate('/rating/nothing', { stars: 5 }), 404, 'RATING_LINK_INVALID'],
      [await rate(url, { stars: 6 }), 400, 'INVALID_INPUT'],
      [await rate(url, { stars: 5, comment: 'x'.repeat(1001) }), 400, 'INVALID_INPUT'],
      [await rate(url, { stars: 5 }, {}), 403, 'INTERNAL_ONLY'],
    ] as const;
    for (const [answer, status, code] of answers) {
      expect(answer).toMatchObject({ status, code });
      for (const secret of ['C1', 'S1', '欧阳', visitId]) expect(answer.text).not.toContain(secret);
    }
    expect(await ratingOf(visitId)).toBeNull();
  });

  it('is over after 14 days, and a new link may be asked for', async () => {
    const visitId = await bank.ended('C1');
    const { url } = (await request(visitId)).ratingLink;
    bank.service.clock.set('2026-03-16T09:00:01+08:00');
    expect(await rate(url, { stars: 5 })).toMatchObject({ status: 410, code: 'RATING_LINK_EXPIRED' });
    const { ratingLink } = await request(visitId);
    expect(await rate(ratingLink.url, { stars: 4 })).toMatchObject({ status: 200 });
  });
});
