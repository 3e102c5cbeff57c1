import { CHANNELS, chinaCalendar, type Grain } from '@hengxin/contracts';
import { type Fact, TODAY } from './histories.suite.js';
import { daysOf, monday, plus, startsOf, workingDaysOfYear } from './oracle-days.suite.js';

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
  prompts_over: 0,
  prompts_served_so_far: 0,
  products_held: 0,
  deposit_days: 0,
  loan_days: 0,
  deposit_days_before: 0,
  touches_phone: 0,
  touches_sms: 0,
  touches_wechat: 0,
  touches_wechat_group: 0,
  touches_email: 0,
  touches_visit: 0,
  // No visits take place in these histories, nobody is greeted, nothing is given, asked for, studied or rated: their
  // measures have specs of their own.
  greetings: 0,
  visits_ended: 0,
  visit_parts_fresh: 0,
  visit_parts_owed: 0,
  visit_goals_met: 0,
  visits_reviewed: 0,
  visit_reviews_in_time: 0,
  visit_reviews_fallen_due: 0,
  visit_findings: 0,
  gifts_in_person: 0,
  gifts_handed_over: 0,
  help_asked: 0,
  help_given: 0,
  help_in_time: 0,
  study_minutes: 0,
  mastery_minutes: 0,
  rating_stars: 0,
  ratings: 0,
};

export type OracleFigures = Record<keyof typeof NOTHING, number>;

/** What the platform answered, with what the oracle does not tell apart taken together. */
export function comparable({
  obliged_across: across,
  obliged_first: first,
  days_counted: _counted,
  days_counted_before: _before,
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
  private readonly rmMemo = new Map<string, string | undefined>();
  private readonly heldMemo = new Map<string, Held>();
  private readonly partsMemo = new Map<string, { rm: string; days: string[] }[]>();
  constructor(private readonly history: readonly Fact[]) {}

  /** `asIs`: each fact where the unit of its day hangs on the last day of the history. */
  figures(
    scope: { unitId: string } | { staffId: string },
    grain: Grain,
    start: string,
    asIs: boolean = false,
  ): OracleFigures {
    const days = daysOf(grain, start);
    const figures: OracleFigures = { ...NOTHING };
    const soFar = days.filter((day) => day <= TODAY);
    const last = soFar.at(-1) ?? TODAY;
    const holds = (staffId: string, day: string) =>
      'staffId' in scope ? scope.staffId === staffId : this.pathBy(staffId, day, asIs).includes(scope.unitId);
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
      for (const { target, actual } of this.owed(clientId, touches, days, start, { holds, asIs })) {
        figures.target += target;
        figures.covered += Math.min(actual, target);
        if (target > 0) figures.parts_with_target++;
        if (target > 0 && actual >= target) figures.at_target++;
      }
      for (const { target, actual } of this.owed(clientId, touches, soFar, start, { holds, asIs })) {
        figures.target_so_far += target;
        figures.paced += Math.min(actual, target);
      }
      this.levels(figures, clientId, last, holds);
      this.ofDays(figures, clientId, days, holds);
      this.prompts(figures, clientId, days, holds);
      this.balances(figures, clientId, days, last, holds);
      figures.deposit_days_before += this.depositDays(clientId, daysBefore(grain, start), holds);
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
    { holds, asIs }: { holds: Holds; asIs: boolean },
  ): { target: number; actual: number }[] {
    const parts = this.partsWithin(clientId, days, asIs).filter((part) => holds(part.rm, part.days[0]!));
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
    const reviews = this.of('reviewed').filter((review) => review.clientId === clientId);
    const made = [
      ...contacts.map((c) => ({ madeOn: c.on, moment: momentOf(c), on: c.followUpOn })),
      ...reviews.map((review) => ({ madeOn: review.on, moment: momentOf(review), on: review.nextOn })),
    ];
    for (const { on, moment } of made) {
      if (!on || !days.includes(on) || on >= TODAY || letGo.has(on)) continue;
      const rm = this.rmOf(clientId, on);
      if (rm === undefined || !holds(rm, on)) continue;
      if (made.some((other) => other.on && other.moment > moment && other.madeOn < on)) continue;
      figures.promises_over++;
      if (contacts.some((c) => momentOf(c) > moment && c.on <= on)) figures.promises_kept_so_far++;
    }
  }

  /** Signals that lapsed on one of these days, told by then and not taken back: served by a contact while alive. */
  private prompts(figures: OracleFigures, clientId: string, days: readonly string[], holds: Holds): void {
    const lapses = new Map<string, { on: string; lapsesOn: string }>();
    for (const fact of this.history)
      if (fact.kind === 'signal' && fact.clientId === clientId && fact.toldOn <= fact.lapsesOn)
        lapses.set(`${fact.signal} ${fact.on}`, fact);
      else if (fact.kind === 'signal-lost' && fact.clientId === clientId) lapses.delete(`${fact.signal} ${fact.on}`);
    for (const { on, lapsesOn } of lapses.values()) {
      const rm = this.rmOf(clientId, lapsesOn);
      if (!days.includes(lapsesOn) || lapsesOn >= TODAY || rm === undefined || !holds(rm, lapsesOn)) continue;
      figures.prompts_over++;
      if (this.contactsOf(clientId).some((c) => on <= c.on && c.on <= lapsesOn)) figures.prompts_served_so_far++;
    }
  }

  private balances(
    figures: OracleFigures,
    clientId: string,
    days: readonly string[],
    last: string,
    holds: Holds,
  ): void {
    const rm = this.rmOf(clientId, last);
    if (rm !== undefined && holds(rm, last)) figures.products_held += this.held(clientId, last).products;
    figures.deposit_days += this.depositDays(clientId, days, holds);
    for (const day of days) if (this.isKept(clientId, day, holds)) figures.loan_days += this.held(clientId, day).loans;
  }

  private depositDays(clientId: string, days: readonly string[], holds: Holds): number {
    const kept = days.filter((day) => this.isKept(clientId, day, holds));
    return kept.reduce((sum, day) => sum + this.held(clientId, day).deposits, 0);
  }

  /** On a day that is over. */
  private isKept(clientId: string, day: string, holds: Holds): boolean {
    const rm = day < TODAY ? this.rmOf(clientId, day) : undefined;
    return rm !== undefined && holds(rm, day);
  }

  private held(clientId: string, day: string): Held {
    const memo = `${clientId} ${day}`;
    let held = this.heldMemo.get(memo);
    if (held) return held;
    held = { deposits: 0, loans: 0, products: 0 };
    for (const holdingId of ['H1', 'H2']) {
      const rows = this.of('holding').filter((row) => row.clientId === clientId && row.holdingId === holdingId);
      const row = lastOnOrBefore(
        rows.map((each) => ({ ...each, validFrom: each.on })),
        day,
      );
      if (!row || (row.closedOn !== null && row.closedOn <= day)) continue;
      held.products++;
      if (row.product === 'DEMAND_DEPOSIT') held.deposits += row.cents;
      if (row.product === 'LOAN') held.loans += row.cents;
    }
    this.heldMemo.set(memo, held);
    return held;
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
    const unitId = asOf(
      this.of('staff').filter((f) => f.staffId === staffId),
      day,
    )?.unitId;
    const path = this.pathOfUnit(unitId ?? null, day);
    this.pathMemo.set(memo, path);
    return path;
  }

  private pathBy(staffId: string, day: string, asIs: boolean): string[] {
    const path = this.path(staffId, day);
    return asIs ? this.pathOfUnit(path[0] ?? null, TODAY) : path;
  }

  private pathOfUnit(from: string | null, day: string): string[] {
    const path: string[] = [];
    let unitId = from;
    while (unitId !== null) {
      const unit = asOf(
        this.of('unit').filter((f) => f.unitId === unitId),
        day,
      );
      if (!unit) break;
      path.push(unit.unitId);
      unitId = unit.parentId;
    }
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
    const memo = `${clientId} ${day}`;
    if (!this.rmMemo.has(memo)) this.rmMemo.set(memo, this.keeperOf(clientId, day));
    return this.rmMemo.get(memo);
  }

  private keeperOf(clientId: string, day: string): string | undefined {
    const assigned = this.of('assigned').filter((f) => f.clientId === clientId);
    return lastOnOrBefore(
      assigned.map((f) => ({ ...f, validFrom: f.from })),
      day,
    )?.rmId;
  }

  /** Runs of days with one manager in one place, within these days. */
  private partsWithin(clientId: string, days: string[], asIs: boolean): { rm: string; days: string[] }[] {
    const memo = `${clientId} ${days[0]} ${days.length} ${asIs}`;
    const known = this.partsMemo.get(memo) ?? this.partsOf(clientId, days, asIs);
    this.partsMemo.set(memo, known);
    return known;
  }

  private partsOf(clientId: string, days: string[], asIs: boolean): { rm: string; days: string[] }[] {
    const parts: { rm: string; key: string; days: string[] }[] = [];
    for (const day of days) {
      const rm = this.rmOf(clientId, day);
      const key = rm === undefined ? '' : `${rm} in ${this.pathBy(rm, day, asIs).join('/')}`;
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

interface Held {
  deposits: number;
  loans: number;
  products: number;
}

/** The days of the period before. */
function daysBefore(grain: Grain, start: string): string[] {
  return daysOf(grain, startsOf(grain, [plus(start, -1)])[0]!);
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
