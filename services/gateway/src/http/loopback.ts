const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Whether a call comes from this very machine: what a demonstration gives away is for nobody else. */
export const isFromHere = ({ ip }: { readonly ip: string }): boolean => LOOPBACK.has(ip);
