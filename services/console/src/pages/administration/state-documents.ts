import { Refusal } from '../../api/fragments.js';
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
    parkedEvents(first: 100) {
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
        hasNextPage
      }
    }
  }
`);
export type ServiceState = ResultOf<typeof StateFields>;
export type ParkedEvent = ServiceState['parkedEvents']['edges'][number]['node'];

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

/**
 * Of each service how it does, and the order to release; each service answers for itself, so that one that is down
 * hides no other.
 */
export const SERVICES = {
  organisation: {
    state: graphql('query OrganisationState { state: organisationState { ...StateFields } }', [StateFields]),
    release: graphql(
      'mutation ReleaseInOrganisation($input: ReleaseParkedInput!) { done: releaseParkedInOrganisation(input: $input) { ...ReleaseFields } }',
      [ReleaseFields],
    ),
  },
  'client-registry': {
    state: graphql('query ClientRegistryState { state: clientRegistryState { ...StateFields } }', [StateFields]),
    release: graphql(
      'mutation ReleaseInClientRegistry($input: ReleaseParkedInput!) { done: releaseParkedInClientRegistry(input: $input) { ...ReleaseFields } }',
      [ReleaseFields],
    ),
  },
  'contact-scheduling': {
    state: graphql('query ContactSchedulingState { state: contactSchedulingState { ...StateFields } }', [StateFields]),
    release: graphql(
      'mutation ReleaseInContactScheduling($input: ReleaseParkedInput!) { done: releaseParkedInContactScheduling(input: $input) { ...ReleaseFields } }',
      [ReleaseFields],
    ),
  },
  'visit-logging': {
    state: graphql('query VisitLoggingState { state: visitLoggingState { ...StateFields } }', [StateFields]),
    release: graphql(
      'mutation ReleaseInVisitLogging($input: ReleaseParkedInput!) { done: releaseParkedInVisitLogging(input: $input) { ...ReleaseFields } }',
      [ReleaseFields],
    ),
  },
  'performance-kpis': {
    state: graphql('query PerformanceKpisState { state: performanceKpisState { ...StateFields } }', [StateFields]),
    release: graphql(
      'mutation ReleaseInPerformanceKpis($input: ReleaseParkedInput!) { done: releaseParkedInPerformanceKpis(input: $input) { ...ReleaseFields } }',
      [ReleaseFields],
    ),
  },
  'client-insight': {
    state: graphql('query ClientInsightState { state: clientInsightState { ...StateFields } }', [StateFields]),
    release: graphql(
      'mutation ReleaseInClientInsight($input: ReleaseParkedInput!) { done: releaseParkedInClientInsight(input: $input) { ...ReleaseFields } }',
      [ReleaseFields],
    ),
  },
} as const;
export type ServiceName = keyof typeof SERVICES;
export const SERVICE_NAMES = Object.keys(SERVICES) as readonly ServiceName[];
