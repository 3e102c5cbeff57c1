import { Oracle } from './oracle.js';

/* The oracle itself against figures worked out by hand. */
const events = [
  { type: 'UnitPlaced', data: { unitId: 'HO', parentId: null, validFrom: null } },
  { type: 'UnitPlaced', data: { unitId: 'A', parentId: 'HO', validFrom: null } },
  { type: 'UnitPlaced', data: { unitId: 'B', parentId: 'HO', validFrom: null } },
  { type: 'StaffPlaced', data: { staffId: 'R', unitId: 'A', validFrom: null } },
  { type: 'StaffPlaced', data: { staffId: 'R', unitId: 'B', validFrom: '2026-03-16' } },
  {
    type: 'ClientRegistered',
    data: { clientId: 'C', contactsAYear: 6, registeredOn: '2026-01-01', keeper: { rmId: 'R', from: '2026-03-01' } },
  },
  {
    type: 'ContactLogged',
    data: {
      contactId: '1',
      clientId: 'C',
      staffId: 'R',
      startedAt: '2026-03-02T10:00:00+08:00',
      endedAt: '2026-03-02T10:10:00+08:00',
      effective: true,
    },
  },
  {
    type: 'ContactLogged',
    data: {
      contactId: '2',
      clientId: 'C',
      staffId: 'R',
      startedAt: '2026-03-03T10:00:00+08:00',
      endedAt: '2026-03-03T10:10:00+08:00',
      effective: true,
    },
  },
  {
    type: 'ContactLogged',
    data: {
      contactId: '3',
      clientId: 'C',
      staffId: 'R',
      startedAt: '2026-03-17T10:00:00+08:00',
      endedAt: '2026-03-17T10:10:00+08:00',
      effective: false,
    },
  },
  {
    type: 'VisitStarted',
    data: { visitId: 'V', staffId: 'R', startedAt: '2026-03-05T10:00:00+08:00', score: 6 },
  },
  {
    type: 'VisitEnded',
    data: {
      visitId: 'V',
      staffId: 'R',
      endedAt: '2026-03-05T11:00:00+08:00',
      findings: [{ kind: 'NEED' }, { kind: 'FUNDS' }],
    },
  },
  { type: 'VisitReviewFellDue', data: { visitId: 'V', staffId: 'R' } },
  {
    type: 'VisitReviewed',
    data: { visitId: 'V', staffId: 'R', reviewedAt: '2026-03-06T18:00:01+08:00', result: 'MET' },
  },
  { type: 'GiftHandedOver', data: { staffId: 'R', businessDate: '2026-03-05', how: 'DELIVERED' } },
  { type: 'GiftHandedOver', data: { staffId: 'R', businessDate: '2026-03-06', how: 'COLLECTED' } },
  { type: 'VisitRated', data: { staffId: 'R', ratedOn: '2026-03-06', stars: 4 } },
  { type: 'GreetingsRecorded', data: { staffId: 'R', businessDate: '2026-03-06', clientIds: ['C', 'D', 'E'] } },
  { type: 'HelpAsked', data: { helpId: 'P1', askerId: 'R', askedOn: '2026-03-05' } },
  { type: 'HelpAsked', data: { helpId: 'P2', askerId: 'R', askedOn: '2026-03-05' } },
  { type: 'HelpClimbed', data: { helpId: 'P2' } },
  { type: 'HelpAccepted', data: { helpId: 'P1', helperId: 'Q', acceptedOn: '2026-03-06' } },
  { type: 'HelpAccepted', data: { helpId: 'P2', helperId: 'Q', acceptedOn: '2026-03-09' } },
  ...[
    ['2026-03-07T09:00:00+08:00', '2026-03-07T10:00:00+08:00'],
    ['2026-03-07T09:30:00+08:00', '2026-03-07T10:30:00+08:00'],
  ].map(([startedAt, endedAt]) => ({
    type: 'StudyLogged',
    data: { staffId: 'R', businessDate: '2026-03-07', startedAt, endedAt },
  })),
  {
    type: 'HoldingsTold',
    data: {
      clientId: 'C',
      rows: [
        { holdingId: 'H', kind: 'TIME_DEPOSIT', asOf: '2026-02-01', balanceCents: 1000, closedOn: null },
        { holdingId: 'H', kind: 'TIME_DEPOSIT', asOf: '2026-03-11', balanceCents: 3000, closedOn: '2026-03-21' },
        { holdingId: 'L', kind: 'LOAN', asOf: '2026-03-30', balanceCents: 7, closedOn: null },
      ],
    },
  },
  {
    type: 'ClientProfileChanged',
    data: { clientId: 'C', birthday: { calendar: 'SOLAR', month: 3, day: 8 }, changedOn: '2026-02-01' },
  },
  {
    type: 'ClientDateSet',
    data: { clientId: 'C', dateId: 'D', date: { calendar: 'LUNAR', month: 2, day: 2 }, setOn: '2026-02-01' },
  },
  {
    type: 'SignalFired',
    told: '2026-03-10',
    data: { clientId: 'C', kind: 'DORMANT', firedOn: '2026-03-10', lapsesOn: '2026-03-23' },
  },
  {
    type: 'SignalFired',
    told: '2026-03-24',
    data: { clientId: 'C', kind: 'LARGE_INFLOW', firedOn: '2026-03-10', lapsesOn: '2026-03-23' },
  },
] as unknown as ConstructorParameters<typeof Oracle>[0];
const withMore = (...more: readonly object[]) => new Oracle([...events, ...(more as unknown as typeof events)]);

describe('the oracle', () => {
  const oracle = new Oracle(events);

  it('counts touches, contacts and distinct clients where the person was on the day', () => {
    expect(oracle.figures({ unitId: 'A' }, '2026-03-01', '2026-03-31')).toMatchObject({
      TOUCHES: 2,
      CONTACTS: 2,
      CLIENTS_CONTACTED: 1,
    });
    expect(oracle.figures({ unitId: 'B' }, '2026-03-01', '2026-03-31')).toMatchObject({
      TOUCHES: 1,
      CONTACTS: 0,
      CLIENTS_CONTACTED: 0,
    });
  });

  it('splits coverage at the transfer: 10 working days in A, 12 in B, one week with a contact', () => {
    // One contact week is 248 contact-days, more than the target of 6 x 10.
    expect(oracle.figures({ unitId: 'A' }, '2026-03-01', '2026-03-31').COVERAGE).toEqual([60, 60]);
    expect(oracle.figures({ unitId: 'B' }, '2026-03-01', '2026-03-31').COVERAGE).toEqual([0, 72]);
    expect(oracle.figures({ unitId: 'HO' }, '2026-03-01', '2026-03-31').COVERAGE).toEqual([60, 132]);
  });

  it('takes a level on the last day, today while the period runs, and the pace up to today', () => {
    const march = (unitId: string, today?: string) => oracle.figures({ unitId }, '2026-03-01', '2026-03-31', today);
    expect([march('A').CLIENTS_KEPT, march('B').CLIENTS_KEPT]).toEqual([0, 1]);
    expect([march('A', '2026-03-10').CLIENTS_KEPT, march('B', '2026-03-10').CLIENTS_KEPT]).toEqual([1, 0]);
    expect(march('HO', '2026-03-10')).toMatchObject({ PACE: [42, 42], NEW_CLIENTS: 1, CONSENTED: [0, 1] });
    // Two parts, and what was owed in A was done.
    expect(march('HO').CLIENTS_AT_TARGET).toEqual([1, 2]);
  });

  it('leaves a client untouched from the 62nd day after the last contact on', () => {
    const may = (today: string) => oracle.figures({ unitId: 'HO' }, '2026-05-01', '2026-05-31', today).UNTOUCHED_61;
    expect([may('2026-05-03'), may('2026-05-04')]).toEqual([
      [0, 1],
      [1, 1],
    ]);
  });

  it('counts visits, gifts, help, study and ratings for who made them', () => {
    expect(oracle.figures({ staffId: 'R' }, '2026-03-01', '2026-03-31')).toMatchObject({
      VISITS: 1,
      PREPARATION: [6, 7],
      GOALS_MET: [1, 1],
      REVIEWS_ON_TIME: [0, 1],
      FINDINGS_A_VISIT: [2, 1],
      GIFTS_IN_PERSON: [1, 2],
      HELP_ASKED: 2,
      HELP_GIVEN: 0,
      HELP_IN_TIME: [1, 2],
      STUDY_MINUTES: 90,
      // A visit that was prepared, a review, and study.
      MASTERY_MINUTES: 15 + 10 + 90 + 20,
      GREETINGS: 3,
      RATING: [4, 1],
    });
  });

  it('counts a visit for whom it was handed over to before it began', () => {
    const handedOver = withMore(
      { type: 'VisitPlanned', data: { visitId: 'W', staffId: 'R' } },
      { type: 'VisitHandedOver', data: { visitId: 'W', staffId: 'Q' } },
      { type: 'VisitStarted', data: { visitId: 'W', staffId: 'Q', startedAt: '2026-03-09T10:00:00+08:00', score: 5 } },
      {
        type: 'VisitEnded',
        data: { visitId: 'W', staffId: 'Q', endedAt: '2026-03-09T11:00:00+08:00', findings: [{ kind: 'NONE' }] },
      },
    );
    const visits = (staffId: string) => handedOver.figures({ staffId }, '2026-03-01', '2026-03-31').VISITS;
    expect([visits('R'), visits('Q')]).toEqual([1, 1]);
  });

  it('counts the promise of a review for who keeps the client, and as kept by a contact up to its day', () => {
    const review = { visitId: 'W', clientId: 'C', staffId: 'Q', reviewedAt: '2026-03-09T09:00:00+08:00' };
    const promised = { type: 'VisitReviewed', data: { ...review, result: 'PARTLY', nextOn: '2026-03-12' } };
    const contact = (day: string) => ({
      type: 'ContactLogged',
      data: {
        ...{ contactId: '4', clientId: 'C', staffId: 'Q', effective: true },
        ...{ startedAt: `${day}T10:00:00+08:00`, endedAt: `${day}T10:10:00+08:00` },
      },
    });
    const kept = (oracle: Oracle, today?: string) =>
      oracle.figures({ staffId: 'R' }, '2026-03-01', '2026-03-31', today).PROMISES_KEPT;
    expect(kept(withMore(promised, contact('2026-03-12')))).toEqual([1, 1]);
    expect(kept(withMore(promised, contact('2026-03-13')))).toEqual([0, 1]);
    expect(kept(withMore(promised), '2026-03-12')).toEqual([0, 0]);
  });

  it('counts prompts for who keeps the client on the day on which they lapse', () => {
    const march = (unitId: string, today?: string) => oracle.figures({ unitId }, '2026-03-01', '2026-03-31', today);
    // The birthday is a Sunday, and Friday had no contact; the second of the second month is 20 March.
    expect([march('A').PROMPTS_SERVED, march('B').PROMPTS_SERVED]).toEqual([
      [0, 1],
      [0, 2],
    ]);
    expect(march('HO', '2026-03-20').PROMPTS_SERVED).toEqual([0, 1]);
    const february = oracle.figures({ unitId: 'HO' }, '2026-02-01', '2026-02-28');
    expect(february.PROMPTS_SERVED).toEqual([0, 0]);
  });

  it('takes balances day by day, while their client is kept, and their growth over the period before', () => {
    // Ten days of 1,000 cents and ten of 3,000; in February nobody kept the client.
    expect(oracle.figures({ staffId: 'R' }, '2026-03-01', '2026-03-31')).toMatchObject({
      DEPOSITS: [40_000, 3100],
      LOANS: [14, 3100],
      DEPOSIT_GROWTH: [40_000 * 28, 31 * 28 * 100],
      PRODUCTS_A_CLIENT: [1, 1],
    });
    // Up to yesterday, and of the place of each day.
    expect(oracle.figures({ unitId: 'B' }, '2026-03-01', '2026-03-31', '2026-03-18').DEPOSITS).toEqual([6000, 1700]);
  });
});
