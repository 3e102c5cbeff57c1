import { dayNumber } from '@hengxin/contracts';
import { type Caller, Scope } from '@hengxin/identity';
import {
  Clock,
  type Connection,
  connection,
  decodeCursor,
  pageSize,
  QueryRefused,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Move } from '../domain/figures.js';
import { beforeOf, type LateContact, type LedgerPlace, type Restatement, RestatementQueries } from '../read-models/restatements.queries.js';
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
    private readonly scope: Scope,
  ) {}

  @ResolveField()
  async restatements(
    @Parent() { scopeKey, period }: KpiResult,
    @Args('first') first: number | null,
    @Args('after') after: string | null,
    @Context() { caller }: RequestContext,
  ): Promise<Connection<RestatementView>> {
    const size = pageSize(first, 20);
    const today = dayNumber(this.clock.today());
    const entries = await this.queries.page({ scopeKey, window: period.window, place: placeOf(after), limit: size + 1, today });
    return connection(entries, { first: size, after }, cursorKeyOf, (entry) => this.view(entry, caller));
  }

  private view(entry: Restatement, caller: Caller): RestatementView {
    const before = beforeOf(entry);
    return {
      at: this.clock.instant(Date.parse(entry.at)),
      cause: entry.cause,
      contact: entry.contact && this.isVisible(caller, entry.contact) ? { id: entry.contact.contactId } : null,
      changes: MOVED.filter(([, column]) => entry.moved[column] !== 0).map(([metric, column]) => ({
        metric,
        before: before[column],
        after: entry.after[column],
      })),
    };
  }

  /** A figure is covered by contacts of colleagues, too: that one came late may be told, which one it was only to whoever may see it. */
  private isVisible(caller: Caller, { staffId, unitId, rmId }: LateContact): boolean {
    return this.scope.canSeeContact(caller, { staffId, unitId: unitId ?? '', rmId });
  }
}

function cursorKeyOf(entry: Restatement): readonly number[] {
  const { touches, contacts, clients, covered } = beforeOf(entry);
  return [entry.atMicros, entry.seq, touches, contacts, clients, covered];
}

function placeOf(after: string | null): LedgerPlace | undefined {
  const key = decodeCursor(after, 6);
  if (!key) return undefined;
  if (!key.every((part) => Number.isSafeInteger(part))) throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  const [atMicros, seq, touches, contacts, clients, covered] = key as readonly [number, number, number, number, number, number];
  return { atMicros, seq, before: { touches, contacts, clients, covered } };
}
