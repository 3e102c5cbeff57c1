import { PageEnd, Refusal } from '../../api/fragments.js';
import { graphql, type ResultOf } from '../../api/graphql.js';

/** How a service does: the same fields at each. */
export const StateFields = graphql(`
  fragment StateFields on ServiceState {
    name
    consumers {
      name
      lagSeconds
      parked
    }
    parkedEvents(first: 1) {
      edges {
        cursor
      }
    }
  }
`);
export type ServiceState = ResultOf<typeof StateFields>;

/** Events that a service holds parked, the oldest first. */
const ParkedPage = graphql(
  `
    fragment ParkedPage on ParkedEventConnection @_unmask {
      edges {
        node {
          consumer
          topic
          key
          type
          eventId
          code
          reason
          released
          parkedAt
        }
      }
      pageInfo {
        ...PageEnd
      }
    }
  `,
  [PageEnd],
);
export type ParkedEvent = ResultOf<typeof ParkedPage>['edges'][number]['node'];

const ReleaseFields = graphql(
  `
    fragment ReleaseFields on ReleaseParkedPayload @_unmask {
      released
      errors {
        ...Refusal
      }
      position
    }
  `,
  [Refusal],
);

const SkipFields = graphql(
  `
    fragment SkipFields on SkipParkedPayload @_unmask {
      released
      errors {
        ...Refusal
      }
      position
    }
  `,
  [Refusal],
);

/**
 * Of each service how it does, its parked events, and the orders to release and to skip them; each service answers for
 * itself, so that one that is down hides no other.
 */
export const SERVICES = {
  organisation: {
    state: graphql('query OrganisationState { state: organisationState { ...StateFields } }', [StateFields]),
    parked: graphql(
      'query OrganisationParked($after: String) { state: organisationState { parkedEvents(first: 100, after: $after) { ...ParkedPage } } }',
      [ParkedPage],
    ),
    release: graphql(
      'mutation ReleaseInOrganisation($input: ReleaseParkedInput!) { done: releaseParkedInOrganisation(input: $input) { ...ReleaseFields } }',
      [ReleaseFields],
    ),
    skip: graphql(
      'mutation SkipInOrganisation($input: SkipParkedInput!) { done: skipParkedInOrganisation(input: $input) { ...SkipFields } }',
      [SkipFields],
    ),
  },
  'client-registry': {
    state: graphql('query ClientRegistryState { state: clientRegistryState { ...StateFields } }', [StateFields]),
    parked: graphql(
      'query ClientRegistryParked($after: String) { state: clientRegistryState { parkedEvents(first: 100, after: $after) { ...ParkedPage } } }',
      [ParkedPage],
    ),
    release: graphql(
      'mutation ReleaseInClientRegistry($input: ReleaseParkedInput!) { done: releaseParkedInClientRegistry(input: $input) { ...ReleaseFields } }',
      [ReleaseFields],
    ),
    skip: graphql(
      'mutation SkipInClientRegistry($input: SkipParkedInput!) { done: skipParkedInClientRegistry(input: $input) { ...SkipFields } }',
      [SkipFields],
    ),
  },
  'contact-scheduling': {
    state: graphql('query ContactSchedulingState { state: contactSchedulingState { ...StateFields } }', [StateFields]),
    parked: graphql(
      'query ContactSchedulingParked($after: String) { state: contactSchedulingState { parkedEvents(first: 100, after: $after) { ...ParkedPage } } }',
      [ParkedPage],
    ),
    release: graphql(
      'mutation ReleaseInContactScheduling($input: ReleaseParkedInput!) { done: releaseParkedInContactScheduling(input: $input) { ...ReleaseFields } }',
      [ReleaseFields],
    ),
    skip: graphql(
      'mutation SkipInContactScheduling($input: SkipParkedInput!) { done: skipParkedInContactScheduling(input: $input) { ...SkipFields } }',
      [SkipFields],
    ),
  },
  'visit-logging': {
    state: graphql('query VisitLoggingState { state: visitLoggingState { ...StateFields } }', [StateFields]),
    parked: graphql(
      'query VisitLoggingParked($after: String) { state: visitLoggingState { parkedEvents(first: 100, after: $after) { ...ParkedPage } } }',
      [ParkedPage],
    ),
    release: graphql(
      'mutation ReleaseInVisitLogging($input: ReleaseParkedInput!) { done: releaseParkedInVisitLogging(input: $input) { ...ReleaseFields } }',
      [ReleaseFields],
    ),
    skip: graphql(
      'mutation SkipInVisitLogging($input: SkipParkedInput!) { done: skipParkedInVisitLogging(input: $input) { ...SkipFields } }',
      [SkipFields],
    ),
  },
  'performance-kpis': {
    state: graphql('query PerformanceKpisState { state: performanceKpisState { ...StateFields } }', [StateFields]),
    parked: graphql(
      'query PerformanceKpisParked($after: String) { state: performanceKpisState { parkedEvents(first: 100, after: $after) { ...ParkedPage } } }',
      [ParkedPage],
    ),
    release: graphql(
      'mutation ReleaseInPerformanceKpis($input: ReleaseParkedInput!) { done: releaseParkedInPerformanceKpis(input: $input) { ...ReleaseFields } }',
      [ReleaseFields],
    ),
    skip: graphql(
      'mutation SkipInPerformanceKpis($input: SkipParkedInput!) { done: skipParkedInPerformanceKpis(input: $input) { ...SkipFields } }',
      [SkipFields],
    ),
  },
  'client-insight': {
    state: graphql('query ClientInsightState { state: clientInsightState { ...StateFields } }', [StateFields]),
    parked: graphql(
      'query ClientInsightParked($after: String) { state: clientInsightState { parkedEvents(first: 100, after: $after) { ...ParkedPage } } }',
      [ParkedPage],
    ),
    release: graphql(
      'mutation ReleaseInClientInsight($input: ReleaseParkedInput!) { done: releaseParkedInClientInsight(input: $input) { ...ReleaseFields } }',
      [ReleaseFields],
    ),
    skip: graphql(
      'mutation SkipInClientInsight($input: SkipParkedInput!) { done: skipParkedInClientInsight(input: $input) { ...SkipFields } }',
      [SkipFields],
    ),
  },
} as const;
export type ServiceName = keyof typeof SERVICES;
export const SERVICE_NAMES = Object.keys(SERVICES) as readonly ServiceName[];
