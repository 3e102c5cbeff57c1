import { addDays, type BusinessDate } from '@hengxin/contracts';
import type { BankSpec } from './bank.js';

/** Where each client is kept: an earlier and, after a handover, a later relationship manager. */
export interface Keeping {
  readonly rm: number;
  readonly handover?: { readonly to: number; readonly on: BusinessDate };
}

/**
 * Which relationship manager keeps a client; one in 50 is handed over to a colleague of the same sub-branch, from every
 * portfolio alike.
 */
export function keepingOf(
  spec: BankSpec,
  client: number,
  start: BusinessDate,
  rmsOfSub: (sub: number) => number[],
): Keeping {
  const rm = client % spec.rms;
  const place = Math.floor(client / spec.rms);
  if ((place + rm) % 50 !== 13) return { rm };
  const colleagues = rmsOfSub(rm % spec.subBranches).filter((other) => other !== rm);
  if (colleagues.length === 0) return { rm };
  return {
    rm,
    handover: {
      to: colleagues[place % colleagues.length]!,
      on: addDays(start, Math.floor(spec.historyDays / 2) + (client % 40)),
    },
  };
}
