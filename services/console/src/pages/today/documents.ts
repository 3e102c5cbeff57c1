import { graphql, type ResultOf } from '../../api/graphql.js';

export const ItemFields = graphql(`
  fragment ItemFields on PlanItem {
    id
    date
    channel
    status
    dueSince
    client {
      id
      name
      tier
      phone
      interests
      preferredChannel
      lastContactAt
      consents {
        channel
        purpose
        valid
      }
    }
    reason {
      code
      text
      lastContactOn
      daysSinceContact
      intervalDays
      promisedOn
      nextTryOn
    }
  }
`);
export type Item = ResultOf<typeof ItemFields>;

const DayFields = graphql(
  `
    fragment DayFields on DailyPlan {
      date
      dayKind
      state
      capacity
      provisional
      nextWorkingDay
      items {
        ...ItemFields
      }
    }
  `,
  [ItemFields],
);
export { DayFields };

export const MyDay = graphql(
  `
    query MyDay($date: Date, $atLeast: Position) {
      myDay(date: $date, atLeast: $atLeast) {
        ...DayFields
      }
    }
  `,
  [DayFields],
);

export const MyDayChanged = graphql(
  `
    subscription MyDayChanged {
      myDayChanged {
        ...DayFields
      }
    }
  `,
  [DayFields],
);

/** What a manager logged on a day with an effect: what came of each client of the plan. */
export const DayContacts = graphql(`
  query DayContacts($staffId: ID!, $day: Date!, $atLeast: Position) {
    contacts(filter: { staffId: $staffId, from: $day, to: $day, effective: true }, first: 100, atLeast: $atLeast) {
      edges {
        node {
          id
          channel
          outcome
          startedAt
          client {
            id
          }
        }
      }
    }
  }
`);
export type DayContact = ResultOf<typeof DayContacts>['contacts']['edges'][number]['node'];

export const DeferItem = graphql(`
  mutation DeferItem($input: DeferPlanItemInput!) {
    deferPlanItem(input: $input) {
      errors {
        code
        field
        message
      }
      position
    }
  }
`);

export const SkipItem = graphql(`
  mutation SkipItem($input: SkipPlanItemInput!) {
    skipPlanItem(input: $input) {
      errors {
        code
        field
        message
      }
      position
    }
  }
`);

export const AddItem = graphql(`
  mutation AddItem($input: AddPlanItemInput!) {
    addPlanItem(input: $input) {
      errors {
        code
        field
        message
      }
      position
    }
  }
`);

export const OwnClients = graphql(`
  query OwnClients($rmId: ID!, $after: String, $atLeast: Position) {
    clients(filter: { rmId: $rmId }, first: 100, after: $after, atLeast: $atLeast) {
      edges {
        node {
          id
          name
          tier
          lastContactAt
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
