import { kafkaMissing } from '@hengxin/testing';
import { BANK, type RunningBank, SMALL_BANK, startBank } from '../journeys/bank.js';
import { pairs, sources } from '../platform/sources.js';
import { brokerSuite } from './broker.suite.js';
import { ANSWER_MS, databaseGoneSuite } from './database-gone.suite.js';
import { deadlinesSuite } from './deadlines.suite.js';
import { eventStoreGoneSuite } from './event-store-gone.suite.js';
import { killSuite } from './kill.suite.js';
import { Load } from './load.js';
import { rebuildSuite } from './rebuild.suite.js';

/** One platform for all faults of a source, one after the other: each suite leaves a whole one, but for the last. */
describe.each(sources())('source $name', (source) => {
  let bank: RunningBank;
  beforeAll(async () => {
    bank = await startBank(source, {
      spec: source.log === 'EventStoreDB' ? SMALL_BANK : BANK,
      killableBroker: source.bus === 'kafka' && kafkaMissing({ killable: true }) === undefined,
      keepData: source.bus === 'kafka',
      env: { HENGXIN_DATABASE_ANSWER_MS: String(ANSWER_MS) },
    });
  }, 300_000);
  afterEach(() => Load.abandonAll());
  afterAll(() => bank?.stop(), 60_000);

  const isPaired = pairs().some(({ name }) => name === source.name);
  if (isPaired) killSuite(() => bank);
  // Read models that are fed from Kafka are not rebuilt.
  if (source.bus === 'store') rebuildSuite(() => bank);
  if (source.bus === 'store') databaseGoneSuite(() => bank, source.log);
  if (source.bus === 'store' && source.log === 'EventStoreDB') eventStoreGoneSuite(() => bank, source);
  // Deadlines act the same whatever feeds the services: what is kept of them stands in their databases.
  if (source.bus === 'store') deadlinesSuite(() => bank);
  if (source.bus === 'kafka' && (source.log === 'PostgreSQL' || !isPaired)) brokerSuite(() => bank);
});
