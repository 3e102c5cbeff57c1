import { type TokenFault, TokenVerifier } from '@hengxin/identity';
import { jest } from '@jest/globals';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { RunningGateway } from '../testing/running-gateway.js';
import { surfaceSubgraphs } from '../testing/surface-subgraphs.js';
import { world } from '../testing/world.js';

/** What the bank has logged, received by a subscriber or not. */
const ledger: string[] = [];
const stored = () => ({
  edges: ledger.map((id) => ({ cursor: id, node: { id } })),
  pageInfo: { hasNextPage: false, endCursor: null },
});

let gateway: RunningGateway;
let client: Client | undefined;
/** Ends the token of the newest socket, as its time would. */
let endToken: (fault: TokenFault) => void;
beforeAll(async () => {
  gateway = await RunningGateway.start({}, surfaceSubgraphs(), {
    ...world,
    Query: { ...world['Query'], contacts: stored },
  });
  const verifier = gateway.app.get(TokenVerifier);
  jest.spyOn(verifier, 'whenOver').mockImplementation((_claims, ended) => {
    endToken = ended;
    return () => {};
  });
}, 60_000);
beforeEach(() => void (ledger.length = 0));
afterEach(() => client?.dispose());
afterAll(() => gateway.stop());

const CONTACTS = '{ contacts(first: 100) { edges { node { id } } } }';
/** Contacts come one after the other, as fast as a subscriber takes them. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 5));

/**
 * A client as an app makes one: it asks for a token at each connection, and changes nothing else except the pause
 * before it tries again.
 */
function appClient(validForSeconds: () => number, on: object): Client {
  return (client = createClient({
    url: `${gateway.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    lazy: false,
    onNonLazyError: () => undefined,
    retryWait: () => Promise.resolve(),
    connectionParams: async () => ({
      authorization: `Bearer ${await gateway.issuer.issue('S1', { validForSeconds: validForSeconds() })}`,
    }),
    on,
  }));
}

describe('an app whose token ends while its socket is open', () => {
  it('is connected again with a new one, its subscription goes on, and with what it reads on its return nothing is lost', async () => {
    const closed: number[] = [];
    const known = new Set<string>();
    let connections = 0;
    let behind = false;
    const read = async (): Promise<void> => {
      const { body } = await gateway.ask(CONTACTS);
      const { contacts } = body.data as unknown as { contacts: { edges: { node: { id: string } }[] } };
      for (const { node } of contacts.edges) known.add(node.id);
    };
    const app = appClient(() => 60, {
      connected: () => void (connections += 1),
      closed: ({ code }: { code: number }) => {
        closed.push(code);
        behind = true;
      },
    });
    const heard: string[] = [];
    let ended = false;
    const events = app.iterate<{ contactLogged: { id: string } }>({
      query: 'subscription { contactLogged(unitId: "U1") { id } }',
    });
    const listening = (async () => {
      for await (const { data } of events) {
        heard.push(data!.contactLogged.id);
        known.add(data!.contactLogged.id);
        // What fell between the two sockets is read with the first event of the new one: then the subscription is open
        // for certain.
        if (behind) await read();
        behind = false;
      }
    })().finally(() => (ended = true));

    const log = async (): Promise<void> => {
      if (ended) await listening;
      ledger.push(`K${ledger.length + 1}`);
      gateway.services.events.emit('contactLogged', { id: ledger.at(-1) });
      await pause();
    };
    for (const times of [1, 2]) {
      const before = heard.length;
      while (heard.length < before + 3) await log();
      endToken('TOKEN_EXPIRED');
      while (connections <= times) await log();
    }
    const stored = [...ledger];
    while (behind || !known.has(stored.at(-1)!)) await log();
    expect(stored.filter((id) => !known.has(id))).toEqual([]);
    expect([closed, ended]).toEqual([[4205, 4205], false]);
    expect(new Set(heard).size).toBe(heard.length);
    await events.return!();
    await listening;
  }, 60_000);

  it('gives up when it comes back with none that holds', async () => {
    const closed: number[] = [];
    const app = appClient(() => (closed.length === 0 ? 60 : -5), {
      connected: () => endToken('TOKEN_EXPIRED'),
      closed: ({ code }: { code: number }) => closed.push(code),
    });
    await expect(app.iterate({ query: 'subscription { myDayChanged { date } }' }).next()).rejects.toMatchObject({
      code: 4401,
      reason: expect.stringMatching(/^TOKEN_EXPIRED/),
    });
    expect(closed).toEqual([4205, 4401]);
  }, 60_000);
});
