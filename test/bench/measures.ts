import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Agent, request } from 'undici';
import { type Platform } from '../platform/platform.js';
import { type Call, loadHttp, type Measured, NO_WARM_UP, spread } from './load.js';

interface Logged {
  readonly data?: { readonly logContact: { readonly position: string | null } | null } | null;
}

/** Whether an answer holds an error, of GraphQL or of a payload. */
export const bad = (body: string): boolean => body.includes('"errors":[{') || !body.includes('"data"');
export const json = { 'content-type': 'application/json', 'accept-language': 'zh' };

/** Calls of the same question by many people in turn. */
async function asked(
  platform: Platform,
  people: readonly string[],
  query: string,
  variables: (person: string, n: number) => object,
): Promise<() => Call> {
  const tokens = await Promise.all(people.map((person) => platform.token(person)));
  let n = 0;
  return () => {
    const i = n++ % people.length;
    const body = JSON.stringify({ query, variables: variables(people[i]!, n) });
    return { url: `${platform.url}/graphql`, headers: { ...json, authorization: `Bearer ${tokens[i]!}` }, body };
  };
}

export const MY_DAY =
  'query MyDay { myDay { date items { id status channel reason { code text } client { id name tier } } } }';
export const LOG =
  'mutation Log($input: LogContactInput!) { logContact(input: $input) { contact { id } errors { code } position } }';
export const KPI =
  'query Kpi($scope: KpiScope!, $period: PeriodInput!) { kpi(scope: $scope, period: $period) { values { metric value numerator denominator } position } }';

export const KPI_AT_LEAST =
  'query ($scope: KpiScope!, $period: PeriodInput!, $at: Position) { kpi(scope: $scope, period: $period, metrics: [CONTACTS], atLeast: $at) { values { value } } }';

export async function measureMyDay(platform: Platform, rms: readonly string[], seconds: number): Promise<Measured> {
  return loadHttp(await asked(platform, rms, MY_DAY, () => ({})), 32, seconds, bad);
}

/** The first look of each at today, which draws their plan. It comes once: nothing is warmed by it. */
export async function measureFirstLooks(platform: Platform, rms: readonly string[]): Promise<Measured> {
  const look = await asked(platform, rms, MY_DAY, () => ({}));
  let left = rms.length;
  const next = () => (left-- > 0 ? look() : undefined);
  const { coldRate: _cold, ...looks } = await loadHttp(next, 32, FIRST_LOOKS_SECONDS, bad, NO_WARM_UP);
  return looks;
}

export async function measureKpi(platform: Platform, seconds: number): Promise<Measured> {
  const variables = { scope: { unitId: 'U0001' }, period: { grain: 'MONTH', start: '2026-02-01' } };
  return loadHttp(await asked(platform, ['H0001'], KPI, () => variables), 16, seconds, bad);
}

export async function measureLogContact(
  platform: Platform,
  clients: ReadonlyMap<string, readonly string[]>,
  seconds: number,
): Promise<Measured> {
  const rms = [...clients.keys()];
  return loadHttp(
    await asked(platform, rms, LOG, (rm, n) => ({ input: contact(clients.get(rm)![n % clients.get(rm)!.length]!, n) })),
    32,
    seconds,
    bad,
  );
}

/** First looks take as long as there are some, and this at most. */
const FIRST_LOOKS_SECONDS = 120;

/** A call that took place this morning, under a command id of its own. */
export function contact(clientId: string, n: number): object {
  const minute = String(n % 50).padStart(2, '0');
  return {
    commandId: randomUUID(),
    clientId,
    channel: 'PHONE',
    startedAt: `2026-03-02T08:${minute}:00+08:00`,
    endedAt: `2026-03-02T08:${minute}:30+08:00`,
    outcome: 'ENGAGED',
  };
}

/**
 * Logs contacts at a steady rate and asks head office's figure after each fifth with `atLeast` of its position: the
 * time from the mutation's answer to an answer that holds it. The rate is that of the mutations' answers: a machine may
 * not keep up.
 */
export async function measureVisible(
  platform: Platform,
  clients: ReadonlyMap<string, readonly string[]>,
  perSecond: number,
  seconds: number,
): Promise<Measured> {
  const rms = [...clients.keys()];
  const waits: number[] = [];
  const underway: Promise<void>[] = [];
  let errors = 0;
  let firstError: string | undefined;
  let logs = 0;
  let lastLoggedAt = 0;
  const tokens = new Map(
    await Promise.all([...rms, 'H0001'].map(async (person) => [person, await platform.token(person)] as const)),
  );
  const agent = new Agent({ keepAliveTimeout: 60_000 });
  // Not by fetch, which would take a fifth of the machine that is measured.
  const ask = async (person: string, query: string, variables: object): Promise<string> => {
    const headers = { ...json, authorization: `Bearer ${tokens.get(person)!}` };
    const body = JSON.stringify({ query, variables });
    return (await request(`${platform.url}/graphql`, { method: 'POST', headers, body, dispatcher: agent })).body.text();
  };
  const one = async (n: number): Promise<void> => {
    const rm = rms[n % rms.length]!;
    const own = clients.get(rm)!;
    const logged = await ask(rm, LOG, { input: contact(own[n % own.length]!, n) });
    const answeredAt = performance.now();
    const at = (JSON.parse(logged) as Logged).data?.logContact?.position;
    if (!at) return fail(logged);
    logs++;
    lastLoggedAt = answeredAt;
    if (n % 5 !== 0) return;
    const seen = await ask('H0001', KPI_AT_LEAST, {
      scope: { unitId: 'U0001' },
      period: { grain: 'DAY', start: '2026-03-02' },
      at,
    });
    if (bad(seen)) return fail(seen);
    waits.push(performance.now() - answeredAt);
  };
  const fail = (what: string) => {
    errors++;
    firstError ??= what.slice(0, 300);
  };
  const start = performance.now();
  for (let n = 0; n < perSecond * seconds; n++) {
    underway.push(one(n).catch((error: Error) => fail(error.message)));
    const due = start + ((n + 1) / perSecond) * 1000;
    if (due > performance.now()) await new Promise((wait) => setTimeout(wait, due - performance.now()));
  }
  await Promise.all(underway);
  await agent.close();
  const rate = logs / (Math.max(lastLoggedAt - start, 1) / 1000);
  return { ...spread(waits), rate, errors, ...(firstError ? { firstError } : {}) };
}

/** What one process has in memory, in MB, by the system's own count. */
export interface Memory {
  readonly beforeMb: number;
  readonly peakMb: number;
  /** At most in the first half of the time: what is flat has nearly as much in it as in all. */
  readonly halfMb: number;
}

/** How often a process is looked at. */
const LOOK_EVERY_MS = 200;

/** Looks at a process five times a second while work is done. */
export async function memoryDuring<Result>(
  pid: number,
  work: () => Promise<Result>,
): Promise<Memory & { readonly result: Result }> {
  const look = async (): Promise<number> => {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  };
  const beforeMb = await look();
  const looks = [beforeMb];
  const watch = setInterval(() => void look().then((mb) => looks.push(mb)), LOOK_EVERY_MS);
  try {
    const result = await work();
    const most = (some: readonly number[]) => some.reduce((mb, other) => Math.max(mb, other), 0);
    return { beforeMb, peakMb: most(looks), halfMb: most(looks.slice(0, Math.ceil(looks.length / 2))), result };
  } finally {
    clearInterval(watch);
  }
}

/** Resident memory of some processes, in MB, shared pages counted once. */
export async function residentMb(pids: readonly number[]): Promise<number> {
  let kb = 0;
  for (const pid of pids) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    kb += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
  }
  return kb / 1024;
}
