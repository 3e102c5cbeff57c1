import type { AddressInfo } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { startTestService } from './testing/index.js';
import { Notes, notebook } from './testing/notebook.js';

describe('a service that is told to stop', () => {
  it('finishes the calls under way, with its database still there, and takes no new ones', async () => {
    const service = await startTestService(notebook);
    await service.place([], [{ staffId: 'S1', role: 'RM', unitId: 'U1', validFrom: null }]);
    await service.app.listen(0, '127.0.0.1');
    const url = `http://127.0.0.1:${(service.app.getHttpServer().address() as AddressInfo).port}/graphql`;
    const headers = { authorization: `Bearer ${await service.token('S1')}`, 'content-type': 'application/json' };
    const ask = (query: string) => fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    const notes = service.app.get(Notes);
    let open: () => void = () => undefined;
    notes.gate = new Promise<void>((resolve) => (open = resolve));

    const underWay = ask('{ waits }');
    while (notes.waiting === 0) await turn();
    const stopped = service.stop();
    let refused = false;
    while (!refused)
      await ask('{ whoAmI { id } }').then(
        (late) => (refused = late.status === 503),
        () => (refused = true),
      );
    open();
    expect(await (await underWay).json()).toEqual({ data: { waits: 'done' } });
    await stopped;
  }, 60_000);
});
