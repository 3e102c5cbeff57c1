import { GroupPost } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import { evolve } from '@hengxin/event-sourcing';
import { Clock, CommandHandler, EVENT_LOG, LOGGER } from '@hengxin/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { ChannelRefused, GROUP_CHANNEL_PORT, type GroupChannel } from './group-channel.port.js';
import { groupPostDecider, type PostCommand, type PostEvent, type StoredPost } from './group-post.decider.js';
import { Memberships } from './memberships.js';

/** Attempts at a post before it is given up: with pauses of up to a minute, some half an hour. */
export const ATTEMPTS_AT_MOST = 30;
/** A post is in vain where the platform's way to groups was shut since. */
const CHANNEL_OFF = 'CHANNEL_OFF';
const UNREACHABLE = 'UNREACHABLE';
const PLATFORM = { id: 'client-registry' };

/** Tells the channel of groups what has come about: who their members are, and what is posted to them. */
@Injectable()
export class GroupPosts {
  constructor(
    private readonly commands: CommandHandler,
    private readonly clock: Clock,
    private readonly memberships: Memberships,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(GROUP_CHANNEL_PORT) private readonly channel: GroupChannel | null,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Members first, so that nobody is posted to who has left. Throws where it is to be tried again. */
  async tell(
    { groupId, postId }: { readonly groupId: string; readonly postId: string | null },
    { failures, commandId }: { readonly failures: number; readonly commandId: string },
  ): Promise<void> {
    const post = postId === null ? null : await this.post(postId);
    if (postId !== null && post?.state !== 'WAITING') return;
    try {
      // Nobody is posted to who may be a member no more, whatever brought that about and was not heard of.
      const look = { at: this.clock.instant(), commandId: `${commandId}.members.${failures}` };
      if (post) await this.memberships.letGo(groupId, look);
      const memberIds = await this.attempt(groupId, post);
      const data = { now: this.clock.instant(), memberIds };
      if (post) await this.say(post.postId, { type: 'DeliverPost', data }, commandId);
    } catch (error) {
      const code = codeOf(error, failures);
      if (code === undefined) throw error;
      if (code !== CHANNEL_OFF)
        this.logger.warn({ groupId, postId, code }, 'the channel did not take what it was told');
      if (post) await this.say(post.postId, { type: 'FailPost', data: { now: this.clock.instant(), code } }, commandId);
    }
  }

  /** Who was in the group as the channel took it. */
  private async attempt(groupId: string, post: StoredPost | null): Promise<ReadonlySet<string>> {
    if (!this.channel) throw new ChannelRefused(CHANNEL_OFF);
    const group = await this.memberships.group(groupId);
    if (!group) return new Set();
    await this.channel.hold({ ...group, members: [...group.members].sort() });
    if (post) await this.channel.post({ groupId, messageId: post.postId, text: post.text });
    return group.members;
  }

  private async post(postId: string): Promise<StoredPost | null> {
    return evolve(groupPostDecider, await this.log.read(GroupPost.stream(postId)));
  }

  private async say(postId: string, command: PostCommand, commandId: string): Promise<void> {
    await this.commands.execute<PostCommand, PostEvent, StoredPost | null>({
      ...{ aggregate: GroupPost, decider: groupPostDecider, id: postId, command },
      ...{ commandId, input: { command: 'tellChannel', postId }, context: { caller: PLATFORM } },
    });
  }
}

/** By which a post is given up; undefined: it is tried again. */
function codeOf(error: unknown, failures: number): string | undefined {
  if (error instanceof ChannelRefused) return error.code;
  return failures + 1 >= ATTEMPTS_AT_MOST ? UNREACHABLE : undefined;
}
