import {
  type Command,
  type Decider,
  type DomainEvent,
  evolve,
  isRejected,
  OpenStream,
  type Rejected,
} from '@hengxin/event-sourcing';

/** One sentence of a rule as a case. */
export interface RuleCase<C extends Command, E extends DomainEvent> {
  /** What happened before. */
  readonly given?: readonly E[];
  readonly when: C;
  /** The events it brings about (none: `[]`), the exact rejection, or just its code. */
  readonly then: readonly E[] | Rejected | string;
}

/** A table of rules: titles are the rulebook's sentences, cases say what they mean. Each title becomes a test. */
export function specify<C extends Command, E extends DomainEvent, State>(
  decider: Decider<C, E, State>,
  cases: Readonly<Record<string, RuleCase<C, E>>>,
): void {
  for (const [title, { given = [], when, then }] of Object.entries(cases))
    it(title, () => {
      const stream = OpenStream.from(decider, { state: evolve(decider, given), revision: given.length - 1 });
      const decision = stream.decide(when);
      if (typeof then === 'string') expect(isRejected(decision) ? decision.rejection.code : decision).toBe(then);
      else expect(decision).toEqual(then);
      // The same decider must understand every event that it decides.
      expect(() => stream.state).not.toThrow();
    });
}
