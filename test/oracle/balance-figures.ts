/** What clients have, as the core system told it; counted for who keeps them on the day. Amounts are cents. */
export interface BalanceFigures {
  DEPOSITS: [number, number];
  LOANS: [number, number];
  DEPOSIT_GROWTH: [number, number];
  PRODUCTS_A_CLIENT: [number, number];
}

interface Row {
  readonly asOf: string;
  readonly kind: string;
  readonly cents: number;
  readonly closedOn: string | null;
}

/** Who keeps whom: whether a client counts for the scope on a day. */
export type Keeps = (client: string, day: string) => boolean;

const CENTS = 100;
const DEPOSITS = ['DEMAND_DEPOSIT', 'TIME_DEPOSIT'];

/** Every row of every holding, looked up day by day. */
export class BalancesOfLog {
  /** By client and holding; the last word on a day stands. */
  private readonly holdings = new Map<string, Map<string, Row[]>>();

  take(type: string, data: Record<string, unknown>): void {
    if (type !== 'HoldingsTold') return;
    const client = data['clientId'] as string;
    const holdings = this.holdings.get(client) ?? new Map<string, Row[]>();
    this.holdings.set(client, holdings);
    for (const row of data['rows'] as Record<string, string | number | null>[]) {
      const id = row['holdingId'] as string;
      const told = (holdings.get(id) ?? []).filter(({ asOf }) => asOf !== row['asOf']);
      told.push({
        asOf: row['asOf'] as string,
        kind: row['kind'] as string,
        cents: row['balanceCents'] as number,
        closedOn: row['closedOn'] as string | null,
      });
      holdings.set(
        id,
        told.sort((a, b) => (a.asOf < b.asOf ? -1 : 1)),
      );
    }
  }

  /** `days` of the period and of the one before, those that are over; `clients` who are kept on the `last` day. */
  figures(
    keeps: Keeps,
    days: readonly string[],
    daysBefore: readonly string[],
    last: { readonly day: string; readonly clients: number },
  ): BalanceFigures {
    const deposits = this.sum(keeps, days, (kind) => DEPOSITS.includes(kind));
    const before = this.sum(keeps, daysBefore, (kind) => DEPOSITS.includes(kind));
    const [n, nBefore] = [days.length, daysBefore.length];
    const held = [...this.holdings].flatMap(([client]) =>
      keeps(client, last.day) ? this.heldOn(client, last.day) : [],
    );
    return {
      DEPOSITS: [deposits, n * CENTS],
      LOANS: [this.sum(keeps, days, (kind) => kind === 'LOAN'), n * CENTS],
      DEPOSIT_GROWTH: [deposits * nBefore - before * n, n * nBefore * CENTS],
      PRODUCTS_A_CLIENT: [held.length, last.clients],
    };
  }

  private sum(keeps: Keeps, days: readonly string[], counts: (kind: string) => boolean): number {
    let cents = 0;
    for (const client of this.holdings.keys())
      for (const day of days)
        if (keeps(client, day)) for (const row of this.heldOn(client, day)) if (counts(row.kind)) cents += row.cents;
    return cents;
  }

  /** The rows that stand at the end of a day. */
  private heldOn(client: string, day: string): Row[] {
    return [...this.holdings.get(client)!.values()].flatMap((rows) => {
      const row = rows.filter(({ asOf }) => asOf <= day).at(-1);
      return row && (row.closedOn === null || row.closedOn > day) ? [row] : [];
    });
  }
}
