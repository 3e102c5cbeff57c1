import { CHANNELS, chinaCalendar, type Grain } from '@hengxin/contracts';
import { type Fact, TODAY } from './histories.suite.js';
import { daysOf, monday, plus, workingDaysOfYear } from './oracle-days.suite.js';

/** What brute force counts, each from nothing on. */
const NOTHING = {
  touches: 0,
  contacts: 0,
  clients: 0,
  covered: 0,
  target: 0,
  drawn: 0,
  done: 0,
  at_target: 0,
  parts_with_target: 0,
  paced: 0,
  target_so_far: 0,
  new_clients: 0,
  clients_kept: 0,
  clients_untouched: 0,
  clients_consenting: 0,
  promises_over: 0,
  promises_kept_so_far: 0,
  touches_phone: 0,
  touches_sms: 0,
  touches_wechat: 0,
  touches_wechat_group: 0,
  touches_email: 0,
  touches_visit: 0,
  // No visits take place in these histories: their measures have a spec of their own.
  visits_ended: 0,
  visit_parts_fresh: 0,
  visit_parts_owed: 0,
  visit_goals_met: 0,
  visits_reviewed: 0,
  visit_reviews_in_time: 0,
  visit_reviews_fallen_due: 0,
  visit_findings: 0,
};

export type OracleFigures = Record<keyof typeof NOTHING, number>;

/** What the platform answered, with what the oracle does not tell apart taken together. */
export function comparable({
  obliged_across: across,
  obliged_first: first,
  ...figures
}: Readonly<Record<string, number>>): Record<string, number> {
  return { ...figures, parts_with_target: across! + first! };
}

/**
 * A second opinion for the specs: the figures by brute force, day by day from the history as it stands at the end. It
 * shares no code with the projection and is as simple and slow as the rulebook's own words.
 */
export class Oracle {
  private readonly pathMemo = new Map<string, string[]>();
  private readonly partsMemo = new Map<string, { rm: string; days: string[] }[]>();
  constructor(private readonly history: readonly Fact[]) {}

  figures(scope: { unitId: string } | { staffId: string }, grain: Grain, start: string): OracleFigures {
    const days = daysOf(grain, start);
    const figures: OracleFigures = { ...NOTHING };
    const soFar = days.filter((day) => day <= TODAY);
    const last = soFar.at(-1) ?? TODAY;
    const holds = (staffId: string, day: string) =>
      'staffId' in scope ? scope.staffId === staffId : this.path(staffId, day).includes(scope.unitId);
    const clients = new Set(this.history.flatMap((fact) => ('clientId' in fact ? [fact.clientId] : [])));
    for (const clientId of clients) {
      const touches = this.of('contact').filter((t) => t.clientId === clientId && days.includes(t.on));
      const mine = touches.filter((t) => holds(t.staffId, t.on));
      figures.touches += mine.length;
      figures.contacts += mine.filter((t) => t.effective).length;
      for (const channel of CHANNELS)
        figures[`touches_${channel.toLowerCase()}` as 'touches_sms'] += mine.filter(
          (t) => t.channel === channel,
        ).length;
      if (mine.some((t) => t.effective)) figures.clients++;
      for (const { target, actual } of this.owed(clientId, touches, days, start, holds)) {
        figures.target += target;
        figures.covered += Math.min(actual, target);
        if (target > 0) figures.parts_with_target++;
        if (target > 0 && actual >= target) figures.at_target++;
      }
      for (const { target, actual } of this.owed(clientId, touches, soFar, start, holds)) {
        figures.target_so_far += target;
        figures.paced += Math.min(actual, target);
      }
      this.levels(figures, clientId, last, holds);
      this.ofDays(figures, clientId, days, holds);
    }
    for (const drawn of this.of('drawn')) {
      if (!days.includes(drawn.on) || !holds(drawn.staffId, drawn.on)) continue;
      const is = (kind: 'done' | 'cancelled', item: string) =>
        this.history.some((fact) => fact.kind === kind && fact.item === item);
      const kept = drawn.items.filter((item) => !is('cancelled', item));
      figures.drawn += kept.length;
      figures.done += kept.filter((item) => is('done', item)).length;
    }
    return figures;
  }

  /** What each part of a client owes within these days, and what was done for it, in contact-days. */
  private owed(
    clientId: string,
    touches: readonly Extract<Fact, { kind: 'contact' }>[],
    days: string[],
    start: string,
    holds: Holds,
  ): { target: number; actual: number }[] {
    const parts = this.partsWithin(clientId, days).filter((part) => holds(part.rm, part.days[0]!));
    return parts.map((part) => {
      const worked = part.days.filter((day) => chinaCalendar.isWorkingDay(day));
      const within = touches.filter((t) => t.effective && part.days.includes(t.on));
      const weeks = new Set(within.map((t) => monday(t.on)));
      return {
        target: worked.reduce((sum, day) => sum + this.rate(clientId, day), 0),
        actual: weeks.size * workingDaysOfYear(start.slice(0, 4)),
      };
    });
  }

  /** What a client adds on a day, by who kept it then. */
  private levels(figures: OracleFigures, clientId: string, day: string, holds: Holds): void {
    const rm = this.rmOf(clientId, day);
    if (rm === undefined || !holds(rm, day)) return;
    figures.clients_kept++;
    const valid = CHANNELS.some((channel) => {
      const words = this.of('consent').filter((w) => w.clientId === clientId && w.channel === channel && w.on <= day);
      const decided = words.map((w) => ({ ...w, validFrom: w.on }));
      const word = lastOnOrBefore(decided, day);
      return word?.granted === true && (word.expiresOn === null || day <= word.expiresOn);
    });
    if (valid) figures.clients_consenting++;
    const contacts = this.contactsOf(clientId).filter(({ on }) => on <= day);
    const since =
      contacts
        .map(({ on }) => on)
        .sort()
        .at(-1) ?? this.firstKept(clientId)!;
    if (plus(since, 61) < day) figures.clients_untouched++;
  }

  /** What a client adds on days of a period. */
  private ofDays(figures: OracleFigures, clientId: string, days: readonly string[], holds: Holds): void {
    const first = this.firstKept(clientId);
    if (first !== undefined && days.includes(first) && holds(this.rmOf(clientId, first)!, first)) figures.new_clients++;
    const contacts = this.contactsOf(clientId);
    const letGo = new Set(
      clientId === 'C1'
        ? this.of('drawn').flatMap(({ promised = {} }) =>
            Object.entries(promised)
              .filter(([item]) => this.history.some((fact) => fact.kind === 'skipped' && fact.item === item))
              .map(([, day]) => day),
          )
        : [],
    );
    for (const promise of contacts) {
      const on = promise.followUpOn;
      if (!on || !days.includes(on) || on >= TODAY || letGo.has(on)) continue;
      const rm = this.rmOf(clientId, on);
      if (rm === undefined || !holds(rm, on)) continue;
      const later = contacts.filter((c) => momentOf(c) > momentOf(promise));
      if (later.some((c) => c.followUpOn && c.on < on)) continue;
      figures.promises_over++;
      if (later.some((c) => c.on <= on)) figures.promises_kept_so_far++;
    }
  }

  private contactsOf(clientId: string) {
    return this.of('contact').filter((c) => c.clientId === clientId && c.effective);
  }

  private firstKept(clientId: string): string | undefined {
    return this.of('assigned')
      .filter((f) => f.clientId === clientId)
      .map(({ from }) => from)
      .sort()[0];
  }

  scopes(): ({ unitId: string } | { staffId: string })[] {
    const staff = new Set(this.history.flatMap((f) => ('staffId' in f ? [f.staffId] : 'rmId' in f ? [f.rmId] : [])));
    const units = new Set(this.of('unit').map((f) => f.unitId));
    return [...[...staff].map((staffId) => ({ staffId })), ...[...units].map((unitId) => ({ unitId }))];
  }

  path(staffId: string, day: string): string[] {
    const memo = `${staffId} ${day}`;
    const known = this.pathMemo.get(memo);
    if (known) return known;
    const path: string[] = [];
    let unitId: string | null =
      asOf(
        this.of('staff').filter((f) => f.staffId === staffId),
        day,
      )?.unitId ?? null;
    while (unitId !== null) {
      const unit = asOf(
        this.of('unit').filter((f) => f.unitId === unitId),
        day,
      );
      if (!unit) break;
      path.push(unit.unitId);
      unitId = unit.parentId;
    }
    this.pathMemo.set(memo, path);
    return path;
  }

  childrenOf(unitId: string, day: string): string[] {
    const units = new Set(this.of('unit').map((f) => f.unitId));
    return [...units].filter(
      (id) =>
        asOf(
          this.of('unit').filter((f) => f.unitId === id),
          day,
        )?.parentId === unitId,
    );
  }

  rmOf(clientId: string, day: string): string | undefined {
    const assigned = this.of('assigned').filter((f) => f.clientId === clientId);
    return lastOnOrBefore(
      assigned.map((f) => ({ ...f, validFrom: f.from })),
      day,
    )?.rmId;
  }

  /** Runs of days with one manager in one place, within these days. */
  private partsWithin(clientId: string, days: string[]): { rm: string; days: string[] }[] {
    const memo = `${clientId} ${days[0]} ${days.length}`;
    const known = this.partsMemo.get(memo) ?? this.partsOf(clientId, days);
    this.partsMemo.set(memo, known);
    return known;
  }

  private partsOf(clientId: string, days: string[]): { rm: string; days: string[] }[] {
    const parts: { rm: string; key: string; days: string[] }[] = [];
    for (const day of days) {
      const rm = this.rmOf(clientId, day);
      const key = rm === undefined ? '' : `${rm} in ${this.path(rm, day).join('/')}`;
      const last = parts.at(-1);
      if (last && last.key === key) last.days.push(day);
      else parts.push({ rm: rm ?? '', key, days: [day] });
    }
    return parts.filter(({ key }) => key !== '');
  }

  private rate(clientId: string, day: string): number {
    const rates = this.history.flatMap((f) =>
      (f.kind === 'rate' || f.kind === 'registered') && f.clientId === clientId
        ? [{ validFrom: f.on, rate: f.contactsAYear }]
        : [],
    );
    return asOf(rates, day)?.rate ?? 0;
  }

  private of<K extends Fact['kind']>(kind: K): Extract<Fact, { kind: K }>[] {
    return this.history.filter((fact): fact is Extract<Fact, { kind: K }> => fact.kind === kind);
  }
}

type Holds = (staffId: string, day: string) => boolean;

const momentOf = ({ on, hour = 10 }: { on: string; hour?: number }): string => `${on} ${String(hour).padStart(2, '0')}`;

/** The latest on or before the day; the last word on a day wins. */
function lastOnOrBefore<R extends { validFrom: string | null }>(rows: R[], day: string): R | undefined {
  let found: R | undefined;
  for (const row of rows)
    if ((row.validFrom ?? '') <= day && (!found || (row.validFrom ?? '') >= (found.validFrom ?? ''))) found = row;
  return found;
}

/** The same; before the first one, the first one (its last word). */
function asOf<R extends { validFrom: string | null }>(rows: R[], day: string): R | undefined {
  const first = rows.map((row) => row.validFrom ?? '').sort()[0];
  return lastOnOrBefore(rows, day) ?? rows.filter((row) => (row.validFrom ?? '') === first).at(-1);
}
