import { randomUUID } from 'node:crypto';
import type { CommandAnswer, Database } from '@hengxin/service-kit';
import { PORTFOLIO_HARD_LIMIT } from './assignment.rules.js';

/** A client whom a command is to give to a relationship manager. */
export interface Slot {
  /** See `commandKey`. */
  readonly command: string;
  readonly rmId: string;
  readonly clientId: string;
}

/**
 * What is asked along with a place: what the command was answered before, and the size of a portfolio that may be above
 * one.
 */
export interface AskedAlong {
  readonly actor: string;
  readonly commandId: string;
  readonly above: number;
}

/** A place that a command asked for: under which name it is claimed, or how large the portfolio without room is. */
export interface ClaimedSlot {
  readonly claim: string;
  /** Null: it is claimed. */
  readonly fullAt: number | null;
  /**
   * Clients in the portfolio beside this one where its bound says that it may be above the size asked for; else 0, and
   * nothing is counted.
   */
  readonly others: number;
  /** The answer that the command id got before without leaving an event; null for none. */
  readonly answered: CommandAnswer | null;
}

/** A call of its own, no matter what it asks for. */
export interface Asked {
  readonly place: Slot;
  readonly along: AskedAlong;
  readonly number: number;
}

/**
 * Claims a place for each, those who ask together in one statement; where that finds a portfolio without room, each by
 * itself.
 */
export async function claimEach(
  database: Pick<Database, 'query'>,
  asked: readonly Asked[],
): Promise<Map<string, ClaimedSlot>> {
  const claimed = new Map<string, ClaimedSlot>();
  for (const round of roundsOf(asked)) {
    const claim = randomUUID();
    const rows = await database.query<ClaimRow>(CLAIM_FOR_COMMANDS, [claim, ...columnsOf(round)], 'claim-places');
    // All or none: where one has no room, each is asked for by itself.
    if (round.length > 1 && rows.some(({ full_at }) => full_at !== null))
      for (const each of round)
        for (const [text, answer] of await claimEach(database, [each])) claimed.set(text, answer);
    else
      for (const { place, full_at: fullAt, others, fingerprint, rejection } of rows) {
        const answered = fingerprint === null ? null : { fingerprint, rejection };
        claimed.set(textOf(round[place - 1]!), { claim, fullAt, others: others ?? 0, answered });
      }
  }
  return claimed;
}

export const textOf = ({ number }: Asked): string => String(number);

function columnsOf(asked: readonly Asked[]): readonly unknown[] {
  const places = asked.map(({ place }) => place);
  const along = asked.map((each) => each.along);
  return [
    places.map(({ command }) => command),
    places.map(({ rmId }) => rmId),
    places.map(({ clientId }) => clientId),
    PORTFOLIO_HARD_LIMIT,
    along.map(({ actor }) => actor),
    along.map(({ commandId }) => commandId),
    along.map(({ above }) => above),
  ];
}

/** So that no command stands in a round twice: each of its calls has a claim of its own, to be given back by itself. */
function roundsOf(asked: readonly Asked[]): Asked[][] {
  const rounds: Asked[][] = [];
  const times = new Map<string, number>();
  for (const each of asked) {
    const round = times.get(each.place.command) ?? 0;
    times.set(each.place.command, round + 1);
    (rounds[round] ??= []).push(each);
  }
  return rounds;
}

interface ClaimRow {
  readonly place: number;
  readonly full_at: number | null;
  readonly others: number | null;
  readonly fingerprint: string | null;
  readonly rejection: CommandAnswer['rejection'];
}

const CLAIM_FOR_COMMANDS = 'select * from claim_for_commands($1, $2, $3, $4, $5, $6, $7, $8)';
