const BYTES = 16;

/**
 * A new id for one intention. `crypto.randomUUID` is there on https and localhost alone, random bytes are everywhere.
 */
export const newCommandId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(BYTES)), (byte) => byte.toString(16).padStart(2, '0')).join('');
