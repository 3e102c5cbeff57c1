import type { Readable } from 'node:stream';

/** Injection token of the `ObjectStore`. */
export const OBJECT_STORE = Symbol('OBJECT_STORE');

/** Where the sealed bytes of attachments lie. It sees no name, no type and nothing of what is in them. */
export interface ObjectStore {
  /** Puts an object of so many bytes under its id; what lay there is replaced, as a whole or not at all. */
  put(objectId: string, bytes: Readable, size: number): Promise<void>;
  /** The bytes of an object, as they are read; undefined where there is none. */
  get(objectId: string): Promise<Readable | undefined>;
  /** Nothing lies there afterwards. */
  remove(objectId: string): Promise<void>;
}

/** The store cannot be reached, or does not do what it is told. */
export class ObjectStoreUnavailable extends Error {
  override readonly name = 'ObjectStoreUnavailable';
}
