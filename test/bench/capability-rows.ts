import { randomUUID } from 'node:crypto';
import { addDays } from '@hengxin/contracts';
import {
  anyClient,
  anyVisited,
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
import { CLIENT_COMMANDS, CLIENT_QUERIES } from './client-rows.js';
import { COACHING_COMMANDS } from './coaching-rows.js';
import { GIFT_COMMANDS } from './gift-rows.js';
import { HELP_COMMANDS } from './help-rows.js';
import { PLANNING_COMMANDS, PLANNING_QUERIES } from './planning-rows.js';
import { VISIT_COMMANDS, VISIT_QUERIES } from './visit-rows.js';

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
    name: 'kpi-as-is',
    what: 'kpi of the bank for a month by the tree of today',
    field: 'Query.kpi',
    operation: `query ($scope: KpiScope!, $period: PeriodInput!) { kpi(scope: $scope, period: $period, view: AS_IS) { ${FIGURES} position } }`,
    call: () => asHeadOffice({ scope: BANK, period: FEBRUARY }),
  },
  {
    name: 'kpi-ten',
    what: 'kpi of a branch for a month, ten metrics of all kinds',
    field: 'Query.kpi',
    operation: `query ($scope: KpiScope!, $period: PeriodInput!) { kpi(scope: $scope, period: $period, metrics: [CONTACTS, CLIENTS_CONTACTED, COVERAGE, PACE, UNTOUCHED_61, PROMISES_KEPT, PROMPTS_SERVED, VISITS, DEPOSITS, PRODUCTS_A_CLIENT]) { ${FIGURES} position } }`,
    call: (n, cast) => {
      const { staffId, unitId } = head(cast, n);
      return { staffId, variables: { scope: { unitId }, period: FEBRUARY } };
    },
  },
  {
    name: 'kpiCounted',
    what: 'kpiCounted of the coverage of a manager in a month, a page of 20 clients',
    field: 'Query.kpiCounted',
    operation:
      'query ($scope: KpiScope!, $period: PeriodInput!) { kpiCounted(scope: $scope, period: $period, metric: COVERAGE) { edges { node { client { id name } numerator denominator } } pageInfo { hasNextPage } } }',
    call: (n, cast) => ({ staffId: rm(cast, n), variables: { scope: { staffId: rm(cast, n) }, period: FEBRUARY } }),
  },
  {
    name: 'kpiCounted-bank',
    what: 'kpiCounted of the coverage of the bank in a month, a page of 20 clients',
    field: 'Query.kpiCounted',
    operation:
      'query ($scope: KpiScope!, $period: PeriodInput!) { kpiCounted(scope: $scope, period: $period, metric: COVERAGE) { edges { node { client { id name } numerator denominator } } pageInfo { hasNextPage } } }',
    call: () => asHeadOffice({ scope: BANK, period: FEBRUARY }),
  },
  {
    name: 'kpiExplain',
    what: 'kpiExplain of the coverage of the bank in a month',
    field: 'Query.kpiExplain',
    operation:
      'query ($scope: KpiScope!, $period: PeriodInput!) { kpiExplain(scope: $scope, period: $period, metric: COVERAGE) { sentence steps { label value contactIds } } }',
    call: () => asHeadOffice({ scope: BANK, period: FEBRUARY }),
  },
  {
    name: 'kpiDistribution',
    what: 'kpiDistribution of the coverage of a branch in a month',
    field: 'Query.kpiDistribution',
    operation:
      'query ($unitId: ID!, $period: PeriodInput!) { kpiDistribution(unitId: $unitId, period: $period, metric: COVERAGE) { staff median bars { from } } }',
    call: (n, cast) => {
      const { staffId, unitId } = head(cast, n);
      return { staffId, variables: { unitId, period: FEBRUARY } };
    },
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
    name: 'visitDossier',
    what: 'visitDossier of a client of 2,000 contacts, 4 connections',
    field: 'Query.visitDossier',
    operation:
      'query ($id: ID!) { visitDossier(visitId: $id) { client { id name tier } parts { part fresh refreshedAt } lastVisits { id plannedOn goal { kind text } review { result } findings { kind text } } lastContacts { id startedAt channel outcome notes } openPromises topics { topic because } avoid lastReview { result reasons lesson nextTopic nextOn } suggestedGoals { kind text target unit facts { name value } } } }',
    call: (_n, { dossier }) => ({ staffId: dossier.staffId, variables: { id: dossier.visitId } }),
    connections: 4,
    aim: { p99Ms: 30 },
  },
  {
    name: 'visitChecklist',
    what: 'visitChecklist',
    field: 'Query.visitChecklist',
    operation: '{ visitChecklist { item } }',
    call: (n, cast) => ({ staffId: rm(cast, n), variables: {} }),
  },
  {
    name: 'giftItems',
    what: 'giftItems',
    field: 'Query.giftItems',
    operation: '{ giftItems { id name value } }',
    call: (n, cast) => ({ staffId: rm(cast, n), variables: {} }),
  },
  {
    name: 'gifts',
    what: 'gifts of a manager, a page of 20',
    field: 'Query.gifts',
    operation: '{ gifts { edges { node { id state client { id name } } } pageInfo { hasNextPage } } }',
    call: (n, cast) => ({ staffId: rm(cast, n), variables: {} }),
  },
  {
    name: 'helpRequests',
    what: 'helpRequests of a manager, a page of 20',
    field: 'Query.helpRequests',
    operation: '{ helpRequests { edges { node { id step state answerDueAt } } pageInfo { hasNextPage } } }',
    call: (n, cast) => ({ staffId: rm(cast, n), variables: {} }),
  },
  {
    name: 'complaints',
    what: 'complaints of a branch that are open, a page of 20',
    field: 'Query.complaints',
    operation:
      '{ complaints(filter: { states: [OPEN] }) { edges { node { id answerDueAt overdue } } pageInfo { hasNextPage } } }',
    call: (n, cast) => ({ staffId: head(cast, n).staffId, variables: {} }),
  },
  {
    name: 'mastery',
    what: 'mastery of a manager',
    field: 'Query.mastery',
    operation: '{ mastery { minutes projectedOn streak byKind { kind minutes } } }',
    call: (n, cast) => ({ staffId: rm(cast, n), variables: {} }),
  },
  {
    name: 'studyEntries',
    what: 'studyEntries of a manager, a page of 20',
    field: 'Query.studyEntries',
    operation: '{ studyEntries { edges { node { id topic startedAt } } pageInfo { hasNextPage } } }',
    call: (n, cast) => ({ staffId: rm(cast, n), variables: {} }),
  },
  {
    name: 'playbooks',
    what: 'playbooks, a page of 20',
    field: 'Query.playbooks',
    operation: '{ playbooks(first: 20) { edges { node { id title topics } } pageInfo { hasNextPage } } }',
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
    name: 'greetings',
    what: 'lists of greetings of a quarter, each over the portfolio',
    field: 'Query.greetings',
    operation: '{ greetings { festival date opensOn toGreet greeted } }',
    call: (n, cast) => ({ staffId: rm(cast, n), variables: {} }),
  },
  {
    name: 'clientCount',
    what: 'clientCount of a filter of profile, holdings and history over a portfolio',
    field: 'Query.clientCount',
    operation: 'query ($filter: SegmentFilter!) { clientCount(filter: $filter) }',
    call: (n, cast) => ({
      staffId: rm(cast, n),
      variables: {
        filter: { tier: ['GOLD', 'PRIVATE'], notContactedSince: TODAY, not: { deposits: { min: '100000' } } },
      },
    }),
  },
  {
    name: 'clientCount-head',
    what: 'the same clientCount over the portfolios of a branch',
    field: 'Query.clientCount',
    operation: 'query ($filter: SegmentFilter!) { clientCount(filter: $filter) }',
    call: (n, cast) => ({
      staffId: head(cast, n).staffId,
      variables: {
        filter: { tier: ['GOLD', 'PRIVATE'], notContactedSince: TODAY, not: { deposits: { min: '100000' } } },
      },
    }),
  },
  {
    name: 'segments',
    what: 'segments of a manager, five of them, each with its count',
    field: 'Query.segments',
    operation: '{ segments { id name count } }',
    call: (n, { segments }) => ({ staffId: nth(segments, n).staffId, variables: {} }),
  },
  {
    name: 'scorecards',
    what: 'scorecards',
    field: 'Query.scorecards',
    operation: '{ scorecards { id name version } }',
    call: () => asHeadOffice(),
  },
  {
    name: 'coachingNotices',
    what: 'coachingNotices of the bank, a page of 20',
    field: 'Query.coachingNotices',
    operation: '{ coachingNotices { edges { node { id months replyDueOn overdue } } pageInfo { hasNextPage } } }',
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
  ...VISIT_QUERIES,
  ...CLIENT_QUERIES,
  ...PLANNING_QUERIES,
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
      const { staffId, clientId } = anyVisited(cast, n);
      const goal = { kind: 'RETENTION', text: '了解客户今年的资金安排与需求' };
      const plannedOn = addDays(TODAY, 1 + (n % 28));
      return { staffId, variables: { input: { commandId: commandId(), clientId, plannedOn, place: 'BANK', goal } } };
    },
    aim: { perSecond: 600 },
  },
  {
    name: 'askForHelp',
    what: 'askForHelp with a client',
    field: 'Mutation.askForHelp',
    operation:
      'mutation ($input: AskForHelpInput!) { askForHelp(input: $input) { helpRequest { id step } errors { code } position } }',
    call: (n, cast) => {
      const { staffId, clientId } = anyClient(cast, n);
      return { staffId, variables: { input: { commandId: commandId(), clientId, text: '请一同拜访' } } };
    },
  },
  ...PLANNING_COMMANDS,
  ...COACHING_COMMANDS,
  ...VISIT_COMMANDS,
  ...GIFT_COMMANDS,
  ...HELP_COMMANDS,
  ...CLIENT_COMMANDS,
];
