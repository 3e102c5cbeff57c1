import { addDays } from '@hengxin/contracts';
import type { Platform } from '../platform/platform.js';
import {
  anyVisited,
  by,
  type CallRow,
  type Cast,
  commandId,
  makes,
  type Making,
  mutation,
  nth,
  onAny,
  onEach,
  type Thing,
  TODAY,
} from './calls.js';
import { walkVisit } from './visit-life.js';

const GOAL = { kind: 'RETENTION', text: '了解客户今年的资金安排与需求' };

/** Who goes along on the visits of a manager. */
function colleagueOf({ visited }: Cast, staffId: string): string {
  const all = [...visited.keys()];
  return nth(all, all.indexOf(staffId) + 1);
}

const plan = (cast: Cast, n: number) => {
  const { staffId, clientId } = anyVisited(cast, n);
  const participantIds = [colleagueOf(cast, staffId)];
  return { staffId, input: { clientId, plannedOn: addDays(TODAY, 1 + (n % 28)), place: 'BANK', participantIds } };
};

const plannedVisits = (count: number): Making => ({
  count,
  operation: makes('planVisit', 'visit'),
  call: (n, cast) => {
    const { staffId, input } = plan(cast, n);
    return by(staffId, { ...input, goal: GOAL });
  },
});

/** A visit of each of those who visit, that is over. */
export async function endedVisits(platform: Platform, { visited }: Cast, findings?: object[]): Promise<Thing[]> {
  const said = findings && { endVisit: { findings } };
  return Promise.all(
    [...visited].map(async ([staffId, [clientId]]) => {
      const id = await walkVisit(platform, staffId, clientId!, 3, said);
      return { staffId, clientId: clientId!, id };
    }),
  );
}

export const VISIT_QUERIES: readonly CallRow[] = [
  {
    name: 'visit',
    what: 'a visit with goal, preparation, findings, gifts and requests for help',
    field: 'Query.visit',
    operation:
      'query ($id: ID!) { visit(id: $id) { id plannedOn state place client { id name tier } staff { id name } participants { id name } goal { kind text target } preparation { score required ready } findings { kind text } gifts { id state } helpRequests { id state } credit { staff { id } percent } } }',
    call: (_n, { dossier }) => ({ staffId: dossier.staffId, variables: { id: dossier.visitId } }),
  },
];

export const VISIT_COMMANDS: readonly CallRow[] = [
  {
    name: 'setVisitGoal',
    what: 'setVisitGoal, of the same visits again and again',
    field: 'Mutation.setVisitGoal',
    operation: mutation('setVisitGoal', 'visit { id state }'),
    made: plannedVisits(1_000),
    call: (n, _cast, visits) => {
      const goal = { kind: 'INFORMATION', text: `第${n}次：再听听家里今年的打算` };
      return onAny(visits, n, ({ id: visitId }) => ({ visitId, goal }));
    },
  },
  {
    name: 'splitCredit',
    what: 'splitCredit with a colleague, of the same visits again and again',
    field: 'Mutation.splitCredit',
    operation: mutation('splitCredit', 'visit { id state }'),
    made: plannedVisits(1_000),
    call: (n, cast, visits) =>
      onAny(visits, n, ({ id: visitId, staffId }) => {
        const own = 50 + (n % 50);
        const shares = [
          { staffId, percent: own },
          { staffId: colleagueOf(cast, staffId), percent: 100 - own },
        ];
        return { visitId, shares };
      }),
  },
  {
    name: 'cancelVisit',
    what: 'cancelVisit',
    field: 'Mutation.cancelVisit',
    operation: mutation('cancelVisit', 'visit { id state }'),
    made: plannedVisits(2_000),
    call: (n, _cast, visits) => onEach(visits, n, ({ id: visitId }) => ({ visitId, reason: '客户改期' })),
  },
  {
    name: 'requestRating',
    what: 'requestRating, of the same visits again and again',
    field: 'Mutation.requestRating',
    operation: mutation('requestRating', 'ratingLink { url expiresAt }'),
    made: (platform, cast) => endedVisits(platform, cast),
    call: (n, _cast, visits) => onAny(visits, n, ({ id: visitId }) => ({ visitId })),
  },
  {
    name: 'syncVisits',
    what: 'syncVisits, three commands a call: a visit is planned, gets a goal and is called off',
    field: 'Mutation.syncVisits',
    operation: mutation('syncVisits', 'results { visit { id state } errors { code } }'),
    call: (n, cast) => {
      const { staffId, input } = plan(cast, n);
      const planned = commandId();
      // A visit that was planned without a network is named by the command that planned it.
      const visitId = `plan.${planned}`;
      const commands = [
        { planVisit: { commandId: planned, ...input } },
        { setVisitGoal: { commandId: commandId(), visitId, goal: GOAL } },
        { cancelVisit: { commandId: commandId(), visitId, reason: '客户改期' } },
      ];
      return by(staffId, { commands });
    },
  },
];
