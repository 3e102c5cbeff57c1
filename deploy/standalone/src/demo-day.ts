import type { BusinessDate } from '@hengxin/contracts';
import { pause } from '@hengxin/waiting';
import { demoToken } from './import.token.js';

/** How many of the ten each manager has done by now, over and over: some are far on, some have not begun. */
const DONE = [6, 4, 2, 5, 0, 7];
/** Which of the ten they begin with, so that some of each kind are left. */
const IN_TURN = [1, 8, 3, 6, 0, 9, 4, 7, 2, 5];
const OUTCOMES = ['ENGAGED', 'INTERESTED', 'ENGAGED', 'COMMITTED', 'DECLINED'];
const REACTIONS = ['WARM', 'NEUTRAL', 'WARM', 'COLD'];
const AT_ONCE = 6;
const MINUTE_MS = 60_000;
const LOOK_EVERY_MS = 500;
const MOST_TRIES = 120;
/** From one contact to the next, and how long one takes. */
const [EVERY_MINUTES, TAKES_MINUTES] = [11, 7];

const NOW = '{ now { instant businessDate } }';
const MY_DAY = '{ myDay { items { id status channel client { id } topics(first: 1) { topic } } } }';
const LOG_CONTACT = 'mutation ($input: LogContactInput!) { logContact(input: $input) { errors { code } } }';

interface Now {
  readonly now: { readonly instant: string; readonly businessDate: BusinessDate };
}
interface MyDay {
  readonly myDay: {
    readonly items: readonly {
      readonly id: string;
      readonly status: string;
      readonly channel: string;
      readonly client: { readonly id: string };
      readonly topics: readonly { readonly topic: string }[];
    }[];
  };
}

/**
 * Lets the day of the demo bank begin: its managers have done some of their plans, each another share. They log it as
 * everybody does; a load that was cut off logs nothing twice. On a day off there is no plan, and nothing is done.
 */
export async function beginDemoDay(url: string, day: BusinessDate, rms: number): Promise<void> {
  const waiting = Array.from({ length: rms }, (_, index) => index);
  const worker = async () => {
    for (let rm = waiting.shift(); rm !== undefined; rm = waiting.shift()) await beginDayOf(url, day, rm);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function beginDayOf(url: string, day: BusinessDate, rm: number): Promise<void> {
  const token = await demoToken(url, { staffId: `S${String(rm + 1).padStart(4, '0')}` });
  const ask = <Data>(query: string, variables = {}) => graphql<Data>(url, token, query, variables);
  const { now } = await ask<Now>(NOW);
  if (now.businessDate !== day) return;
  const { myDay } = await drawn(() => ask<MyDay>(MY_DAY));
  const share = DONE[rm % DONE.length]!;
  const begun = IN_TURN.slice(0, share).flatMap((place) => myDay.items[place] ?? []);
  const todo = begun.filter(({ status }) => status === 'OPEN');
  for (const [place, item] of todo.entries()) {
    const times = timesOf(Date.parse(now.instant), Date.parse(`${day}T00:00:00+08:00`), todo.length - place);
    await ask(LOG_CONTACT, {
      input: {
        commandId: `demo-day-${item.id}`,
        clientId: item.client.id,
        planItemId: item.id,
        channel: item.channel,
        outcome: OUTCOMES[(rm + place) % OUTCOMES.length],
        topics: item.topics.map(({ topic }) => ({ topic, reaction: REACTIONS[(rm + place) % REACTIONS.length] })),
        ...times,
      },
    });
  }
}

/** When the contact so many before the last took place: today, no matter how early the day is. */
function timesOf(nowMs: number, dayBeginsMs: number, before: number): { startedAt: string; endedAt: string } {
  const startedMs = Math.max(nowMs - before * EVERY_MINUTES * MINUTE_MS, dayBeginsMs);
  const endedMs = Math.min(startedMs + TAKES_MINUTES * MINUTE_MS, nowMs);
  return { startedAt: new Date(startedMs).toISOString(), endedAt: new Date(endedMs).toISOString() };
}

/** A plan is not drawn before all that it rests on is there, which takes a moment after a load. */
async function drawn<Data>(ask: () => Promise<Data>): Promise<Data> {
  for (let tries = 1; ; tries++)
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Unanswered) || error.code !== 'PLAN_NOT_READY' || tries === MOST_TRIES) throw error;
      await pause(LOOK_EVERY_MS);
    }
}

class Unanswered extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Asks the platform as the bearer of a token. Throws `Unanswered`. */
export async function graphql<Data>(url: string, token: string, query: string, variables: object): Promise<Data> {
  const answer = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as {
    data?: Data | null;
    errors?: readonly { message: string; extensions?: { code?: string } }[];
  };
  if (data) return data;
  throw new Unanswered(errors?.[0]?.extensions?.code ?? '', errors?.[0]?.message ?? String(answer.status));
}
