import { addDays, type BusinessDate, chinaCalendar, type Channel, type ContactOutcome } from '@hengxin/contracts';
import type { BankSpec, Row } from './bank.js';
import { clientId, pad, range, rmId } from './ids.js';
import { keepingOf } from './keeping.js';
import { Random } from './random.js';

const CHANNELS: readonly (readonly [Channel, number])[] = [
  ['PHONE', 55],
  ['WECHAT', 25],
  ['VISIT', 12],
  ['SMS', 5],
  ['EMAIL', 3],
];
const OUTCOMES: readonly (readonly [ContactOutcome, number])[] = [
  ['ENGAGED', 50],
  ['INTERESTED', 18],
  ['COMMITTED', 8],
  ['DECLINED', 6],
  ['NO_ANSWER', 12],
  ['MESSAGE_LEFT', 6],
];
const NOTES = ['聊了存款到期的安排', '问候家人，约下次见面', '介绍了新的理财产品', '客户关心利率走势', '', '', '', ''];

/** Of those who were reached, how many are promised another day. */
const PROMISED = 0.1;
/** Of those who were not, how many are tried again within days; the others wait for their next turn. */
const TRIED_AGAIN = 0.95;
/** What fell due in so many calendar days before the bank is shown is still to be done. */
const LEFT_OPEN_DAYS = 4;

/** A client who comes before their turn. */
interface Due {
  readonly client: number;
  readonly on: BusinessDate;
  /** Agreed with the client, and not only a manager's next try. */
  readonly isPromise: boolean;
}

/** Where one relationship manager stands. */
interface Round {
  portfolio: readonly number[];
  due: readonly Due[];
  turn: number;
  /** Contacts a day, more or less. */
  readonly pace: number;
}

/**
 * Contacts in the order of the days. Each relationship manager goes round the portfolio at a pace of their own, so that
 * last contacts spread from yesterday to months ago and, where history is short, some clients were never reached. Who
 * was promised a day is contacted on it, before those whose turn it is; what fell due in the last days is left.
 */
export function* contactRows(spec: BankSpec, start: BusinessDate, rmsOfSub: (sub: number) => number[]): Iterable<Row> {
  const random = new Random(spec.seed ^ 0xc0117ac7);
  const portfolios: number[][] = range(spec.rms).map(() => []);
  const moves = new Map<BusinessDate, { client: number; from: number; to: number }[]>();
  for (const client of range(spec.clients)) {
    const { rm, handover } = keepingOf(spec, client, start, rmsOfSub);
    portfolios[rm]!.push(client);
    if (handover) moves.set(handover.on, [...(moves.get(handover.on) ?? []), { client, from: rm, to: handover.to }]);
  }
  const rounds = portfolios.map((portfolio): Round => ({
    portfolio,
    due: [],
    turn: random.int(0, 50),
    // Nobody comes round a small portfolio every week.
    pace: Math.min(random.int(6, 11), Math.ceil(portfolio.length / 10)),
  }));
  let number = 0;
  for (let date = start; date < spec.asOf; date = addDays(date, 1)) {
    for (const { client, from, to } of moves.get(date) ?? []) {
      rounds[from]!.portfolio = rounds[from]!.portfolio.filter((other) => other !== client);
      rounds[to]!.portfolio = [...rounds[to]!.portfolio, client];
    }
    if (!chinaCalendar.isWorkingDay(date)) continue;
    for (const [rm, round] of rounds.entries())
      for (const [place, client] of clientsOfDay(round, date, spec.asOf, random).entries()) {
        const row = contactRow(random, spec.asOf, { date, number: ++number, client, rm, place });
        yield { ...row, follow_up_on: followUp(round, client, row['outcome'] as ContactOutcome, date, random) };
      }
  }
}

/** Whom a manager contacts on a day: first those who are due by a day of their own, then those whose turn it is. */
function clientsOfDay(round: Round, date: BusinessDate, asOf: BusinessDate, random: Random): readonly number[] {
  if (round.portfolio.length === 0) return [];
  const places = Math.max(0, round.pace + random.int(-2, 2));
  const leftFrom = addDays(asOf, -LEFT_OPEN_DAYS);
  const isNow = ({ on, isPromise }: Due) => on <= date && !(isPromise && on >= leftFrom);
  const now = round.due.filter(isNow).slice(0, places);
  round.due = round.due.filter((due) => !now.includes(due));
  const clients = [...new Set(now.map(({ client }) => client))].filter((client) => round.portfolio.includes(client));
  while (clients.length < places) {
    round.turn += random.chance(0.98) ? 1 : 2;
    clients.push(round.portfolio[round.turn % round.portfolio.length]!);
  }
  return clients;
}

/** What is agreed or meant for the client after a contact; returns the day promised to them, or the empty text. */
function followUp(
  round: Round,
  client: number,
  outcome: ContactOutcome,
  date: BusinessDate,
  random: Random,
): BusinessDate | '' {
  const isReached = outcome !== 'NO_ANSWER' && outcome !== 'MESSAGE_LEFT';
  if (!random.chance(isReached ? PROMISED : TRIED_AGAIN)) return '';
  const on = addDays(date, isReached ? random.int(4, 18) : random.int(1, 3));
  round.due = [...round.due, { client, on, isPromise: isReached }];
  return isReached ? on : '';
}

/** One contact: its day, number and client, the manager who made it, and its place in the manager's day, from 0. */
interface ContactPlace {
  readonly date: BusinessDate;
  readonly number: number;
  readonly client: number;
  readonly rm: number;
  readonly place: number;
}

function contactRow(random: Random, asOf: BusinessDate, { date, number, client, rm, place }: ContactPlace): Row {
  const startMinute = 9 * 60 + place * 45 + random.int(0, 12);
  const minutes = random.int(2, 30);
  const loggedOn = addDays(date, 2);
  const late = random.chance(0.03) && loggedOn < asOf;
  return {
    contact_id: `K${pad(number, 8)}`,
    client_id: clientId(client),
    staff_id: rmId(rm),
    channel: random.weighted(CHANNELS),
    started_at: instant(date, startMinute),
    ended_at: instant(date, startMinute + minutes),
    outcome: random.weighted(OUTCOMES),
    notes: random.pick(NOTES),
    logged_at: late ? instant(loggedOn, startMinute) : '',
  };
}

function instant(date: BusinessDate, minute: number): string {
  return `${date}T${pad(Math.floor(minute / 60), 2)}:${pad(minute % 60, 2)}:00+08:00`;
}
