import { type BusinessDate, PortfolioHandedOver, type Role } from '@hengxin/contracts';
import type { Command, Decider, EventOf, Rejected } from '@hengxin/event-sourcing';
import { checkDate } from '../client/calendar.rules.js';
import type { TakeOver } from '../client/client.commands.js';
import type { Assignment } from '../client/client.facts.js';
import { clientRejections as refuse, type ClientRejection } from '../client/client.rejections.js';
import type { Client, ClientEvent } from '../client/client.state.js';
import { ClientAssigned } from '@hengxin/contracts';
import { PORTFOLIO_HARD_LIMIT } from '../portfolio/assignment.rules.js';

/** A client to be handed over, as its stream tells. */
export interface ToHandOver {
  readonly clientId: string;
  /** Whether the caller may see the client; false for one unknown. */
  readonly isWithinReach: boolean;
  /** The latest assignment, also one to come. */
  readonly last: Assignment | null;
}

/** What is known when a handover is asked for. */
export interface HandoverAsked {
  readonly fromRmId: string;
  readonly toRmId: string;
  readonly from: BusinessDate;
  /** In the order of their ids, each once. */
  readonly clients: readonly ToHandOver[];
  /** Of the one who is to take them; null for one whom the directory does not know on that day. */
  readonly role: Role | null;
  readonly mayTakeFrom: boolean;
  readonly mayGiveTo: boolean;
  /** Clients whom the other keeps beside these; 0 where places for them are claimed and nobody had to count. */
  readonly portfolioSize: number;
}

/** Rule 21: all that speaks against a handover; none: it may go on. The first is what the command is refused with. */
export function handoverFaults(asked: HandoverAsked): Rejected<ClientRejection>[] {
  const { fromRmId, toRmId, from, clients, role, portfolioSize: size } = asked;
  const faults: (Rejected<ClientRejection> | undefined | false)[] = [
    fromRmId === toRmId && refuse.HANDOVER_TO_ONESELF({ rmId: toRmId }),
    !asked.mayTakeFrom && refuse.RM_OUT_OF_SCOPE({ rmId: fromRmId }, ['input', 'fromRmId']),
    role === null && refuse.RM_UNKNOWN({ rmId: toRmId }, ['input', 'toRmId']),
    role !== null && !asked.mayGiveTo && refuse.RM_OUT_OF_SCOPE({ rmId: toRmId }, ['input', 'toRmId']),
    role !== null && role !== 'RM' && refuse.RM_ROLE_REQUIRED({ rmId: toRmId, role }, ['input', 'toRmId']),
    checkDate(from, ['input', 'from']),
    clients.length === 0 && refuse.HANDOVER_EMPTY({ rmId: fromRmId }),
    ...clients.map((client) => faultOf(client, asked)),
    size + clients.length > PORTFOLIO_HARD_LIMIT &&
      refuse.PORTFOLIO_FULL({ rmId: toRmId, size, limit: PORTFOLIO_HARD_LIMIT }, ['input', 'toRmId']),
  ];
  return faults.filter((fault) => fault !== undefined && fault !== false);
}

function faultOf(
  { clientId, isWithinReach, last }: ToHandOver,
  { fromRmId, from }: HandoverAsked,
): Rejected<ClientRejection> | undefined {
  if (!isWithinReach) return refuse.CLIENT_UNKNOWN({ clientId }, ['input', 'clientIds']);
  if (last?.rmId !== fromRmId) return refuse.CLIENT_NOT_KEPT({ clientId, rmId: fromRmId });
  if (from <= last.from)
    return refuse.HANDOVER_NOT_LATER({ clientId, currentRmId: last.rmId, currentFrom: last.from, from });
  return undefined;
}

export type HandOver = Command<
  'HandOver',
  HandoverAsked & { readonly handoverId: string; /** RFC 3339. */ readonly now: string }
>;

/** One handover: decided once for all its clients. Pure. */
export const handoverDecider: Decider<HandOver, EventOf<typeof PortfolioHandedOver>, 'asked' | 'decided'> = {
  initial: 'asked',
  decide: {
    HandOver: (command, state) => {
      if (state === 'decided') return [];
      const [fault] = handoverFaults(command);
      if (fault) return fault;
      const { handoverId, fromRmId, toRmId, clients, from, now } = command;
      const clientIds = clients.map(({ clientId }) => clientId);
      return [PortfolioHandedOver.of({ handoverId, fromRmId, toRmId, clientIds, from, handedOverAt: now })];
    },
  },
  evolve: { PortfolioHandedOver: () => 'decided' },
};

/**
 * A client of a handover that was decided. Where somebody told in between who is to keep the client, that word came
 * after the handover and stands; so does the same handover when it is carried out again.
 */
export function takeOver(
  { clientId, fromRmId, toRmId, from }: TakeOver['data'],
  { assignments }: Pick<Client, 'assignments'>,
): readonly ClientEvent[] {
  const last = assignments.at(-1);
  if (!last || last.rmId !== fromRmId || from <= last.from) return [];
  return [ClientAssigned.of({ clientId, rmId: toRmId, from, previousRmId: fromRmId })];
}
