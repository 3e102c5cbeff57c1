/** What a reader that waits asks of a broker, in a service that reads topics. */
export interface TopicOffsets {
  /** The partition of a key; undefined while the topic is unknown. */
  partitionOf(topic: string, key: string): Promise<number | undefined>;
  /** What each partition holds. */
  bounds(topic: string): Promise<readonly Bounds[]>;
}

/** Offsets of a partition: of its first message, which grows as messages expire, and the one after its last. */
export interface Bounds {
  readonly low: string;
  readonly high: string;
}
