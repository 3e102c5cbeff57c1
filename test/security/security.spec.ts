import { Platform } from '../platform/platform.js';
import { accessSuite, type Things } from './access.suite.js';
import { CLIENTS, internalSecret, loadBank, planOf } from './bank.js';
import { Doors } from './doors.js';
import { hostileSuite } from './hostile.suite.js';

/** One platform for all of it: starting one costs more than asking it everything. */
describe('security', () => {
  let platform: Platform;
  let doors: Doors;
  let things: Things;

  beforeAll(async () => {
    platform = await Platform.start();
    await loadBank(platform);
    doors = await Doors.of(platform, await internalSecret(platform));
    const { items: own, free } = await planOf(platform, 'R1', CLIENTS.own);
    const { items: foreign } = await planOf(platform, 'R3', CLIENTS.foreign);
    things = { items: { own, foreign }, free };
  }, 300_000);

  afterAll(() => platform?.stop(), 60_000);

  accessSuite(
    () => doors,
    () => things,
  );
  hostileSuite(() => doors);
});
