import type { BusinessDate } from '@hengxin/contracts';
import { type Caller, type ClientFacts, UnitScope } from '@hengxin/identity';
import { Clock } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { assignmentOn } from '../portfolio/assignment.rules.js';
import type { RecordedEvent } from '@hengxin/event-sourcing';
import type { CircleEvent } from '../circle/circle.decider.js';
import { type RefreshedParts, withRefreshed } from '../parts/parts.rules.js';
import type { Client, ClientEvent } from './client.state.js';
import { ClientHelpersQueries } from '../helpers/client-helpers.queries.js';
import { latestWords } from '../consent/consent-ledger.rules.js';
import { ClientCache } from './client-cache.js';
import type { ClientRow } from './client-row.js';
import { ClientView, type Sight, type Today } from './client.view.js';
import type { Registered } from './registrar.js';

type Accepted = Omit<Extract<Registered, { accepted: true }>, 'events'> & {
  readonly events: readonly RecordedEvent<ClientEvent | CircleEvent>[];
};

const NOBODY: ReadonlySet<string> = new Set();

/** Clients as a caller may see them. */
@Injectable()
export class ClientViews {
  constructor(
    private readonly cache: ClientCache,
    private readonly helpers: ClientHelpersQueries,
    private readonly scope: UnitScope,
    private readonly clock: Clock,
  ) {}

  /** In the order of the ids; null for clients that nobody knows. */
  async ofIds(ids: readonly string[], caller: Caller): Promise<(ClientView | null)[]> {
    const rows = await this.cache.load(ids);
    const today = this.today();
    const helped = await this.helpedBy(caller, rows);
    return rows.map((row) => {
      if (!row || !helped.has(row.clientId)) return row && new ClientView(row, this.sight(row, caller), today);
      const keeper = { rmId: row.rmId, helperIds: [caller.id] };
      return new ClientView(row, this.sight(keeper, caller), today, keeper);
    });
  }

  /**
   * A client as a command left it, to be seen as `sight` says, or as far as the caller may see the client. A command
   * sent again tells what it left once more, but only to those who may see the client by now: to all others no more
   * than any reference to the client does. The last contact is the read model's: no command of the registry moves it.
   * Null for an administrator whose command changed nothing: that would be reading the client under the name of a
   * command, and leave no trace.
   */
  async ofResult(
    { state, current, events, repeated }: Accepted,
    caller: Caller,
    sight?: Sight,
  ): Promise<ClientView | null> {
    if (isWithoutEffect(events, caller)) return null;
    // Nobody has contacted a client who came with this very command.
    const isNew = !repeated && events[0]?.type === 'ClientRegistered';
    const [known] = isNew ? [] : await this.cache.load([state.clientId!]);
    const today = this.today();
    const row = rowOf(state, today.date, known ?? null, events);
    const keeper = { rmId: keeperOn(current, today.date) };
    return new ClientView(
      row,
      (repeated ? undefined : sight) ?? this.sightOfAnswer(keeper, caller),
      today,
      keeper,
      events as unknown as readonly (ClientEvent | CircleEvent)[],
    );
  }

  /** Whom of these clients the caller helps with. Asked only where there is one whom they do not see anyway. */
  private async helpedBy(caller: Caller, rows: readonly (ClientRow | null)[]): Promise<ReadonlySet<string>> {
    const mayHelp = caller.role === 'RM' || caller.role === 'UNIT_HEAD';
    const isHidden = mayHelp && rows.some((row) => row && !this.scope.canSeeClient(caller, row));
    return isHidden ? this.helpers.helpedBy(caller.id) : NOBODY;
  }

  /** An administrator reads no client, and sees of those whom they gave a command about what head office sees. */
  private sightOfAnswer(keeper: ClientFacts, caller: Caller): Sight {
    return caller.role === 'ADMIN' ? 'MASKED' : this.sight(keeper, caller);
  }

  private sight(client: ClientFacts, caller: Caller): Sight {
    if (!this.scope.canSeeClient(caller, client)) return 'REFERENCE';
    return this.scope.masksNames(caller) ? 'MASKED' : 'WHOLE';
  }

  private today(): Today {
    return { date: this.clock.today(), timeZone: this.clock.timeZone };
  }
}

/** True for what an administrator asked for and brought about nothing. */
export function isWithoutEffect(events: Accepted['events'], { role }: Caller): boolean {
  return role === 'ADMIN' && events.length === 0;
}

function keeperOn({ assignments }: Pick<Client, 'assignments'>, day: BusinessDate): string | null {
  return assignmentOn(assignments, day)?.rmId ?? null;
}

function rowOf(
  { clientId, profile, assignments, consents, registeredOn, dates }: Client,
  today: string,
  known: Pick<ClientRow, 'lastContactMs' | 'fedMs' | 'parts'> | null,
  events: Accepted['events'],
): ClientRow {
  return {
    ...profile!,
    clientId: clientId!,
    rmId: keeperOn({ assignments }, today),
    consents: latestWords(consents).map(({ evidence: _, ...fact }) => fact),
    registeredOn,
    dates,
    parts: events.reduce(
      (parts, event) => withRefreshed(parts, event as unknown as ClientEvent | CircleEvent, event.meta.actor ?? null),
      known?.parts ?? ({} as RefreshedParts),
    ),
    lastContactMs: known?.lastContactMs ?? null,
    fedMs: known?.fedMs ?? null,
  };
}
