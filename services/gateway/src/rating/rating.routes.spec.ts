import { RunningGateway } from '../testing/running-gateway.js';

let gateway: RunningGateway;
beforeEach(async () => {
  gateway = await RunningGateway.start();
}, 60_000);
afterEach(() => gateway.stop());

const send = (body: BodyInit, headers: Record<string, string> = {}, token = 'V1~abc~signature') =>
  fetch(`${gateway.url}/rating/${token}`, { method: 'POST', body, headers });
const asJson = { 'content-type': 'application/json' };

describe('what a client says by a link', () => {
  it('goes to its owner with the proof of the gateway, and the answer comes back', async () => {
    const answer = await send(JSON.stringify({ stars: 5, comment: '很专业' }), asJson);
    expect([answer.status, await answer.json()]).toEqual([200, { rated: true }]);
    expect(gateway.services.ratings).toEqual([
      { token: 'V1~abc~signature', body: { stars: 5, comment: '很专业' }, proof: expect.any(String) },
    ]);
  });

  it('may come from a page without scripts, the same for every link', async () => {
    const page = await fetch(`${gateway.url}/rating/anything`);
    expect([page.status, page.headers.get('content-security-policy'), page.headers.get('referrer-policy')]).toEqual([
      200,
      expect.stringContaining("default-src 'none'"),
      'same-origin',
    ]);
    expect(await page.text()).not.toContain('<script');
    const answer = await send(new URLSearchParams({ stars: '4', comment: '' }), { accept: 'text/html' });
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('感谢')]);
    expect(gateway.services.ratings[0]?.body).toEqual({ stars: 4 });
  });

  it('that is no JSON, or no link, is refused and not passed on', async () => {
    const answers = [
      await send('{', asJson),
      await send('{}', asJson, 'no%20link'),
      await send('x', { 'content-type': 'text/csv' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 404, 415]);
    expect(gateway.services.ratings).toEqual([]);
  });

  it('is taken ten times a minute from one address', async () => {
    const answers = [];
    for (let i = 0; i < 12; i++) answers.push(await send(JSON.stringify({ stars: 5 }), asJson));
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(10).fill(200), 429, 429]);
    expect(await answers[11]!.json()).toMatchObject({ code: 'RATING_TOO_OFTEN' });
  });

  it('counts the address that is connected, whatever it says of who it is', async () => {
    const answers = [];
    for (let i = 0; i < 11; i++)
      answers.push(await send(JSON.stringify({ stars: 5 }), { ...asJson, 'x-forwarded-for': `203.0.113.${i}` }));
    expect(answers.map(({ status }) => status)).toEqual([...Array<number>(10).fill(200), 429]);
  });

  it('counts callers apart whom a trusted proxy names', async () => {
    await gateway.stop();
    gateway = await RunningGateway.start({ HENGXIN_TRUSTED_PROXIES: '127.0.0.1 ::1' });
    const sendBy = async (forwarded: string) =>
      (await send(JSON.stringify({ stars: 5 }), { ...asJson, 'x-forwarded-for': forwarded })).status;
    for (let i = 0; i < 10; i++) expect(await sendBy('203.0.113.1')).toBe(200);
    expect([await sendBy('203.0.113.1'), await sendBy('203.0.113.2')]).toEqual([429, 200]);
    // What the caller has written itself stands before what the proxy adds.
    expect(await sendBy('203.0.113.9, 203.0.113.1')).toBe(429);
  });

  it('is told of where the service is down', async () => {
    await gateway.services.stop('visit-logging');
    const answer = await send(JSON.stringify({ stars: 5 }), asJson);
    expect([answer.status, await answer.json()]).toMatchObject([503, { code: 'SERVICE_UNAVAILABLE' }]);
  });
});
