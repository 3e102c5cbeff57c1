import { jest } from '@jest/globals';
import { eventStoreUnderTest, ServerDouble } from './index.js';

/** What a suite runs on is decided by what was found before the first one. */
describe('a suite that needs an EventStoreDB', () => {
  const before = { ...process.env };
  const said: string[] = [];
  beforeEach(() => {
    delete process.env['EVENTSTORE_URL'];
    delete process.env['REQUIRE_EVENTSTORE'];
    const docker = 'no Docker engine';
    process.env['HENGXIN_TEST_EVENT_STORE'] = JSON.stringify({ image: 'x', docker, reaper: docker });
    // What it says is shown under the suite as the truth about it.
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => (said.push(String(text)), true));
  });
  afterEach(() => void jest.restoreAllMocks());
  afterAll(() => void (process.env = before));

  it('runs on the double where Docker gives none, and says why', async () => {
    const found = await eventStoreUnderTest();
    await found.stop();
    expect(found.double).toBeInstanceOf(ServerDouble);
    expect(said).toEqual(['eventstoredb: runs against a double, no server (no Docker engine)\n']);
  });

  it('fails for the lack of one where REQUIRE_EVENTSTORE is set', async () => {
    process.env['REQUIRE_EVENTSTORE'] = '1';
    await expect(eventStoreUnderTest()).rejects.toThrow('REQUIRE_EVENTSTORE is set, and no server can be had');
  });
});
