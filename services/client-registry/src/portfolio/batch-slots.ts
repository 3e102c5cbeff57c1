import { randomUUID } from 'node:crypto';
import type { Rejection } from '@hengxin/event-sourcing';
import type { SharedStock, TakenRow } from '@hengxin/import';
import type { ClientEvent } from '../client/client.state.js';
import { commandKey } from './claimed-slots.js';
import type { PortfolioSlots } from './portfolio-slots.js';

/**
 * How long a file that fills portfolios may wait for its own rows to be counted; with a million of them on the way it
 * takes minutes.
 */
const SETTLED_WITHIN_MS = 15 * 60_000;

/** Places in portfolios for the rows of one batch: taken to be there until a claim says otherwise. */
export class BatchSlots implements SharedStock<ClientEvent> {
  /** Sizes of the portfolios that had no room for the batch; of the others nobody has to know. */
  private readonly known = new Map<string, number>();
  private readonly taken = new Map<string, number>();
  /** Portfolios that rows wait for. */
  private readonly wanted = new Set<string>();
  private readonly settled = new Set<string>();
  private claim = '';

  constructor(
    private readonly places: PortfolioSlots,
    private readonly actor: string,
  ) {}

  sizeOf(rmId: string): number {
    return (this.known.get(rmId) ?? 0) + (this.taken.get(rmId) ?? 0);
  }

  async begin(): Promise<void> {
    this.taken.clear();
    if (this.wanted.size === 0) return;
    const rmIds = [...this.wanted];
    const sizes = await this.places.settledSizes(rmIds, SETTLED_WITHIN_MS);
    for (const rmId of rmIds) {
      this.known.set(rmId, sizes.get(rmId) ?? 0);
      this.settled.add(rmId);
    }
    this.wanted.clear();
  }

  take(events: readonly ClientEvent[]): void {
    for (const { rmId } of assignmentsOf(events)) this.taken.set(rmId, (this.taken.get(rmId) ?? 0) + 1);
  }

  async secure(rows: readonly TakenRow<ClientEvent>[]): Promise<boolean> {
    this.claim = randomUUID();
    const places = rows.flatMap(({ commandId, events }) =>
      assignmentsOf(events).map(({ rmId, clientId }) => ({
        command: commandKey(this.actor, commandId),
        rmId,
        clientId,
      })),
    );
    const withoutRoom = await this.places.claim(this.claim, places);
    for (const [rmId, size] of withoutRoom) this.known.set(rmId, size);
    return withoutRoom.size === 0;
  }

  /** Rows before may have handed clients on: once they are stored and counted there may be room. */
  mayComeIn({ code, facts }: Rejection): boolean {
    const rmId = String(facts['rmId']);
    if (code !== 'PORTFOLIO_FULL' || this.settled.has(rmId)) return false;
    this.wanted.add(rmId);
    return true;
  }

  async giveBack(commandIds: readonly string[]): Promise<void> {
    const commands = commandIds.map((commandId) => commandKey(this.actor, commandId));
    await this.places.release(this.claim, commands);
  }
}

function assignmentsOf(events: readonly ClientEvent[]): readonly { rmId: string; clientId: string }[] {
  return events.flatMap((event) => {
    if (event.type === 'ClientAssigned') return event.data;
    if (event.type !== 'ClientRegistered' || !event.data.keeper) return [];
    return { clientId: event.data.clientId, rmId: event.data.keeper.rmId };
  });
}
