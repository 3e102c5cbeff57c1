import { Help, type HelpState as StateName } from '@hengxin/contracts';
import { evolve } from '@hengxin/event-sourcing';
import { eventsOf, flag, json, moment, projection, type RowOf, table, text } from '@hengxin/projections';
import { helpAnswerDue } from './help-answer.deadline.js';
import { helpDecider, type HelpEvent, type HelpRequest } from './help.decider.js';

const help = table('help', {
  key: ['help_id'],
  columns: {
    help_id: text(),
    client_id: text().orNull(),
    visit_id: text().orNull(),
    asker_id: text(),
    /** Where who asked was placed. */
    asker_unit_id: text(),
    addressee_id: text().orNull(),
    /** The unit that it is addressed to. */
    unit_id: text(),
    helper_id: text().orNull(),
    state: text<StateName>(),
    by_itself: flag(),
    asked_at: moment(),
    data: json<HelpRequest>().personal('client_id'),
  },
});

/** Each request for help as its stream has it, and the deadline of the step on which it stands. */
export const helpRequests = projection<
  (typeof Help)['events'][keyof (typeof Help)['events']],
  Map<string, HelpRequest>
>({
  consumer: 'help-requests',
  events: eventsOf(Help),
  tables: [help],
  async load(events, tx) {
    const ids = [...new Set(events.map(({ data }) => data.helpId))].sort();
    const rows = await tx.query<{ help_id: string; data: HelpRequest }>(READ, [ids], 'help-lock');
    return new Map(rows.map((row) => [row.help_id, row.data]));
  },
  on: {
    HelpAsked: fold,
    HelpClimbed: fold,
    HelpFellOverdue: fold,
    HelpAccepted: fold,
    HelpHandedOver: fold,
    HelpClosed: fold,
  },
  async store(known, tx) {
    const requests = [...known.values()].sort((a, b) => (a.helpId < b.helpId ? -1 : 1));
    await help.put(tx, requests.map(rowOf));
    const waits = ({ state, overdue }: HelpRequest) => state === 'OPEN' && !overdue;
    await helpAnswerDue.register(
      tx,
      requests.filter(waits).map(({ helpId, answerDueAt: at }) => ({ key: helpId, at, data: { helpId } })),
    );
    await helpAnswerDue.cancel(
      tx,
      requests.filter((request) => !waits(request)).map(({ helpId }) => helpId),
    );
  },
});

const READ = 'select help_id, data from help where help_id = any($1) order by help_id for update';

function fold(event: HelpEvent, known: Map<string, HelpRequest>): void {
  const request = evolve(helpDecider, [event], known.get(event.data.helpId));
  if (request) known.set(request.helpId, request);
}

function rowOf(data: HelpRequest): RowOf<typeof help> {
  return {
    help_id: data.helpId,
    client_id: data.clientId,
    visit_id: data.visitId,
    asker_id: data.askerId,
    asker_unit_id: data.askerUnitId,
    addressee_id: data.addresseeId,
    unit_id: data.unitId,
    helper_id: data.helperId,
    state: data.state,
    by_itself: data.text === null,
    asked_at: data.askedAt,
    data,
  };
}
