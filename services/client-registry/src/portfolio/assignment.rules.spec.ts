import { addDays, ClientRegistered } from '@hengxin/contracts';
import { decide, evolve, isRejected } from '@hengxin/event-sourcing';
import fc from 'fast-check';
import { assignmentOn, keepings, portfoliosWarning, portfolioWarning } from './assignment.rules.js';
import type { AssignClient } from '../client/client.commands.js';
import { clientDecider } from '../client/client.decider.js';
import type { ClientEvent } from '../client/client.state.js';

const given = {
  now: '2026-03-02T10:00:00+08:00',
  today: '2026-03-02',
  timeZone: 'Asia/Shanghai',
  reach: 'ALL' as const,
};
const registered = ClientRegistered.of({
  clientId: 'C1',
  name: '李明',
  phone: null,
  tier: 'GOLD',
  interests: [],
  preferredChannel: null,
  birthday: null,
  contactsAYear: 6,
  registeredOn: '2026-01-01',
});

describe('who kept a client when', () => {
  it('each until the day before the next one begins, the last until further notice', () =>
    expect(
      keepings([
        { rmId: 'S1', from: '2026-01-01' },
        { rmId: 'S2', from: '2026-03-01' },
      ]),
    ).toEqual([
      { rmId: 'S2', from: '2026-03-01', to: null },
      { rmId: 'S1', from: '2026-01-01', to: '2026-02-28' },
    ]));
  it('nobody, of a client whom nobody was given', () => expect(keepings([])).toEqual([]));
});

describe('one relationship manager per client at a time', () => {
  const attempt = fc.record({ rmId: fc.constantFrom('S1', 'S2', 'S3'), day: fc.integer({ min: 0, max: 12 }) });

  it('whatever is attempted in whatever order, on any day exactly one keeps the client from the first assignment on', () => {
    fc.assert(
      fc.property(fc.array(attempt, { maxLength: 20 }), (attempts) => {
        const events: ClientEvent[] = [registered];
        for (const { rmId, day } of attempts) {
          const placement = { rmId, from: addDays('2026-03-01', day), role: 'RM' as const, portfolioSize: 0 };
          const command: AssignClient = { type: 'AssignClient', data: { ...given, clientId: 'C1', placement } };
          const decision = decide(clientDecider, command, evolve(clientDecider, events));
          if (!isRejected(decision)) events.push(...decision);
        }
        const { assignments } = evolve(clientDecider, events);
        // Told from the events alone: each assignment lasts until the next one's day, and names whom it ends.
        const spans = events.filter((event) => event.type === 'ClientAssigned').map(({ data }) => data);
        spans.forEach((span, i) => expect(span.previousRmId).toBe(i === 0 ? null : spans[i - 1]!.rmId));
        for (let day = -1; day <= 13; day++) {
          const date = addDays('2026-03-01', day);
          const keepers = spans.filter(
            (span, i) => span.from <= date && (i + 1 === spans.length || date < spans[i + 1]!.from),
          );
          expect(keepers.length).toBe(spans.length > 0 && date >= spans[0]!.from ? 1 : 0);
          expect(assignmentOn(assignments, date)?.rmId).toBe(keepers[0]?.rmId);
        }
      }),
    );
  });
});

describe('portfolio limit 300', () => {
  it('is silent up to 300 clients', () => expect(portfolioWarning('S1', 299)).toBeUndefined());
  it('warns above, with the size and the limit', () =>
    expect(portfolioWarning('S1', 300)).toEqual({ code: 'PORTFOLIO_LARGE', rmId: 'S1', size: 301, limit: 300 }));
});

describe('the warning of large portfolios', () => {
  it('is none up to 300 clients', () => expect(portfoliosWarning(new Map([['S1', 300]]))).toBeUndefined());

  it('names the largest first, ten at most, and says how many there are', () => {
    const two = [
      ['S1', 301],
      ['S2', 350],
      ['S3', 300],
      ['S0', 301],
    ] as const;
    expect(portfoliosWarning(new Map(two))).toEqual({ count: 3, limit: 300, named: 'S2 (350), S0 (301), S1 (301)' });
    expect(portfoliosWarning(new Map([['S1', 301]]), false)).toMatchObject({ named: 'S1 (≥ 301)' });
    const many = portfoliosWarning(new Map(Array.from({ length: 12 }, (_, i) => [`S${i}`, 301 + i])));
    expect(many).toMatchObject({ count: 12, named: expect.stringMatching(/^S11 \(312\), .* S2 \(303\), …$/) });
  });
});
