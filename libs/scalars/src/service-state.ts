/** What a service calls the fields by which it is run: its own root fields, over types that all services share. */
export interface StateFields {
  readonly query: string;
  readonly release: string;
  readonly skip: string;
}

/** Of `visit-logging`: `visitLoggingState`, `releaseParkedInVisitLogging`, `skipParkedInVisitLogging`. */
export function stateFields(service: string): StateFields {
  const words = service.split('-').map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
  const name = words.join('');
  return {
    query: `${name.charAt(0).toLowerCase()}${name.slice(1)}State`,
    release: `releaseParkedIn${name}`,
    skip: `skipParkedIn${name}`,
  };
}

/**
 * The SDL of what every service tells those who run the platform. Its value types stand in each service's schema in the
 * same words.
 */
export function stateSdl(service: string): string {
  const { query, release, skip } = stateFields(service);
  return `
type Query {
  "How ${service} does: how far its consumers are, and the events that they could not take. For ADMIN alone."
  ${query}: ServiceState!
}

type Mutation {
  "Lets parked events of ${service} go again, once the cause is mended: in order, before anything newer of their keys. One that fails again stays. For ADMIN alone."
  ${release}("Which ones." input: ReleaseParkedInput!): ReleaseParkedPayload!
  "Lets go of one parked event of ${service} for good, on record; the later ones of its key go on in order. For ADMIN alone."
  ${skip}("Which one, and why." input: SkipParkedInput!): SkipParkedPayload!
}
${SHARED}`;
}

const SHARED = `
"How a service does. For ADMIN alone; ids, counts and codes, never what an event says."
type ServiceState @shareable {
  "The service, as \`visit-logging\`."
  name: String!
  "What reads events in it, by name."
  consumers: [ConsumerState!]!
  "Events that a consumer could not take, and the later ones of their keys that wait behind them. The oldest first."
  parkedEvents(
    "Rows of a page at most, 1 to 100."
    first: Int = 20
    "The \`endCursor\` of the page before."
    after: String
    "Of this consumer alone; of all by default."
    consumer: String
  ): ParkedEventConnection!
}

"What reads events in a service and keeps something by them. For ADMIN alone."
type ConsumerState @shareable {
  "Its name within the service."
  name: String!
  "Age in seconds of the first event that it has not applied; where that cannot be known, the time since it was last seen to have applied all. 0 when there is none."
  lagSeconds: Float!
  "Events parked there, those among them that only wait behind another one."
  parked: Int!
}

"A page of parked events. For ADMIN alone."
type ParkedEventConnection @shareable {
  "The events, each with its place."
  edges: [ParkedEventEdge!]!
  "Whether more follow."
  pageInfo: PageInfo!
}

"A parked event in its place. For ADMIN alone."
type ParkedEventEdge @shareable {
  "Its place in the list. Opaque."
  cursor: String!
  "The event."
  node: ParkedEvent!
}

"An event that waits because it, or an earlier one of its key, could not be applied. For ADMIN alone."
type ParkedEvent @shareable {
  "The consumer that could not take it."
  consumer: String!
  "The topic that it belongs to, whichever way it came."
  topic: String!
  "What its order hangs on: the id of the client, plan or other thing that it is about."
  key: String!
  "Its type; of a message that is none of the platform's events, what it claims to be."
  type: String!
  "Its id; of a message that is none of the platform's events, its place as \`topic/partition/offset\`."
  eventId: ID!
  "Why, as the page on parked events lists it; BEHIND_PARKED for one that only waits behind another."
  code: String!
  "Why, in the platform's own words. Null for the words of a failed handler or database, which may repeat what the event says: \`npm run parked\` tells them."
  reason: String
  "Whether it was released and is about to be taken again."
  released: Boolean!
  "When it was parked."
  parkedAt: Instant!
}

"Which parked events are to go again; all of the given conditions must hold, and none means all."
input ReleaseParkedInput {
  "Made by the caller, one an intention; the same id again returns the first answer."
  commandId: ID!
  "Of this consumer."
  consumer: String
  "Of this topic."
  topic: String
  "Of this key."
  key: String
}

"What became of an order to release. For ADMIN alone."
type ReleaseParkedPayload implements Payload @shareable {
  "How many go again; null when it was refused."
  released: Int
  "Why it was refused; empty when it was carried out."
  errors: [Rejection!]!
  "Always null: nothing is stored in the event log."
  position: Position
}

"The parked event that nobody will take, and why."
input SkipParkedInput {
  "Made by the caller, one an intention; the same id again returns the first answer."
  commandId: ID!
  "Its id as listed."
  eventId: ID!
  "Of this consumer alone; by default of every one that holds it parked."
  consumer: String
  "Why it is let go, kept on record: 1 to 500 characters, and no client's name."
  because: String!
}

"What became of an order to skip. For ADMIN alone."
type SkipParkedPayload implements Payload @shareable {
  "How many consumers let go of it; null when it was refused."
  skipped: Int
  "How many later events go on now; null when it was refused."
  released: Int
  "Why it was refused; empty when it was carried out."
  errors: [Rejection!]!
  "Always null: nothing is stored in the event log."
  position: Position
}

"A moment, RFC 3339 with offset: of at most 14 hours, in the years of the business calendar, to the microsecond. Shown in one spelling."
scalar Instant

"Where the event log stood after a command. Opaque. Give it to a read as \`atLeast\` to see your own write, and all that it rested on."
scalar Position

"Whether more follow."
type PageInfo @shareable {
  "Whether there is more after this page."
  hasNextPage: Boolean!
  "Whether there is more before this page: true on every page but the first."
  hasPreviousPage: Boolean!
  "Where this page begins; null on an empty one."
  startCursor: String
  "Give it as \`after\` to get the next page; null on an empty one."
  endCursor: String
}

"Why a command was refused. \`field\` is the path of the input at fault. \`code\` is stable and documented."
type Rejection @shareable {
  "Stable and documented."
  code: String!
  "Path of the input at fault."
  field: [String!]!
  "A sentence in the caller's language."
  message: String!
}

"What every command answers. \`position\` is null when nothing was stored."
interface Payload {
  "Why it was refused; empty when it was carried out."
  errors: [Rejection!]!
  "Give it to a read as \`atLeast\` to see this command's effect."
  position: Position
}
`;
