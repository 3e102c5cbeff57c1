import { QueryRefused, type RequestContext, sharedRejections } from '@hengxin/service-kit';
import { type SyncedInput, VisitSync } from './visit-sync.js';

const context = { caller: { id: 'S1' }, language: 'en' } as unknown as RequestContext;

/** A service that has not read yet what a plan needs, and would refuse a start of a visit it does not know. */
function syncBehind(): { sync: VisitSync; started: string[] } {
  const started: string[] = [];
  const book = {
    plan: () => Promise.reject(QueryRefused.of(sharedRejections.NOT_YET_VISIBLE())),
    start: ({ visitId }: { visitId: string }) => {
      started.push(visitId);
      return Promise.resolve({ errors: [], position: '1' });
    },
  };
  const payloads = {
    carryOut: (_schema: unknown, input: unknown, _context: unknown, act: (told: unknown) => unknown) => act(input),
  };
  const others = [{}, {}, {}, {}] as unknown as [never, never, never, never];
  return { sync: new VisitSync(book as never, payloads as never, ...others), started };
}

describe('what was done without a network', () => {
  it('waits behind a command of its visit that could not be decided yet, and is not refused for good', async () => {
    const { sync, started } = syncBehind();
    const batch: SyncedInput[] = [
      { planVisit: { commandId: 'p' } },
      { startVisit: { commandId: 's', visitId: 'plan.p' } },
      { startVisit: { commandId: 't', visitId: 'V2' } },
    ];
    const results = await sync.carryOut(batch, context);
    expect(results.map(({ errors }) => errors.map(({ code }) => code))).toEqual([
      ['NOT_YET_VISIBLE'],
      ['NOT_YET_VISIBLE'],
      [],
    ]);
    expect(started).toEqual(['V2']);
  });
});
