/** What a frontline app asks, once, for all journeys. */
export const MY_DAY = `query ($date: Date, $atLeast: Position) {
  myDay(date: $date, atLeast: $atLeast) {
    date state dayKind capacity provisional nextWorkingDay
    items { id date status channel dueSince client { id name tier } reason { code text lastContactOn daysSinceContact intervalDays promisedOn } }
  }
}`;

export const LOG_CONTACT = `mutation ($input: LogContactInput!) {
  logContact(input: $input) {
    contact { id effective late startedAt loggedAt client { id name } staff { id } unit { id } }
    planItem { id status }
    errors { code field message }
    position
  }
}`;

export const KPI = `query ($scope: KpiScope!, $period: PeriodInput!, $metrics: [Metric!], $atLeast: Position) {
  kpi(scope: $scope, period: $period, metrics: $metrics, atLeast: $atLeast) { values { metric value numerator denominator } position }
}`;

export const KPI_CONTACTS = `query ($scope: KpiScope!, $period: PeriodInput!, $metric: Metric!, $first: Int, $after: String, $atLeast: Position) {
  kpiContacts(scope: $scope, period: $period, metric: $metric, first: $first, after: $after, atLeast: $atLeast) {
    edges { node { id client { id } staff { id } unit { id } startedAt } } pageInfo { hasNextPage endCursor }
  }
}`;

export interface PlanItem {
  readonly id: string;
  readonly date: string;
  readonly status: string;
  readonly channel: string;
  readonly dueSince: string;
  readonly client: { id: string; name: string; tier: string };
  readonly reason: {
    code: string;
    text: string;
    lastContactOn: string | null;
    daysSinceContact: number | null;
    promisedOn: string | null;
  };
}

export interface MyDay {
  readonly myDay: {
    date: string;
    state: string;
    dayKind: string;
    capacity: number;
    provisional: boolean;
    nextWorkingDay: string;
    items: PlanItem[];
  };
}

export interface LogContact {
  readonly logContact: {
    contact: {
      id: string;
      effective: boolean;
      late: boolean;
      startedAt: string;
      loggedAt: string;
      client: { id: string; name: string };
      staff: { id: string };
      unit: { id: string };
    } | null;
    planItem: { id: string; status: string } | null;
    errors: { code: string; field: string[]; message: string }[];
    position: string | null;
  };
}

export interface Kpi {
  readonly kpi: {
    values: { metric: string; value: number | null; numerator: number; denominator: number | null }[];
    position: string;
  };
}

export interface KpiContacts {
  readonly kpiContacts: {
    edges: {
      node: { id: string; client: { id: string }; staff: { id: string }; unit: { id: string }; startedAt: string };
    }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}
