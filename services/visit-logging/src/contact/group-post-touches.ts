import { Contact, type GroupPostDelivered, type GroupPosted } from '@hengxin/contracts';
import type { DataOf } from '@hengxin/event-sourcing';
import { Clock, CommandHandler, deterministicId } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { contact, type LogContact } from './contact.decider.js';

/** Clients whose touches are logged at the same time. */
const AT_ONCE = 16;

type Posted = Pick<
  DataOf<typeof GroupPosted>,
  'postId' | 'staffId' | 'unitId' | 'channel' | 'clientIds' | 'sentAt' | 'recordedAt' | 'businessDate'
>;

/**
 * The touch that a post to a group is for every member (rules 5, 19): nothing came back, so that it moves no clock. Its
 * id is made of post and client, so that it is one, however often it is told.
 */
@Injectable()
export class GroupPostTouches {
  constructor(
    private readonly commands: CommandHandler,
    private readonly clock: Clock,
  ) {}

  /** Posted by hand it was sent; what the platform sends has touched nobody yet, and may never. */
  async posted(posted: DataOf<typeof GroupPosted>): Promise<void> {
    if (posted.delivery === 'BY_HAND') await this.log(posted);
  }

  /** It counts when it was delivered, for those whom it reached. */
  async delivered({ postId, deliveredAt: at, touched }: DataOf<typeof GroupPostDelivered>): Promise<void> {
    const businessDate = this.clock.dayOf(at);
    if (touched) await this.log({ postId, ...touched, sentAt: at, recordedAt: at, businessDate });
  }

  private async log(posted: Posted): Promise<void> {
    const clientIds = [...new Set(posted.clientIds)];
    for (let at = 0; at < clientIds.length; at += AT_ONCE)
      await Promise.all(clientIds.slice(at, at + AT_ONCE).map((clientId) => this.touch(clientId, posted)));
  }

  private async touch(clientId: string, posted: Posted): Promise<void> {
    const { postId, staffId, businessDate } = posted;
    const contactId = deterministicId('group-post-touch', postId, clientId);
    const result = await this.commands.execute({
      aggregate: Contact,
      decider: contact,
      id: contactId,
      command: this.told(contactId, clientId, posted),
      commandId: `touch of ${clientId} by post ${postId}`,
      input: { command: 'logContactOfGroupPost', contactId },
      context: { caller: { id: staffId } },
      fresh: true,
      businessDate,
    });
    if (!result.accepted) throw new Error(`the touch of a post to a group was refused: ${result.rejection.code}`);
  }

  /** Membership and consent were looked at as it was posted: they are not asked again. */
  private told(contactId: string, clientId: string, posted: Posted): LogContact {
    const { staffId, unitId, channel, sentAt, recordedAt } = posted;
    const loggedAt = Date.parse(recordedAt) < Date.parse(sentAt) ? sentAt : recordedAt;
    const data = {
      ...{ contactId, clientId, staffId, unitId, channel },
      ...{ startedAt: sentAt, endedAt: sentAt, loggedAt, timeZone: this.clock.timeZone },
      ...{ outcome: 'MESSAGE_LEFT' as const, notes: null, followUpOn: null, planItemId: null, openItems: [] },
      ...{ clientWithinReach: true, consented: true, planItemForeign: false },
    };
    return { type: 'LogContact', data };
  }
}
