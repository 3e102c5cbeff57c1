import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, Platform } from '../platform/platform.js';
import { anyStore, type OpenSource } from '../platform/sources.js';
import { accessSuite, type Things } from './access.suite.js';
import {
  askForHelp,
  attachPhotos,
  CLIENTS,
  giveGifts,
  giveNotices,
  hearComplaints,
  importUnits,
  internalSecret,
  keepSegmentsAndGroups,
  loadBank,
  planOf,
  planVisits,
  requestRatings,
  saveCard,
  study,
  takeLeaves,
  writePlaybook,
} from './bank.js';
import { Doors } from './doors.js';
import { hostileSuite } from './hostile.suite.js';

/** One platform for all of it: starting one costs more than asking it everything. */
describe.each(anyStore)('security, source $name', (source) => {
  let open: OpenSource;
  let platform: Platform;
  let doors: Doors;
  let things: Things;

  beforeAll(async () => {
    open = await source.open();
    // Clients who rate a visit are counted by their addresses, which a proxy before the gateway tells.
    platform = await Platform.start({ ...open.options, env: { HENGXIN_TRUSTED_PROXIES: '127.0.0.1 ::1' } });
    await loadBank(platform);
    doors = await Doors.of(platform, await internalSecret(platform));
    const { items: own, free } = await planOf(platform, 'R1', CLIENTS.own);
    const { items: foreign, free: foreignFree } = await planOf(platform, 'R3', CLIENTS.foreign);
    // Clients whose plans hold nothing of them: a visit would do it.
    const complaining = { own: free.pop()!, foreign: foreignFree.pop()! };
    await saveCard(platform);
    await writePlaybook(platform);
    await study(platform);
    const visits = await planVisits(platform);
    things = {
      items: { own, foreign },
      free,
      visits,
      gifts: await giveGifts(platform),
      help: await askForHelp(platform),
      complaints: await hearComplaints(platform, complaining),
      leaves: await takeLeaves(platform),
      notices: await giveNotices(platform),
      links: await attachPhotos(platform, visits),
      ratings: await requestRatings(platform, complaining),
      run: await importUnits(platform),
      ...(await keepSegmentsAndGroups(platform)),
    };
  }, 300_000);

  afterAll(async () => {
    await platform?.stop();
    await open?.close();
  }, 60_000);

  it('the standalone profile gives itself both words on a staff file, and says so', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hengxin-security-'));
    try {
      const staff = join(folder, 'staff.csv');
      await writeFile(staff, 'staff_id,name,role,unit_id\nHE2,新人,UNIT_HEAD,E2\n');
      const { code, output } = await platform.import({ staff });
      expect([code, output]).toEqual([
        0,
        expect.stringMatching(
          /1 give .* proposed by the demo account import, approved by the demo account import-second/,
        ),
      ]);
      const { me } = await eventually(() => platform.data<{ me: { role: string } }>('HE2', '{ me { role } }'), Boolean);
      expect(me.role).toBe('UNIT_HEAD');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  accessSuite(
    () => doors,
    () => things,
  );
  hostileSuite(() => doors);
});
