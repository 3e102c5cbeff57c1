import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays } from '@hengxin/contracts';
import { type BankSpec, makeBank, type Row, WITHOUT_HOLDINGS, writeBank } from './index.js';

const spec: BankSpec = {
  seed: 42,
  branches: 2,
  subBranches: 4,
  rms: 50,
  clients: 1000,
  asOf: '2026-03-02',
  historyDays: 90,
};

describe('a made-up bank', () => {
  it('is the same for the same seed and another for another', () => {
    const rows = (seed: number) => JSON.stringify([...makeBank({ ...spec, seed }).clients()].slice(0, 50));
    expect(rows(42)).toBe(rows(42));
    expect(rows(42)).not.toBe(rows(43));
  });

  it('has the asked size and refers only to its own units, staff and clients', () => {
    const bank = makeBank(spec);
    const units = new Set([...bank.units()].map((row) => row['unit_id']));
    const staffRows = [...bank.staff()];
    const staff = new Set(staffRows.map((row) => row['staff_id']));
    const clientRows = [...bank.clients()];
    const clients = new Set(clientRows.map((row) => row['client_id']));
    expect(units.size).toBe(1 + 2 + 4);
    expect(clients.size).toBe(1000);
    expect(staffRows.every((row) => units.has(row['unit_id']))).toBe(true);
    expect(clientRows.every((row) => staff.has(row['rm_id']))).toBe(true);
    expect([...bank.contacts()].every((row) => clients.has(row['client_id']) && staff.has(row['staff_id']))).toBe(true);
  });

  it('holds transfers, handovers, late contacts, clients never reached and clients without consent', () => {
    const bank = makeBank(spec);
    expect([...bank.staff()].filter((row) => row['valid_from']).length).toBeGreaterThan(0);
    const clientRows = [...bank.clients()];
    expect(clientRows.length).toBeGreaterThan(1000);
    expect(clientRows.some((row) => row['consents'] === '')).toBe(true);
    const contacts = [...makeBank({ ...spec, historyDays: 10 }).contacts()];
    expect(new Set(contacts.map((row) => row['client_id'])).size).toBeLessThan(1000);
    expect([...bank.contacts()].some((row) => row['logged_at'])).toBe(true);
  });

  it('hands over a few clients of every portfolio, and none grows by more than a tenth', () => {
    const kept = new Map<string, string>();
    const left = new Set<string>();
    for (const row of makeBank({ ...spec, subBranches: 20, rms: 100, clients: 30_000 }).clients()) {
      const before = kept.get(row['client_id']!);
      if (before) left.add(before);
      kept.set(row['client_id']!, row['rm_id']!);
    }
    const sizes = new Map<string, number>();
    for (const rmId of kept.values()) sizes.set(rmId, (sizes.get(rmId) ?? 0) + 1);
    expect(left.size).toBe(100);
    expect(Math.max(...sizes.values())).toBeLessThanOrEqual(330);
  });

  it('ends its history before the day it is shown on and gives the contacts in the order of days', () => {
    const contacts = [...makeBank(spec).contacts()];
    const days = contacts.map((row) => row['started_at']!.slice(0, 10));
    expect(days.every((day) => day < '2026-03-02')).toBe(true);
    expect(contacts.every((row) => row['logged_at']! < '2026-03-02')).toBe(true);
    expect([...days].sort()).toEqual(days);
  });

  it('tells balances of its own clients alone, of days before the day it is shown on, in the order of each product', () => {
    const bank = makeBank(spec);
    const clients = new Set([...bank.clients()].map((row) => row['client_id']));
    const last = new Map<string, string>();
    for (const { client_id: clientId, holding_id: holdingId, as_of: asOf } of bank.holdings()) {
      const isInTurn = (last.get(holdingId!) ?? '') < asOf!;
      expect([clients.has(clientId), isInTurn, asOf]).toEqual([true, true, expect.stringMatching(/^202[56]/)]);
      expect(asOf! < spec.asOf).toBe(true);
      last.set(holdingId!, asOf!);
    }
    expect(last.size).toBeGreaterThan(1500);
    expect([...makeBank({ ...spec, historyDays: 0 }).holdings()]).toEqual([]);
  });

  it('writes the import files with their headers, all of them or those that are asked for', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hengxin-bank-'));
    try {
      const written = await writeBank(makeBank(spec), folder);
      const lines = (await readFile(written.clients.path, 'utf8')).trimEnd().split('\n');
      expect(lines[0]).toBe(
        'client_id,name,phone,tier,rm_id,assigned_from,contacts_a_year,birthday,preferred_channel,interests,consents',
      );
      expect(lines).toHaveLength(written.clients.rows + 1);
      expect(Object.keys(written)).toEqual(['units', 'staff', 'clients', 'contacts', 'holdings']);
      expect(Object.keys(await writeBank(makeBank(spec), folder, WITHOUT_HOLDINGS))).toHaveLength(4);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('the day a bank with some months of history is shown on', () => {
  const shown = { ...spec, rms: 24, subBranches: 6, clients: 6000, historyDays: 150 };
  const bank = makeBank(shown);
  const rmOf = new Map([...bank.clients()].map((row) => [row['client_id']!, row['rm_id']!]));
  const lastEffective = new Map<string, string>();
  const promised = new Map<string, string>();
  for (const row of bank.contacts()) {
    if (row['outcome'] === 'NO_ANSWER' || row['outcome'] === 'MESSAGE_LEFT') continue;
    lastEffective.set(row['client_id']!, row['started_at']!);
    promised.delete(row['client_id']!);
    if (row['follow_up_on']) promised.set(row['client_id']!, row['follow_up_on']);
  }
  const countBy = (clients: Iterable<string>) => {
    const counts = new Map<string, number>();
    for (const client of clients) counts.set(rmOf.get(client)!, (counts.get(rmOf.get(client)!) ?? 0) + 1);
    return [...counts.values()];
  };

  it('finds few clients of a portfolio without an effective contact, so that a day shows more than those', () => {
    const never = [...rmOf.keys()].filter((client) => !lastEffective.has(client));
    expect(Math.max(0, ...countBy(never))).toBeLessThanOrEqual(4);
  });

  it('finds promises due on it, overdue and ahead, and no portfolio with more than six that are due', () => {
    const due = [...promised].filter(([, on]) => on <= spec.asOf);
    expect(due.some(([, on]) => on === spec.asOf)).toBe(true);
    expect(due.some(([, on]) => on < spec.asOf)).toBe(true);
    expect([...promised.values()].some((on) => on > spec.asOf)).toBe(true);
    expect(Math.max(...countBy(due.map(([client]) => client)))).toBeLessThanOrEqual(6);
  });

  it('finds money that makes news: what matures within a week, came in, fell, was closed early, or lies asleep', () => {
    const rows = [...bank.holdings()];
    const week = addDays(shown.asOf, 6);
    const news = {
      matures: rows.filter(({ kind, matures_on: on }) => kind === 'TIME_DEPOSIT' && on! >= shown.asOf && on! <= week),
      closed: rows.filter(({ closed_on: closed, matures_on: matures }) => closed! !== '' && closed! < matures!),
      ...changesOf(rows.filter(({ kind }) => kind === 'DEMAND_DEPOSIT')),
    };
    for (const [what, found] of Object.entries(news)) {
      expect([what, found.length >= 24, found.length <= 24 * 12]).toEqual([what, true, true]);
    }
  });

  it('promises a day after that of the contact', () =>
    expect(
      [...bank.contacts()].every(
        (row) => !row['follow_up_on'] || row['follow_up_on'] > row['started_at']!.slice(0, 10),
      ),
    ).toBe(true));

  it('owes clients contacts by what the bank ranks them as', () =>
    expect(new Set([...bank.clients()].map((row) => row['contacts_a_year']))).toEqual(new Set(['6', '8', '10', '12'])));
});

/** Accounts whose last change was a great one of the last days, or is long ago. */
function changesOf(rows: readonly Row[]) {
  const byHolding = Map.groupBy(rows, (row) => row['holding_id']!);
  const lately = addDays(spec.asOf, -11);
  const [came, fell, asleep]: Row[][] = [[], [], []] as unknown as Row[][];
  for (const told of byHolding.values()) {
    const [before, now] = [told.at(-2), told.at(-1)!];
    const [from, to] = [Number(before?.['balance'] ?? 0), Number(now['balance'])];
    if (now['as_of']! < addDays(spec.asOf, -89)) asleep!.push(now);
    else if (before && now['as_of']! > lately && to - from >= 100_000) came!.push(now);
    else if (before && now['as_of']! > lately && to <= from * 0.5) fell!.push(now);
  }
  return { came: came!, fell: fell!, asleep: asleep! };
}
