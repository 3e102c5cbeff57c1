import { type BusinessDate, businessDateOf, ConsentGranted, ConsentWithdrawn } from '@hengxin/contracts';
import { type DataOf, isRejected, type Rejected } from '@hengxin/event-sourcing';
import { checkDate } from '../client/calendar.rules.js';
import type { Given, Grant, RecordConsent } from '../client/client.commands.js';
import { type ClientRejection, clientRejections as refuse } from '../client/client.rejections.js';
import type { ClientEvent } from '../client/client.state.js';
import { type ConsentLedger, type ConsentWord, isValidOn, latestWord, ledgerKey } from './consent-ledger.rules.js';

/** How far the clock of the device on which a client decides may be ahead of the bank's. */
const CLOCK_TOLERANCE_MS = 120_000;

type Refused = Rejected<ClientRejection>;
type Decision = readonly ClientEvent[] | Refused;
/** A grant as events keep it. */
export type GrantWord = Omit<DataOf<typeof ConsentGranted>, 'clientId'>;

export function grant(
  given: Given & { clientId: string },
  ledger: ConsentLedger,
  consent: Grant,
  at: readonly string[],
): Decision {
  const word = grantWord(given, consent, at);
  if (isRejected(word)) return word;
  return isRepeated(ledger, { ...word, decision: 'GRANTED' })
    ? []
    : [ConsentGranted.of({ clientId: given.clientId, ...word })];
}

/** What a client grants, in full, if it can be granted. */
export function grantWord(given: Given, consent: Grant, at: readonly string[]): GrantWord | Refused {
  const { channel, purpose, wordingVersion = null, evidence = null, expiresOn = null } = consent;
  const told = consent.decidedAt ?? given.now;
  const decidedAt = notToCome(told, given.now);
  const decidedOn = businessDateOf(decidedAt, given.timeZone);
  const wrong =
    checkDecided(told, decidedOn, given, at) ??
    (expiresOn === null ? undefined : checkDate(expiresOn, [...at, 'expiresOn']));
  if (wrong) return wrong;
  if (expiresOn !== null && expiresOn < decidedOn)
    return refuse.CONSENT_EXPIRES_BEFORE_DECISION({ expiresOn, decidedOn }, [...at, 'expiresOn']);
  return { channel, purpose, decidedAt, expiresOn, wordingVersion, evidence };
}

/**
 * A withdrawal is recorded even where nothing was granted: it is then the client's objection, and yields a receipt all
 * the same.
 */
export function withdraw(command: RecordConsent['data'], ledger: ConsentLedger): Decision {
  const { clientId, channel, purpose, wordingVersion = null, evidence = null, receiptId } = command;
  if (command.expiresOn != null) return refuse.WITHDRAWAL_CANNOT_EXPIRE();
  const told = command.decidedAt ?? command.now;
  const decidedAt = notToCome(told, command.now);
  const wrong = checkDecided(told, businessDateOf(decidedAt, command.timeZone), command, ['input']);
  if (wrong) return wrong;
  if (
    isRepeated(ledger, {
      channel,
      purpose,
      decision: 'WITHDRAWN',
      decidedAt,
      expiresOn: null,
      wordingVersion,
      evidence,
    })
  )
    return [];
  return [ConsentWithdrawn.of({ clientId, channel, purpose, decidedAt, wordingVersion, evidence, receiptId })];
}

/**
 * A file tells no moment of consent, so it never overrules a withdrawal. A grant that the ledger already holds on these
 * terms is no news: the same file may come again whole, long after other words were recorded. A grant without expiry
 * follows one that has run out, so that the client can be reached again, but widens none that is valid still: that one
 * may be narrower because the client said so.
 */
export function isNews(
  { channel, purpose, expiresOn = null }: Grant,
  ledger: ConsentLedger,
  today: BusinessDate,
): boolean {
  const words = ledger[ledgerKey(channel, purpose)];
  const latest = words?.at(-1);
  if (!latest) return true;
  if (latest.decision === 'WITHDRAWN' || (expiresOn === null && isValidOn(latest, today))) return false;
  return !words!.some((word) => word.decision === 'GRANTED' && word.expiresOn === expiresOn);
}

export function checkGivenOnce(consents: readonly Grant[]): Refused | undefined {
  const seen = new Set<string>();
  for (const { channel, purpose } of consents) {
    const key = ledgerKey(channel, purpose);
    if (seen.has(key)) return refuse.CONSENT_GIVEN_TWICE({ channel, purpose });
    seen.add(key);
  }
  return undefined;
}

/**
 * What a clock ahead of the bank's tells is of now: kept as it was told, a consent would stand behind a withdrawal that
 * is recorded before that moment, and outlive it.
 */
function notToCome(told: string, now: string): string {
  return Date.parse(told) > Date.parse(now) ? now : told;
}

/** `decidedAt` as it was told, `decidedOn` the day as which it is kept. */
function checkDecided(
  decidedAt: string,
  decidedOn: BusinessDate,
  { now }: Given,
  at: readonly string[],
): Refused | undefined {
  const isToCome = decidedAt !== now && Date.parse(decidedAt) > Date.parse(now) + CLOCK_TOLERANCE_MS;
  if (isToCome) return refuse.CONSENT_DECIDED_IN_FUTURE({ decidedAt }, [...at, 'decidedAt']);
  return checkDate(decidedOn, [...at, 'decidedAt']);
}

function isRepeated(ledger: ConsentLedger, word: Omit<ConsentWord, 'receiptId'>): boolean {
  const known = latestWord(ledger, word.channel, word.purpose);
  if (!known || Date.parse(known.decidedAt) !== Date.parse(word.decidedAt)) return false;
  return (['decision', 'expiresOn', 'wordingVersion', 'evidence'] as const).every((fact) => known[fact] === word[fact]);
}
