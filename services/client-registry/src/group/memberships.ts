import { Client as ClientAggregate, ClientGroup, instantOf, startOfDay } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import { evolve } from '@hengxin/event-sourcing';
import { type Directory, UnitScope } from '@hengxin/identity';
import { Clock, CommandHandler, Database, DIRECTORY, EVENT_LOG, Progress } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { clientDecider } from '../client/client.decider.js';
import type { Client } from '../client/client.state.js';
import { type GroupCommand, groupDecider, type GroupEvent, type StoredGroup } from './group.decider.js';
import { memberConsentEnds } from './group.deadlines.js';
import { changedBy, type KeepsOrHeads, type Membership, membershipAt } from './membership.rules.js';

/** In whose name members are taken out. */
const PLATFORM = { id: 'client-registry' };

/** As of when members are looked at, and by which command those go who may be members no more. */
interface Look {
  readonly at: string;
  readonly commandId: string;
}

interface Found {
  readonly clientId: string;
  readonly membership: Membership;
}

/** The organisation's placements; service-kit keeps them. */
const DIRECTORY_CONSUMER = 'directory';
/** How long a look waits until the organisation is as the log tells it; then it is tried again. */
const DIRECTORY_WITHIN_MS = 5_000;

/**
 * A consent that ends takes the member out (rule 19): withdrawn, run out, or since the client wants no contact; and so
 * does a handover to somebody whom the owner does not head. What holds is asked of the streams, so that it does not
 * matter in which order things were heard of.
 */
@Injectable()
export class Memberships {
  constructor(
    private readonly commands: CommandHandler,
    private readonly clock: Clock,
    private readonly database: Database,
    private readonly scope: UnitScope,
    private readonly progress: Progress,
    @Inject(DIRECTORY) private readonly directory: Directory,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  /**
   * Looks whether these may still be members at a moment. Those who may not are taken out, and the event says why; of
   * the others it keeps until when they may.
   */
  async look(
    { groupId, clientIds }: { readonly groupId: string; readonly clientIds: readonly string[] },
    look: Look,
  ): Promise<void> {
    const group = await this.group(groupId);
    const found = group ? await this.found(group, clientIds, look) : [];
    const { timeZone } = this.clock;
    await memberConsentEnds.register(
      this.database,
      found.flatMap(({ clientId, membership }) =>
        membership.ended === null && membership.endsOn !== null
          ? [
              {
                key: `${groupId}:${clientId}`,
                at: instantOf(startOfDay(membership.endsOn, timeZone), timeZone),
                data: { groupId, clientId },
              },
            ]
          : [],
      ),
    );
    await this.end(groupId, found, look);
  }

  /** Takes out those who may no longer be members of a group at a moment. */
  async letGo(groupId: string, look: Look): Promise<void> {
    const group = await this.group(groupId);
    if (group) await this.end(groupId, await this.found(group, [...group.members], look), look);
  }

  /** A group as its stream tells, or as it stood at a moment; null for none, and before it was made. */
  async group(groupId: string, at?: string): Promise<StoredGroup | null> {
    return evolve(groupDecider, changedBy(at, await this.log.read(ClientGroup.stream(groupId))));
  }

  /**
   * Clients as their streams tell, or with the wishes that they had at a moment. Consents are all there: a word that
   * was told late counts from its own moment.
   */
  async clients(clientIds: readonly string[], at?: string): Promise<Map<string, Client>> {
    const recorded = await this.log.readMany(clientIds.map((id) => ClientAggregate.stream(id)));
    const of = (id: string) => changedBy(at, recorded.get(ClientAggregate.stream(id)) ?? []);
    return new Map(clientIds.map((id) => [id, evolve(clientDecider, of(id))]));
  }

  /**
   * Whose clients the owner of a group keeps or heads today. Nobody judges by people who are placed nowhere: clients of
   * one who has left stay where they are until they are handed over.
   */
  keptOrHeadedBy(ownerId: string): KeepsOrHeads {
    const { tree } = this.directory;
    const today = this.clock.today();
    const owner = tree.staffPlacedOn(ownerId, today);
    if (!owner) return () => true;
    const reach = this.scope.changeableRms({ id: ownerId, role: owner.role, unitId: owner.unitId, isStaff: true });
    return (rmId) => reach === 'ALL' || reach.has(rmId) || tree.staffPlacedOn(rmId, today) === undefined;
  }

  private async found(
    { ownerId, channel, members }: StoredGroup,
    clientIds: readonly string[],
    { at }: Look,
  ): Promise<readonly Found[]> {
    const inside = clientIds.filter((clientId) => members.has(clientId));
    if (inside.length === 0) return [];
    const { timeZone } = this.clock;
    const clients = await this.clients(inside);
    await this.progress.caughtUp([DIRECTORY_CONSUMER], DIRECTORY_WITHIN_MS);
    const keepsOrHeads = this.keptOrHeadedBy(ownerId);
    return inside.map((clientId) => ({
      clientId,
      membership: membershipAt(clients.get(clientId)!, channel, at, timeZone, keepsOrHeads),
    }));
  }

  private async end(groupId: string, found: readonly Found[], { at, commandId }: Look): Promise<void> {
    const ended = found.flatMap(({ clientId, membership: { ended: because } }) =>
      because === null ? [] : [{ clientId, because }],
    );
    if (ended.length === 0) return;
    const now = this.clock.instant(Date.parse(at));
    const data = { groupId, ended, now, today: this.clock.dayOf(now) };
    const result = await this.commands.execute<GroupCommand, GroupEvent, StoredGroup | null>({
      ...{ aggregate: ClientGroup, decider: groupDecider, id: groupId },
      ...{ command: { type: 'EndMemberships', data }, commandId, input: { command: 'EndMemberships', groupId } },
      context: { caller: PLATFORM },
    });
    if (!result.accepted) throw new Error(`members were not taken out of a group: ${result.rejection.code}`);
  }
}
