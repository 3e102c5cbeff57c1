/** A client of a portfolio, as far as the rest of a year goes. */
export interface Owed {
  readonly clientId: string;
  readonly contactsAYear: number;
  /** Calendar weeks of the year with an effective contact so far. */
  readonly weeks: number;
}

export type Fix =
  | { readonly kind: 'HAND_OVER'; readonly clients: number; readonly clientIds: readonly string[] }
  | { readonly kind: 'LOWER_TARGET'; readonly contactsAYear: number; readonly clients: number };

/** Whether what is owed in a year can still be done in it, in whole contacts. */
export interface Verdict {
  readonly capacityLeft: number;
  readonly owed: number;
  readonly shortfall: number;
  /** None where nothing is short; each is enough by itself. */
  readonly fixes: readonly Fix[];
}

/** Rule 3: what is owed against the places left, and what would be enough to bring it down to them. */
export function feasibilityOf(portfolio: readonly Owed[], capacityLeft: number): Verdict {
  const owed = owedBy(portfolio);
  const shortfall = Math.max(0, owed - capacityLeft);
  const fixes = shortfall === 0 ? [] : [handOver(portfolio, shortfall), lowerTarget(portfolio, capacityLeft)];
  return { capacityLeft, owed, shortfall, fixes };
}

function owedBy(portfolio: readonly Owed[], mostAYear = Infinity): number {
  return portfolio.reduce((sum, client) => sum + stillOwed(client, mostAYear), 0);
}

function stillOwed({ contactsAYear, weeks }: Owed, mostAYear = Infinity): number {
  return Math.max(0, Math.min(contactsAYear, mostAYear) - weeks);
}

/** The fewest clients to hand over: those owed most first, then by id. */
function handOver(portfolio: readonly Owed[], shortfall: number): Fix {
  const most = [...portfolio].sort((a, b) => stillOwed(b) - stillOwed(a) || (a.clientId < b.clientId ? -1 : 1));
  const clientIds: string[] = [];
  let freed = 0;
  for (const client of most) {
    if (freed >= shortfall) break;
    clientIds.push(client.clientId);
    freed += stillOwed(client);
  }
  return { kind: 'HAND_OVER', clients: clientIds.length, clientIds };
}

/** The highest contacts a year to which the ones above it would have to come down. */
function lowerTarget(portfolio: readonly Owed[], capacityLeft: number): Fix {
  let most = Math.max(0, ...portfolio.map(({ contactsAYear }) => contactsAYear));
  while (most > 0 && owedBy(portfolio, most) > capacityLeft) most--;
  const clients = portfolio.filter(({ contactsAYear }) => contactsAYear > most).length;
  return { kind: 'LOWER_TARGET', contactsAYear: most, clients };
}
