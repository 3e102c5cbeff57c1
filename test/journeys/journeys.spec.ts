import { pairs } from '../platform/sources.js';
import { badInputSuite } from './bad-input.suite.js';
import { type RunningBank, startBank } from './bank.js';
import { groupPostsSuite } from './group-posts.suite.js';
import { handoverSuite } from './handover.suite.js';
import { mainJobSuite } from './main-job.suite.js';
import { ownWritesSuite } from './own-writes.suite.js';
import { parkedKeySuite } from './parked-key.suite.js';
import { publishedEventsSuite } from './published-events.suite.js';
import { dayAfterVisitsSuite, visitsSuite } from './visits.suite.js';

/**
 * One platform for all journeys of a source. Their order counts: each says what it leaves behind, or what may not be
 * there before it.
 */
describe.each(pairs())('source $name', (source) => {
  let bank: RunningBank;
  beforeAll(async () => void (bank = await startBank(source)), 300_000);
  afterAll(() => bank?.stop(), 60_000);

  badInputSuite(() => bank);
  if (source.bus === 'kafka') publishedEventsSuite(() => bank);
  ownWritesSuite(() => bank);
  visitsSuite(() => bank);
  mainJobSuite(() => bank);
  dayAfterVisitsSuite(() => bank);
  groupPostsSuite(() => bank);
  handoverSuite(() => bank);
  if (source.bus === 'kafka') parkedKeySuite(() => bank);
});
