import { Clock, type Connection, connection, decodeCursor, pageSize, QueryRefused, sharedRejections } from '@hengxin/service-kit';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Move } from '../domain/figures.js';
import { beforeOf, type LedgerPlace, type Restatement, RestatementQueries } from '../read-models/restatements.queries.js';
import type { KpiResult } from './kpi.resolver.js';

interface RestatementView {
  readonly at: string;
  readonly cause: string;
  readonly contact: { id: string } | null;
  readonly changes: readonly { metric: string; before: number; after: number }[];
}

const MOVED = [
  ['TOUCHES', 'touches'],
  ['CONTACTS', 'contacts'],
  ['CLIENTS_CONTACTED', 'clients'],
  ['COVERAGE', 'covered'],
] as const satisfies readonly (readonly [string, keyof Move])[];

/** A closed period's late facts, each with the figures before and after. */
@Resolver('KpiResult')
export class RestatementsResolver {
  constructor(
    private readonly queries: RestatementQueries,
    private readonly clock: Clock,
  ) {}

  @ResolveField()
  async restatements(
    @Parent() { scopeKey, period }: KpiResult,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
  ): Promise<Connection<RestatementView>> {
    const size = pageSize(first, 20);
    const entries = await this.queries.page(scopeKey, period.window, placeOf(after), size + 1);
    return connection(entries, size, cursorKeyOf, (entry) => this.view(entry));
  }

  private view(entry: Restatement): RestatementView {
    const before = beforeOf(entry);
    return {
      at: this.clock.instant(Date.parse(entry.at)),
      cause: entry.cause,
      contact: entry.contactId === null ? null : { id: entry.contactId },
      changes: MOVED.filter(([, column]) => entry.moved[column] !== 0).map(([metric, column]) => ({
        metric,
        before: before[column],
        after: entry.after[column],
      })),
    };
  }
}

function cursorKeyOf(entry: Restatement): readonly number[] {
  const { touches, contacts, clients, covered } = beforeOf(entry);
  return [entry.seq, touches, contacts, clients, covered];
}

function placeOf(after: string | null): LedgerPlace | undefined {
  const key = decodeCursor(after, 5);
  if (!key) return undefined;
  if (!key.every((part) => Number.isSafeInteger(part))) throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  const [seq, touches, contacts, clients, covered] = key as readonly [number, number, number, number, number];
  return { seq, before: { touches, contacts, clients, covered } };
}
