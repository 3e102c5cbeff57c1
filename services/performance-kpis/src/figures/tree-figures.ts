import type { OrgTree } from '@hengxin/contracts';
import type { Tx } from '@hengxin/event-bus';
import type { RecordedEvent, RecordedOf } from '@hengxin/event-sourcing';
import type { PlacedEvent } from '@hengxin/projections';
import { planItemVector } from '../metrics/contributions.js';
import { Deltas } from '../metrics/deltas.js';
import type { Vector } from '../metrics/vector.js';
import { BEGINNING, type Day, END, windowsOf } from '../kpi/periods.rules.js';
import { firstDifference, type Placements, type Stretch, type TreePlacements } from './placements.rules.js';
import type { Scope, Scopes } from './scopes.rules.js';
import { ids } from './array-literal.js';
import { readFacts } from './client-facts.store.js';
import { movePlaces, type PlaceStretch } from '../contacts/contact.store.js';
import { dayOpens } from './day-moment.rules.js';
import { editionOf } from './calendar-edition.js';
import type { Count } from './count.js';
import { factDays } from './fact-count.store.js';
import { planDays } from './plan-item.store.js';
import { addDeltas } from './rollup.store.js';
import { changeOf, placedBy, stepsOf, type TreeStep } from './tree-news.js';
import type { TreeStore } from './tree.store.js';

/** Clients recounted at a time: bounds the memory of a move of a whole branch. */
const CLIENTS_A_CHUNK = 2_000;
const STAFF_A_CHUNK = 5_000;
/** Fewer where each has a row a day: plans of years come back at once. */
const PLANNERS_A_CHUNK = 200;

/**
 * Takes changes of the organisation, and recounts everyone whose place in it they change, from the first day that
 * differs.
 */
export async function recountTree(
  count: Count,
  store: TreeStore,
  events: readonly RecordedOf<PlacedEvent>[],
): Promise<void> {
  const { tx } = count.context;
  const changes = events.map(changeOf);
  const { tree, places } = await store.claim(tx, editionOf(count));
  if (!(await hasFacts(tx))) return store.place(tx, placedBy(changes));
  for (const step of stepsOf(changes, tree, count.restatements)) await recount(count, store, tree, places, step);
}

async function recount(
  count: Count,
  store: TreeStore,
  tree: OrgTree,
  places: TreePlacements,
  { changes, restatedBy }: TreeStep,
): Promise<void> {
  const { scopes } = count;
  const { tx } = count.context;
  const placed = placedBy(changes);
  const { units, staff } = placed;
  const concerned = new Set<Scope>(staff.map(({ staffId }) => scopes.staff(staffId)));
  if (units.length > 0) for (const staffId of tree.staffIds()) concerned.add(scopes.staff(staffId));
  const before = new Map<Scope, readonly Stretch[]>(
    [...concerned].map((person) => [person, places.stretchesOf(person)]),
  );
  await store.place(tx, placed);

  const moved = new Map<Scope, Day>();
  for (const [person, stretches] of before) {
    const since = firstDifference(stretches, places.stretchesOf(person));
    if (since !== undefined) moved.set(person, since);
  }
  if (moved.size === 0) return;
  const past: Placements = { stretchesOf: (person) => before.get(person) ?? places.stretchesOf(person) };
  const known = [...moved.keys()].some((person) => before.get(person)!.some(({ path }) => path.length > 0));
  await recountClients(count, past, places, moved, known ? restatedBy : undefined);
  await recountMakers(count, past, places, moved);
  for (const people of chunks([...moved], STAFF_A_CHUNK))
    await movePlaces(
      tx,
      people.flatMap(([person, since]) => placeStretches(person, since, places, scopes)),
    );
}

async function hasFacts(tx: Tx): Promise<boolean> {
  const [row] = await tx.query<{ any: boolean }>(
    `select exists(select 1 from client) or exists(select 1 from contact) or exists(select 1 from plan_item)
         or exists(select 1 from fact_count) as any`,
  );
  return row!.any;
}

/**
 * Everyone who was kept or touched by one of the moved, a chunk at a time. People placed for the first time restate
 * nothing. The tree is claimed: nobody else counts meanwhile.
 */
async function recountClients(
  count: Count,
  past: Placements,
  now: Placements,
  moved: ReadonlyMap<Scope, Day>,
  restatedBy: RecordedEvent | undefined,
): Promise<void> {
  const { scopes, restatements } = count;
  const { tx } = count.context;
  const since = Math.min(...moved.values());
  await tx.query(
    'create temporary table if not exists concerned_client (client_id text collate "C" primary key) on commit delete rows',
  );
  await tx.query('delete from concerned_client');
  for (const people of chunks([...moved.keys()], STAFF_A_CHUNK))
    await tx.query(
      `insert into concerned_client
       select client_id from client where rm_ids && $1::text[] union select client_id from contact where staff_id = any($1::text[]) and at >= $2
       on conflict do nothing`,
      [ids(people.map((person) => scopes.id(person))), dayOpens(since)],
    );
  const from = Math.min(...windowsOf(since).map(({ start }) => start));
  for (let last = ''; ;) {
    const rows = await tx.query<{ client_id: string }>(
      'select client_id from concerned_client where client_id > $1 order by client_id limit $2',
      [last, CLIENTS_A_CHUNK],
    );
    if (rows.length === 0) return;
    last = rows.at(-1)!.client_id;
    const deltas = new Deltas(count, count.runningOn);
    const wanted = rows.map(({ client_id }) => ({
      clientId: client_id,
      from: since === BEGINNING ? BEGINNING : from,
      withBalances: true,
    }));
    for (const facts of await readFacts(tx, wanted, scopes, restatements.dayOfMs))
      deltas.changed({ facts, places: past }, { facts, places: now }, since);
    if (restatedBy) {
      const because = {
        cause: 'ORGANISATION_CHANGED',
        eventId: restatedBy.id,
        contactId: null,
        clientId: null,
        at: restatedBy.recordedAt,
        place: 0,
      } as const;
      restatements.take(deltas, because, restatements.dayOfEvent(restatedBy));
      await restatements.write(tx);
    }
    await addDeltas(count, deltas);
  }
}

/** What counts for its maker on a day goes with the maker: items of plans, and facts by measure. */
async function recountMakers(
  count: Count,
  past: Placements,
  now: Placements,
  moved: ReadonlyMap<Scope, Day>,
): Promise<void> {
  const { scopes, metrics } = count;
  const { tx } = count.context;
  for (const people of chunks([...moved], PLANNERS_A_CHUNK)) {
    const deltas = new Deltas(count);
    const since = Math.min(...people.map(([, day]) => day));
    const staffIds = people.map(([person]) => scopes.id(person));
    const move = (staffId: string, day: Day, vector: Vector, times: number) => {
      deltas.onDay(scopes.staff(staffId), day, vector, -times, past);
      deltas.onDay(scopes.staff(staffId), day, vector, times, now);
    };
    for (const items of await planDays(tx, staffIds, since))
      move(items.staffId, items.day, planItemVector(metrics, items), items.times);
    if (metrics.factEvents.length > 0)
      for (const { staffId, day, vector } of await factDays(tx, metrics, staffIds, since))
        move(staffId, day, vector, 1);
    await addDeltas(count, deltas);
  }
}

function placeStretches(person: Scope, since: Day, places: TreePlacements, scopes: Scopes): PlaceStretch[] {
  const stretches = places.stretchesOf(person);
  return stretches.flatMap(({ from, path }, i) => {
    const fromDay = Math.max(from, since);
    const toDay = stretches[i + 1]?.from ?? END;
    if (fromDay >= toDay) return [];
    return [
      {
        staffId: scopes.id(person),
        fromDay,
        toDay,
        lo: dayOpens(fromDay),
        hi: dayOpens(toDay),
        unitId: path[0] === undefined ? null : scopes.id(path[0]),
      },
    ];
  });
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
