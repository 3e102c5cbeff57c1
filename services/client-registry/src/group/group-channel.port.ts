/** Injection token of the `GroupChannel`; null where the platform has no way of its own to groups. */
export const GROUP_CHANNEL_PORT = Symbol('GROUP_CHANNEL_PORT');

/** A group as the channel is to hold it. */
export interface ChannelGroup {
  readonly groupId: string;
  readonly name: string;
  /** Staff id. */
  readonly ownerId: string;
  /** Client ids. */
  readonly members: readonly string[];
}

export interface ChannelPost {
  readonly groupId: string;
  /** The same for each attempt at one post. */
  readonly messageId: string;
  readonly text: string;
}

/**
 * The platform's own way to groups. Both calls may come again for the same thing, and then change nothing more: a post
 * that was taken is known by its `messageId`, as far as the channel and this process remember it.
 */
export interface GroupChannel {
  /** Bytes of a post's text in UTF-8 at most. */
  readonly longestBytes: number;
  /** Makes the group where it is not there, and gives it these members. Throws ChannelRefused, or what stood in the way. */
  hold(group: ChannelGroup): Promise<void>;
  /** Posts to a group that is held. Throws as `hold` does. */
  post(post: ChannelPost): Promise<void>;
}

/** The channel answered, and will not do it however often it is asked. */
export class ChannelRefused extends Error {
  override readonly name = 'ChannelRefused';
  /** `code`: the channel's own. */
  constructor(readonly code: string) {
    super(`the channel refuses with ${code}`);
  }
}
