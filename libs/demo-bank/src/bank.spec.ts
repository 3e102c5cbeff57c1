import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BankSpec, makeBank, writeBank } from './index.js';

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

  it('writes the four import files with their headers', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hengxin-bank-'));
    try {
      const written = await writeBank(makeBank(spec), folder);
      const lines = (await readFile(written.clients.path, 'utf8')).trimEnd().split('\n');
      expect(lines[0]).toBe(
        'client_id,name,phone,tier,rm_id,assigned_from,contacts_a_year,birthday,preferred_channel,interests,consents',
      );
      expect(lines).toHaveLength(written.clients.rows + 1);
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

  it('promises a day after that of the contact', () =>
    expect(
      [...bank.contacts()].every(
        (row) => !row['follow_up_on'] || row['follow_up_on'] > row['started_at']!.slice(0, 10),
      ),
    ).toBe(true));

  it('owes clients contacts by what the bank ranks them as', () =>
    expect(new Set([...bank.clients()].map((row) => row['contacts_a_year']))).toEqual(new Set(['6', '8', '10', '12'])));
});
