// Measures contact-scheduling alone: reading the registry's events, drawing everyone's plan, completing items, and
// `myDay`. Build first; `node services/contact-scheduling/bench/my-day.bench.mjs <postgres url> [relationship managers]
// [seconds]`. The load is made on the same machine, so beside the rate stands what one processor would do by the CPU
// time that the service used. `npm run bench` takes the plans of some days from here.
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import autocannon from 'autocannon';
import {
  addDays,
  catalogue,
  chinaCalendar,
  Client,
  ClientRegistered,
  Contact,
  ContactLogged,
  SignalLooks,
  SignalsLooked,
  Staff,
  StaffPlaced,
  Unit,
  UnitPlaced,
} from '@hengxin/contracts';
import { createPostgresEventLog, migrateEventLog, NO_STREAM } from '@hengxin/event-log';
import { DEMO_ISSUER, DemoIssuer, INTERNAL_HEADER } from '@hengxin/identity';
import pg from 'pg';

const PORTFOLIO = 300;
const PORT = 23_403;
const GIVE_UP_AFTER_MS = 1_200_000;
const QUERY = '{ myDay { date items { id status channel dueSince reason { code text } client { id } } } }';

/**
 * Draws the plans of all on some working days, one after the other.
 *
 * @param {string} url an empty PostgreSQL database that may be written to
 * @param {{ managers: number, days: number }} size
 * @returns {Promise<{ plans: number, seconds: number, beforeMb: number, firstMb: number, peakMb: number }>} what the
 * service had in memory before, at most on the first day, and at most on all of them
 */
export async function benchPlans(url, { managers, days }) {
  const bank = await ScheduledBank.open(url, managers);
  const beforeMb = bank.residentMb();
  let [seconds, firstMb, peakMb] = [0, 0, beforeMb];
  const watch = setInterval(() => (peakMb = Math.max(peakMb, bank.residentMb())), 200);
  try {
    for (let day = 0; day < days; day++) {
      seconds += (await bank.drawDay()).seconds;
      if (day === 0) firstMb = peakMb;
    }
    return { plans: managers * days, seconds, beforeMb, firstMb, peakMb };
  } finally {
    clearInterval(watch);
    await bank.close();
  }
}

/** What the launcher lays for the demo clock of its services. */
const DEMO_CLOCK = `create schema platform;
  create table platform.demo_clock (singleton boolean primary key default true check (singleton), offset_ms bigint not null)`;

/** Relationship managers with a full portfolio each, in the log of a database, and the service on it. */
class ScheduledBank {
  /** The last day of which plans were drawn; before the first, a day ahead of the clock. */
  date = chinaCalendar.nextWorkingDay(addDays(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10), 7));
  secret = randomBytes(32).toString('base64url');

  constructor(url, managers) {
    this.rms = Array.from({ length: managers }, (_, i) => `S${String(i).padStart(5, '0')}`);
    this.pool = new pg.Pool({ connectionString: url, max: 2 });
    this.log = createPostgresEventLog({ url, catalogue });
    this.url = url;
  }

  static async open(url, managers) {
    const bank = new ScheduledBank(url, managers);
    try {
      await migrateEventLog(bank.pool);
      await bank.pool.query(DEMO_CLOCK);
      await bank.fill();
      await bank.start();
      return bank;
    } catch (error) {
      await bank.close();
      throw error;
    }
  }

  append(aggregate, id, ...events) {
    return this.log.append(
      aggregate.stream(id),
      events.map((event) => ({ ...event, id: randomUUID(), meta: {} })),
      NO_STREAM,
    );
  }

  async fill() {
    const office = { unitId: 'U1', parentId: null, kind: 'HEAD_OFFICE', name: '总行', validFrom: null };
    await this.append(Unit, 'U1', UnitPlaced.of(office));
    for (const staffId of this.rms)
      await this.append(
        Staff,
        staffId,
        StaffPlaced.of({ staffId, name: '某某', role: 'RM', unitId: 'U1', validFrom: null }),
      );
    for (const [i, rmId] of this.rms.entries())
      await Promise.all(
        Array.from({ length: PORTFOLIO }, (_, j) =>
          this.register(`C${String(i * PORTFOLIO + j).padStart(7, '0')}`, rmId),
        ),
      );
  }

  register(clientId, rmId) {
    const registered = {
      clientId,
      name: '某某',
      phone: null,
      tier: 'GOLD',
      interests: [],
      preferredChannel: 'PHONE',
      birthday: null,
      contactsAYear: 6,
      registeredOn: '2025-01-01',
      keeper: { rmId, from: '2025-01-01' },
    };
    const consent = {
      channel: 'PHONE',
      purpose: 'SERVICE',
      decidedAt: '2025-01-01T09:00:00+08:00',
      wordingVersion: null,
      evidence: null,
      expiresOn: null,
    };
    return this.append(Client, clientId, ClientRegistered.of({ ...registered, consents: [consent] }));
  }

  /** Resolves once the service has read all of its clients. */
  async start() {
    this.issuer = await DemoIssuer.ephemeral();
    this.keys = createServer((_, answer) =>
      answer.setHeader('content-type', 'application/json').end(JSON.stringify(this.issuer.jwks())),
    ).listen(PORT + 1, '127.0.0.1');
    const startedAt = performance.now();
    this.service = spawn(process.execPath, [new URL('../dist/main.js', import.meta.url).pathname], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        PORT: String(PORT),
        HENGXIN_DATABASE_URL: this.url,
        HENGXIN_JWKS_URL: `http://127.0.0.1:${PORT + 1}/jwks.json`,
        HENGXIN_JWT_ISSUER: DEMO_ISSUER,
        HENGXIN_INTERNAL_SECRET: this.secret,
        HENGXIN_PROFILE: 'standalone',
        HENGXIN_LOG_LEVEL: 'warn',
      },
    });
    this.ended = once(this.service, 'exit');
    const clients = this.rms.length * PORTFOLIO;
    const isReady = async () =>
      (await fetch(`http://127.0.0.1:${PORT}/health/ready`).catch(() => undefined))?.ok === true;
    await this.until(isReady);
    await this.until(async () => (await this.count('client_fact', 'true')) >= clients, 500);
    this.readSeconds = (performance.now() - startedAt) / 1000;
  }

  /** Moves the demo clock to the next working morning: everyone's plan is drawn. */
  async drawDay() {
    this.date = chinaCalendar.nextWorkingDay(this.date);
    const isDay = (column) => `${column} = '${this.date}'`;
    // The plans of a day wait until it has been looked at for signals: here nobody looks.
    await this.append(SignalLooks, this.date, SignalsLooked.of({ day: this.date }));
    await this.until(async () => (await this.count('signal_look', isDay('day'))) > 0);
    const cpuBefore = this.cpuSeconds();
    const startedAt = performance.now();
    const moved = await fetch(`http://127.0.0.1:${PORT}/internal/demo-clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [INTERNAL_HEADER]: this.secret },
      body: JSON.stringify({ now: `${this.date}T09:00:00+08:00` }),
    });
    if (!moved.ok) throw new Error(`the clock was not moved: ${moved.status} ${await moved.text()}`);
    await this.until(async () => (await this.count('drawn_plan', isDay('date'))) >= this.rms.length);
    return { seconds: (performance.now() - startedAt) / 1000, cpuSeconds: this.cpuSeconds() - cpuBefore };
  }

  /** Logs a contact for every open item; answers how many. */
  async completeAll() {
    const { rows } = await this.pool.query(
      "select client_id, staff_id from contact_scheduling.plan_item where status = 'OPEN'",
    );
    const at = `${this.date}T09:30:00+08:00`;
    for (let i = 0; i < rows.length; i += 500)
      await Promise.all(
        rows.slice(i, i + 500).map(({ client_id, staff_id }) => {
          const contactId = randomUUID();
          const facts = {
            contactId,
            clientId: client_id,
            staffId: staff_id,
            unitId: 'U1',
            channel: 'PHONE',
            outcome: 'ENGAGED',
            effective: true,
            late: false,
          };
          return this.append(
            Contact,
            contactId,
            ContactLogged.of({
              ...facts,
              startedAt: at,
              endedAt: at,
              loggedAt: at,
              businessDate: this.date,
              planItemId: null,
              followUpOn: null,
              notes: null,
            }),
          );
        }),
      );
    await this.until(async () => (await this.count('plan_item', "status = 'OPEN'")) === 0);
    return rows.length;
  }

  async measure(title, seconds) {
    const tokens = await Promise.all(this.rms.map((id) => this.issuer.issue(id)));
    const headers = { 'content-type': 'application/json' };
    const requests = tokens.map((token) => ({
      method: 'POST',
      path: '/graphql',
      headers: { ...headers, authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: QUERY }),
    }));
    const load = (duration) => autocannon({ url: `http://127.0.0.1:${PORT}`, connections: 32, duration, requests });
    await load(2);
    const cpuBefore = this.cpuSeconds();
    const result = await load(seconds);
    const cpu = this.cpuSeconds() - cpuBefore;
    const { total, average } = result.requests;
    if (result.non2xx || result.errors) console.log(`  ${result.non2xx} refused, ${result.errors} failed`);
    console.log(
      `${title}: ${Math.round(average).toLocaleString('en')}/s, p99 ${result.latency.p99} ms, 32 connections; ${Math.round(total / cpu).toLocaleString('en')}/s a processor`,
    );
  }

  async count(table, condition) {
    const counted = `select count(*)::int as rows from contact_scheduling.${table} where ${condition}`;
    return (await this.pool.query(counted)).rows[0].rows;
  }

  /** User and system time of the service, in seconds; a tick is 10 ms. */
  cpuSeconds() {
    const fields = readFileSync(`/proc/${this.service.pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (+fields[11] + +fields[12]) / 100;
  }

  /** Nothing once the service has ended. */
  residentMb() {
    try {
      const status = readFileSync(`/proc/${this.service.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
    } catch {
      return 0;
    }
  }

  async until(isSo, everyMs = 50) {
    const deadline = performance.now() + GIVE_UP_AFTER_MS;
    while (!(await isSo())) {
      const { exitCode, signalCode } = this.service;
      if (exitCode !== null || signalCode !== null) throw new Error(`the service ended: ${exitCode ?? signalCode}`);
      if (performance.now() > deadline) throw new Error('it did not come to be in time');
      await new Promise((wait) => setTimeout(wait, everyMs));
    }
  }

  async close() {
    this.service?.kill('SIGTERM');
    await this.ended;
    this.keys?.close();
    await this.log.close();
    await this.pool.end();
  }
}

async function alone(url, managers, loadSeconds) {
  const rate = (count, seconds) => `${Math.round(count / seconds).toLocaleString('en')}/s`;
  const bank = await ScheduledBank.open(url, managers);
  try {
    const clients = managers * PORTFOLIO;
    console.log(
      `registry's events read: ${rate(clients, bank.readSeconds)}, ${rate(clients, bank.cpuSeconds())} a processor (${clients} events, with the start of the service)`,
    );
    const day = await bank.drawDay();
    console.log(
      `plans drawn when a day begins: ${rate(managers, day.seconds)}, ${rate(managers, day.cpuSeconds)} a processor, portfolios of ${PORTFOLIO}`,
    );
    await bank.measure('myDay', loadSeconds);
    const completedAt = performance.now();
    const contacts = await bank.completeAll();
    const seconds = (performance.now() - completedAt) / 1000;
    console.log(`contacts logged -> items done: ${rate(contacts, seconds)} (${contacts} contacts)`);
    await bank.measure('myDay with every item done', loadSeconds);
  } finally {
    await bank.close();
  }
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const [url, managers = '100', seconds = '5'] = process.argv.slice(2);
  if (!url) throw new Error('give the URL of an empty PostgreSQL database that may be written to');
  await alone(url, +managers, +seconds);
}
