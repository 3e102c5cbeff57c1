import { Visit as VisitAggregate, type VisitState as StateName } from '@hengxin/contracts';
import { evolve } from '@hengxin/event-sourcing';
import { day, eventsOf, flag, json, projection, type RowOf, smallint, table, text, texts } from '@hengxin/projections';
import { PLACED, PLACEMENTS_SHARED } from '../contact/contact.projection.js';
import { missNoticed } from '../help/misses.deadline.js';
import { reviewDue } from './review-due.deadline.js';
import { visitDecider, type VisitEvent } from './visit.decider.js';
import type { Visit } from './visit.state.js';

const visit = table('visit', {
  key: ['visit_id'],
  columns: {
    visit_id: text(),
    client_id: text(),
    staff_id: text(),
    /** Where whose visit it is was placed on the planned day, as far as is known now; empty: nobody knows. */
    unit_id: text(),
    planned_on: day(),
    state: text<StateName>(),
    /** Its deadline has passed without a review, and there is none yet. */
    overdue: flag(),
    ended_on: day().orNull(),
    /** Why a reviewed visit did not wholly meet its goal; null for any other. */
    missed_reasons: texts().orNull(),
    score: smallint().orNull(),
    data: json<Visit>().personal('client_id'),
  },
});
const participant = table('visit_participant', {
  key: ['staff_id', 'planned_on', 'visit_id'],
  columns: { staff_id: text(), planned_on: day(), visit_id: text() },
});
const putNew = participant.putting('new', { update: 'keep' });

interface Batch {
  readonly visits: Map<string, Visit>;
  readonly ended: Map<string, string>;
  readonly over: Set<string>;
  readonly missed: Registration[];
}

type Registration = Parameters<typeof missNoticed.register>[1][number];

/** Each visit as its stream has it, and the deadline of its review. */
export const visits = projection<(typeof VisitAggregate)['events'][keyof (typeof VisitAggregate)['events']], Batch>({
  consumer: 'visits',
  events: eventsOf(VisitAggregate),
  tables: [visit, participant],
  async load(events, tx): Promise<Batch> {
    const ids = [...new Set(events.map(({ data }) => data.visitId))].sort();
    const rows = await tx.query<{ visit_id: string; data: Visit }>(READ, [ids], 'visits-lock');
    return {
      visits: new Map(rows.map((row) => [row.visit_id, row.data])),
      ended: new Map(),
      over: new Set(),
      missed: [],
    };
  },
  on: {
    VisitPlanned: fold,
    VisitGoalSet: fold,
    VisitStarted: fold,
    VisitEnded: (event, batch) => {
      fold(event, batch);
      if (batch.visits.has(event.data.visitId)) batch.ended.set(event.data.visitId, event.data.reviewDueAt);
      batch.over.add(event.data.visitId);
    },
    VisitReviewed: (event, batch) => {
      fold(event, batch);
      const { visitId, clientId, result, reviewedAt: at } = event.data;
      if (result === 'MISSED') batch.missed.push({ key: visitId, at, data: { visitId, clientId } });
    },
    VisitReviewFellDue: fold,
    VisitCancelled: (event, batch) => {
      fold(event, batch);
      batch.over.add(event.data.visitId);
    },
    VisitHandedOver: fold,
    CreditSplit: fold,
    RatingRequested: fold,
    VisitRated: fold,
    AttachmentAdded: fold,
  },
  async store({ visits: changed, ended, over, missed }, tx) {
    const rows = [...changed.values()].sort((a, b) => (a.visitId < b.visitId ? -1 : 1));
    if (rows.length === 0) return;
    await tx.query(PLACEMENTS_SHARED, [], 'placements-shared');
    await visit.put(tx, rows.map(rowOf));
    await tx.query(PLACE, [rows.map(({ visitId }) => visitId)], 'visits-place');
    await putNew(
      tx,
      rows.flatMap(({ visitId, plannedOn, participantIds }) =>
        participantIds.map((staff_id) => ({ staff_id, planned_on: plannedOn, visit_id: visitId })),
      ),
    );
    const started = rows.filter(({ state }) => state === 'STARTED');
    if (started.length > 0)
      await tx.query(KEEP_STARTED, [started.map(({ staffId }) => staffId), started.map(({ visitId }) => visitId)]);
    if (over.size > 0) await tx.query(LET_GO, [[...over]], 'visits-let-go');
    await reviewDue.register(
      tx,
      [...ended].map(([visitId, at]) => ({ key: visitId, at, data: { visitId } })),
    );
    await missNoticed.register(tx, missed);
  },
});

function fold(event: VisitEvent, { visits: known }: Batch): void {
  const state = evolve(visitDecider, [event], known.get(event.data.visitId));
  if (state) known.set(state.visitId, state);
}

function rowOf(data: Visit): RowOf<typeof visit> {
  const { visitId, clientId, staffId, unitId, plannedOn, state, ended, review, started, reviewPassed } = data;
  return {
    visit_id: visitId,
    client_id: clientId,
    staff_id: staffId,
    unit_id: unitId ?? '',
    planned_on: plannedOn,
    state,
    overdue: state === 'ENDED' && reviewPassed !== null,
    ended_on: ended?.businessDate ?? null,
    missed_reasons: review && review.result !== 'MET' ? review.reasons : null,
    score: started?.score ?? null,
    data,
  };
}

const READ = 'select visit_id, data from visit where visit_id = any($1) order by visit_id for update';
const PLACE = `
  update visit v set unit_id = ${PLACED('v.staff_id', 'v.planned_on')}
  where v.visit_id = any($1) and v.unit_id <> ${PLACED('v.staff_id', 'v.planned_on')}`;
/** Where the claims were lost with a database that was built again, those under way are claimed by what happened. */
const KEEP_STARTED = `
  insert into started_visit (staff_id, visit_id)
  select kept.staff_id, kept.visit_id from unnest($1::text[], $2::text[]) kept (staff_id, visit_id)
  order by kept.staff_id collate "C" on conflict do nothing`;
/** In the order in which claims take the rows, so that neither blocks the other. */
const LET_GO = `
  delete from started_visit where staff_id in (
    select held.staff_id from started_visit held where held.visit_id = any($1) order by held.staff_id for update)
    and visit_id = any($1)`;
