import { randomUUID } from 'node:crypto';
import { addDays } from '@hengxin/contracts';
import {
  anyClient,
  asHeadOffice,
  BANK,
  type CallRow,
  CLIENT_PAYLOAD,
  commandId,
  FEBRUARY,
  FIGURES,
  head,
  nth,
  PLACES,
  rm,
  TODAY,
  TOMORROW,
} from './calls.js';

/** Queries of the capabilities that stand beside the main job. */
export const CAPABILITY_QUERIES: readonly CallRow[] = [
  {
    name: 'handoverPreview',
    what: 'handoverPreview of a whole portfolio',
    field: 'Query.handoverPreview',
    operation:
      'query ($from: ID!, $to: ID!) { handoverPreview(fromRmId: $from, toRmId: $to) { clients promises openItems toPortfolio refusals { code } } }',
    call: (n, { allRms }) => ({
      staffId: 'A0001',
      variables: { from: nth(allRms, n), to: nth(allRms, n + 1) },
    }),
  },
  {
    name: 'leaderboard',
    what: 'leaderboard of contacts in a month, as a manager sees it',
    field: 'Query.leaderboard',
    operation:
      'query ($period: PeriodInput!) { leaderboard(metric: CONTACTS, period: $period) { edges { node { rank value peers staff { id name } } } } }',
    call: (n, cast) => ({ staffId: rm(cast, n), variables: { period: FEBRUARY } }),
  },
  {
    name: 'targets',
    what: 'targets of the bank for a year',
    field: 'Query.targets',
    operation:
      'query ($scope: KpiScope!) { targets(scope: $scope, year: 2026) { metric month base stretch challenge } }',
    call: () => asHeadOffice({ scope: BANK }),
  },
  {
    name: 'attainments',
    what: 'attainments of the bank in a month',
    field: 'Query.attainments',
    operation:
      'query ($scope: KpiScope!, $period: PeriodInput!) { attainments(scope: $scope, period: $period) { metric value target attainment childrenSum } }',
    call: () => asHeadOffice({ scope: BANK, period: FEBRUARY }),
  },
  {
    name: 'metrics',
    what: 'metrics, all definitions',
    field: 'Query.metrics',
    operation: '{ metrics { code name description group kind unit direction } }',
    call: () => asHeadOffice(),
  },
  {
    name: 'kpi-compare',
    what: 'kpi of a branch against the period before, last year, the bank and its siblings',
    field: 'Query.kpi',
    operation: `query ($scope: KpiScope!, $period: PeriodInput!) { kpi(scope: $scope, period: $period, metrics: [CONTACTS, COVERAGE], compare: [PREVIOUS_PERIOD, SAME_PERIOD_LAST_YEAR, PARENT, SIBLINGS_MEDIAN]) { comparisons { against ${FIGURES} } } }`,
    call: (n, cast) => {
      const { staffId, unitId } = head(cast, n);
      return { staffId, variables: { scope: { unitId }, period: FEBRUARY } };
    },
  },
  {
    name: 'visits',
    what: 'visits of a manager, a page of 20',
    field: 'Query.visits',
    operation: '{ visits { edges { node { id plannedOn state client { id name } } } pageInfo { hasNextPage } } }',
    call: (n, cast) => ({ staffId: rm(cast, n), variables: {} }),
  },
  {
    name: 'visitChecklist',
    what: 'visitChecklist',
    field: 'Query.visitChecklist',
    operation: '{ visitChecklist { item } }',
    call: (n, cast) => ({ staffId: rm(cast, n), variables: {} }),
  },
  {
    name: 'feasibility',
    what: 'feasibility of the own year',
    field: 'Query.feasibility',
    operation: '{ feasibility { capacityLeft owed shortfall text } }',
    call: (n, cast) => ({ staffId: rm(cast, n), variables: {} }),
  },
  {
    name: 'week',
    what: 'week from today on',
    field: 'Query.week',
    operation: '{ week { date dayKind capacity promises occasions expected } }',
    call: (n, cast) => ({ staffId: rm(cast, n), variables: {} }),
  },
  {
    name: 'overdue',
    what: 'overdue items, a page of 50',
    field: 'Query.overdue',
    operation: '{ overdue { edges { node { id client { id name } } } pageInfo { hasNextPage } } }',
    call: (n, cast) => ({ staffId: rm(cast, n), variables: {} }),
  },
  {
    name: 'leaves',
    what: 'leaves of a manager',
    field: 'Query.leaves',
    operation: '{ leaves { id from to portion } }',
    call: (n, cast) => ({ staffId: rm(cast, n), variables: {} }),
  },
  {
    name: 'scorecards',
    what: 'scorecards',
    field: 'Query.scorecards',
    operation: '{ scorecards { id name version } }',
    call: () => asHeadOffice(),
  },
  {
    name: 'reasons',
    what: 'reasons of the bank in a month',
    field: 'Query.reasons',
    operation:
      'query ($unitId: ID!, $period: PeriodInput!) { reasons(unitId: $unitId, period: $period) { reason visits meanPreparation } }',
    call: () => asHeadOffice({ ...BANK, period: FEBRUARY }),
  },
];

/** Commands of the capabilities that stand beside the main job. */
export const CAPABILITY_COMMANDS: readonly CallRow[] = [
  {
    name: 'setClientDate',
    what: 'setClientDate, one date a client',
    field: 'Mutation.setClientDate',
    operation: `mutation ($input: SetClientDateInput!) { setClientDate(input: $input) ${CLIENT_PAYLOAD} }`,
    call: (n, cast) => {
      const { staffId, clientId } = anyClient(cast, n);
      const date = { dateId: 'bench', label: `第${n}次`, calendar: 'SOLAR', month: 5, day: 1 + (n % 28) };
      return { staffId, variables: { input: { commandId: commandId(), clientId, ...date } } };
    },
  },
  {
    name: 'confirmProfilePart',
    what: 'confirmProfilePart',
    field: 'Mutation.confirmProfilePart',
    operation: `mutation ($input: ConfirmProfilePartInput!) { confirmProfilePart(input: $input) ${CLIENT_PAYLOAD} }`,
    call: (n, cast) => {
      const { staffId, clientId } = anyClient(cast, n);
      return { staffId, variables: { input: { commandId: commandId(), clientId, part: 'CIRCLE' } } };
    },
  },
  {
    name: 'linkClient',
    what: 'linkClient to somebody who is no client',
    field: 'Mutation.linkClient',
    operation: `mutation ($input: LinkClientInput!) { linkClient(input: $input) ${CLIENT_PAYLOAD} }`,
    call: (n, cast) => {
      if (n >= cast.rms.length * PLACES) return undefined;
      const { staffId, clientId } = anyClient(cast, n);
      const outsiderName = `亲友${randomUUID().slice(0, 8)}`;
      return { staffId, variables: { input: { commandId: commandId(), clientId, relation: 'FRIEND', outsiderName } } };
    },
  },
  {
    name: 'handOver',
    what: 'handOver of one client from tomorrow on',
    field: 'Mutation.handOver',
    operation:
      'mutation ($input: HandOverInput!) { handOver(input: $input) { handover { id } errors { code } position } }',
    call: (n, cast) => {
      if (n >= cast.rms.length * 10) return undefined;
      const { staffId, clientId } = anyClient(cast, n);
      const toRmId = nth(cast.allRms, cast.allRms.indexOf(staffId) + 1);
      const input = { commandId: commandId(), fromRmId: staffId, toRmId, clientIds: [clientId], from: TOMORROW };
      return { staffId: 'A0001', variables: { input } };
    },
  },
  {
    name: 'setTargets',
    what: 'setTargets, one a branch',
    field: 'Mutation.setTargets',
    operation: 'mutation ($input: SetTargetsInput!) { setTargets(input: $input) { errors { code } position } }',
    call: (n, cast) => {
      const { unitId } = head(cast, n);
      const target = { unitId, metric: 'CONTACTS', month: '2026-03-01', base: 100 + n, stretch: 200 + n };
      return asHeadOffice({ input: { commandId: commandId(), targets: [target] } });
    },
  },
  {
    name: 'planVisit',
    what: 'planVisit with a goal',
    field: 'Mutation.planVisit',
    operation:
      'mutation ($input: PlanVisitInput!) { planVisit(input: $input) { visit { id state } errors { code } position } }',
    call: (n, cast) => {
      const { staffId, clientId } = anyClient(cast, n);
      const goal = { kind: 'RETENTION', text: '了解客户今年的资金安排与需求' };
      const plannedOn = addDays(TODAY, 1 + (n % 28));
      return { staffId, variables: { input: { commandId: commandId(), clientId, plannedOn, place: 'BANK', goal } } };
    },
  },
];

/**
 * What needs a thing of its own in the state before, and is measured by its neighbour: the steps of a visit after its
 * plan, one visit by its id, what takes back a link or a date, a score by a card of its own; and what is
 * said a few times a year, leaves and cards.
 */
export const UNMEASURED_STEPS: readonly string[] = [
  'Query.visit',
  'Query.score',
  ...['takeLeave', 'cancelLeave', 'saveScorecard'].map((command) => `Mutation.${command}`),
  ...['setVisitGoal', 'startVisit', 'endVisit', 'reviewVisit', 'cancelVisit', 'splitCredit'].map(
    (step) => `Mutation.${step}`,
  ),
  ...['unlinkClient', 'removeClientDate'].map((step) => `Mutation.${step}`),
];
