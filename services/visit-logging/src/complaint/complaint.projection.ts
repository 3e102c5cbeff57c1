import { Complaint as ComplaintAggregate, type ComplaintState as StateName } from '@hengxin/contracts';
import { evolve } from '@hengxin/event-sourcing';
import { eventsOf, json, moment, projection, type RowOf, table, text } from '@hengxin/projections';
import { complaintDue } from './complaint-due.deadline.js';
import { type Complaint, complaintDecider, type ComplaintEvent } from './complaint.decider.js';

const complaint = table('complaint', {
  key: ['complaint_id'],
  columns: {
    complaint_id: text(),
    client_id: text(),
    /** Who heard it. */
    staff_id: text(),
    /** Where they were placed. */
    staff_unit_id: text(),
    /** The unit whose head answers. */
    unit_id: text(),
    state: text<StateName>(),
    due_at: moment(),
    data: json<Complaint>().personal('client_id'),
  },
});

/** Each complaint as its stream has it, and the deadline of its answer. */
export const complaints = projection<
  (typeof ComplaintAggregate)['events'][keyof (typeof ComplaintAggregate)['events']],
  Map<string, Complaint>
>({
  consumer: 'complaints',
  events: eventsOf(ComplaintAggregate),
  tables: [complaint],
  async load(events, tx) {
    const ids = [...new Set(events.map(({ data }) => data.complaintId))].sort();
    const rows = await tx.query<{ complaint_id: string; data: Complaint }>(READ, [ids], 'complaints-lock');
    return new Map(rows.map((row) => [row.complaint_id, row.data]));
  },
  on: {
    ComplaintRaised: fold,
    ComplaintFellOverdue: fold,
    ComplaintAnswered: fold,
    ComplaintClosed: fold,
  },
  async store(known, tx) {
    const all = [...known.values()].sort((a, b) => (a.complaintId < b.complaintId ? -1 : 1));
    await complaint.put(tx, all.map(rowOf));
    const waits = ({ state, atTop }: Complaint) => state === 'OPEN' && !atTop;
    await complaintDue.register(
      tx,
      all.filter(waits).map(({ complaintId, answerDueAt: at }) => ({ key: complaintId, at, data: { complaintId } })),
    );
    await complaintDue.cancel(
      tx,
      all.filter((one) => !waits(one)).map(({ complaintId }) => complaintId),
    );
  },
});

const READ = 'select complaint_id, data from complaint where complaint_id = any($1) order by complaint_id for update';

function fold(event: ComplaintEvent, known: Map<string, Complaint>): void {
  const state = evolve(complaintDecider, [event], known.get(event.data.complaintId));
  if (state) known.set(state.complaintId, state);
}

function rowOf(data: Complaint): RowOf<typeof complaint> {
  return {
    complaint_id: data.complaintId,
    client_id: data.clientId,
    staff_id: data.staffId,
    staff_unit_id: data.staffUnitId,
    unit_id: data.unitId,
    state: data.state,
    due_at: data.answerDueAt,
    data,
  };
}
