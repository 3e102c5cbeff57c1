import { PageEnd } from '../../api/fragments.js';
import { graphql, type ResultOf } from '../../api/graphql.js';
import { TopicFields } from '../../parts/topics/documents.js';

export const ItemFields = graphql(
  `
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
      prompts {
        kind
        label
      }
      coverFor {
        id
        name
      }
      suggestedHours {
        fromHour
        toHour
      }
      topics(first: 3) {
        ...TopicFields
      }
    }
  `,
  [TopicFields],
);
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
      leave {
        id
        from
        to
        portion
        cover {
          id
          name
        }
      }
      coverFor {
        id
        name
      }
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

/** The seven days from today on: what each has room for, and what is expected of it. */
export const WeekAhead = graphql(`
  query WeekAhead {
    week {
      date
      dayKind
      capacity
      promises
      occasions
      expected
      provisional
    }
  }
`);
export type PlanDay = ResultOf<typeof WeekAhead>['week'][number];

/** Items of earlier days, longest due first. */
export const Overdue = graphql(
  `
    query Overdue($after: String) {
      overdue(first: 20, after: $after) {
        edges {
          node {
            ...ItemFields
          }
        }
        pageInfo {
          ...PageEnd
        }
      }
    }
  `,
  [ItemFields, PageEnd],
);

/** Whether what is owed this year can still be done. */
export const YearAhead = graphql(`
  query YearAhead {
    feasibility {
      year
      capacityLeft
      owed
      shortfall
      text
      provisional
      fixes {
        kind
        text
      }
    }
  }
`);
export type Year = ResultOf<typeof YearAhead>['feasibility'];

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
