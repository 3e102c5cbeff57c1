import { startTestService, type TestService } from '@hengxin/service-kit/testing';
import { statementCost } from '@hengxin/testing';
import { visitLogging } from '../visit-logging.module.js';
import { OF_VISITS } from './dossier.queries.js';

const TODAY = '2026-03-02';

let service: TestService;
beforeAll(async () => {
  service = await startTestService(visitLogging);
  await history();
}, 120_000);
afterAll(() => service?.stop());

const query = (text: string, values: readonly unknown[] = []) => service.parts.database.query(text, values);

/** C1 has 2,000 contacts and 400 visits, half of them over; 500 others have 40 contacts and 4 visits each. */
async function history(): Promise<void> {
  const contacts = `
    insert into contact (contact_id, client_id, staff_id, unit_id, channel, started_at, business_date, effective, data)
    select client || '-K' || k, client, 'S1', 'U1', 'PHONE', at, at::date, k % 3 > 0,
      jsonb_build_object('followUpOn', case when k % 5 = 0 then '2026-04-01' end, 'notes', repeat('x', 200))
    from (select 'C' || n as client, k, timestamptz '2026-03-01T18:00:00+08:00' - make_interval(hours => k * 7) as at
      from generate_series($1::int, $2::int) n, generate_series(1, $3::int) k) made`;
  const visits = `
    insert into visit (visit_id, client_id, staff_id, unit_id, planned_on, state, overdue, data)
    select client || '-V' || k, client, 'S1', 'U1', date '2026-03-01' - k, state, false, jsonb_build_object(
      'ended', jsonb_build_object('businessDate', date '2026-03-01' - k, 'findings', '[]'::jsonb),
      'review', jsonb_build_object('reviewedAt', '2026-03-01T18:00:00+08:00', 'nextOn', '2026-04-02'))
    from (select 'C' || n as client, k, (array['PLANNED', 'CANCELLED', 'ENDED', 'REVIEWED'])[1 + k % 4] as state
      from generate_series($1::int, $2::int) n, generate_series(1, $3::int) k) made`;
  for (const [from, to, contactsEach, visitsEach] of [
    [1, 1, 2_000, 400],
    [2, 501, 40, 4],
  ]) {
    await query(contacts, [from, to, contactsEach]);
    await query(visits, [from, to, visitsEach]);
  }
  await query(
    `insert into client_dossier (client_id, taboos, holdings, signals) select 'C' || n, '{}', '{}', '{}' from generate_series(1, 501) n`,
  );
  for (const table of ['contact', 'visit', 'client_dossier']) await query(`vacuum analyze ${table}`);
}

/** What the dossiers of so many visits read. */
const costOf = (visits: readonly string[], clients: readonly (string | null)[]) =>
  service.parts.database.tx((tx) =>
    statementCost((...call) => tx.query(...call), { text: OF_VISITS, values: [visits, clients, TODAY] }),
  );

describe('the dossier of a client with 2,000 contacts and 400 visits', () => {
  it.each<[string, string[], (string | null)[]]>([
    ['of a visit', ['C1-V3'], [null]],
    ['of one that the list does not have yet', ['C1-V0'], ['C1']],
  ])('%s reads the ends of indexes, and no contact but the last ones', async (_, visits, clients) => {
    const { rows, pages } = await costOf(visits, clients);
    // The visit and its client, the last contacts and what stands before them, two promises at most, and the visits
    // that are over: PostgreSQL sorts them where clients have few on average, 200 here, and else walks 25 of them.
    expect(rows).toBeLessThanOrEqual(260);
    expect(pages).toBeLessThanOrEqual(300);
  });

  it('costs no more where others are asked for with it', async () => {
    const one = await costOf(['C1-V3'], [null]);
    const three = await costOf(['C1-V3', 'C2-V1', 'C3-V1'], [null, null, null]);
    expect(three.rows).toBeLessThanOrEqual(one.rows * 3);
  });
});
