import {
  PlanDrawn,
  PlanItemAdded,
  PlanItemCancelled,
  PlanItemDeferred,
  PlanItemDone,
  type PlannedItem,
  PlanItemSkipped,
} from '@hengxin/contracts';
import { evolve } from '@hengxin/event-sourcing';
import { specify } from '@hengxin/testing';
import { clientsOf, type PlanEvent, planDecider, statusOn } from './plan.decider.js';
import { planRejections } from './plan.rejections.js';

const MONDAY = '2026-03-02';
const NOW = '2026-03-02T10:00:00+08:00';
const key = { planId: 'P1', staffId: 'S1', date: MONDAY };
const reason = {
  code: 'CADENCE' as const,
  lastContactOn: '2026-01-01',
  daysSinceContact: 60,
  intervalDays: 61,
  promisedOn: null,
};
const planned = (n: number): PlannedItem => ({
  itemId: `I${n}`,
  clientId: `C${n}`,
  reason,
  channel: 'PHONE',
  dueSince: '2026-02-28',
});
const drawnFacts = { ...key, dayKind: 'WORKING_DAY' as const, capacity: 10, provisional: false };
const drawn = PlanDrawn.of({ ...drawnFacts, items: [planned(1), planned(2)] });
const item = (n: number) => ({ ...key, itemId: `I${n}`, clientId: `C${n}` });
const done = PlanItemDone.of({ ...item(1), contactId: 'X1', doneAt: NOW });
const deferred = PlanItemDeferred.of({
  ...item(1),
  to: '2026-03-05',
  reason: '出差',
  dueSince: '2026-02-28',
  deferredAt: NOW,
});
const skipped = PlanItemSkipped.of({ ...item(1), reason: '电话停机', skippedAt: NOW });
const withdrawn = PlanItemCancelled.of({ ...item(1), because: 'CONSENT_WITHDRAWN' });

const given = { callerId: 'S1', now: NOW, today: MONDAY };
const draw = (items: PlannedItem[]) => ({ type: 'DrawPlan' as const, data: { ...drawnFacts, items } });
const complete = { type: 'CompleteItem' as const, data: { itemId: 'I1', contactId: 'X1', doneAt: NOW } };
const cancel = { type: 'CancelItem' as const, data: { itemId: 'I1', because: 'CONSENT_WITHDRAWN' as const } };
const defer = (facts: object = {}) => ({
  type: 'DeferItem' as const,
  data: { ...given, itemId: 'I1', to: '2026-03-05', reason: '出差', ...facts },
});
const skip = (facts: object = {}) => ({
  type: 'SkipItem' as const,
  data: { ...given, itemId: 'I1', reason: '电话停机', ...facts },
});
const add = (facts: object = {}) => ({
  type: 'AddItem' as const,
  data: {
    ...given,
    ...key,
    ...{ clientId: 'C9', kept: true, openOn: null, onLeave: false, item: planned(9), reason: '客户来电' },
    ...facts,
  },
});

const takeOver = (facts: object = {}) => ({
  type: 'TakeOverItem' as const,
  data: { ...key, item: planned(9), reason: '约谈房贷', takenFrom, ...facts },
});
const takenFrom = { staffId: 'S0', date: '2026-02-27', itemId: 'I0' };
const takenOver = PlanItemAdded.of({ ...key, item: planned(9), reason: '约谈房贷', takenFrom });

describe('rule 1: a plan', () => {
  specify(planDecider, {
    'is drawn once a day': { when: draw([planned(1), planned(2)]), then: [drawn] },
    'that is drawn is not drawn again': { given: [drawn], when: draw([planned(3)]), then: [] },
    'without items is not drawn, so that facts still to come are not shut out': { when: draw([]), then: [] },
    'to which a client was added before can still be drawn': {
      given: [PlanItemAdded.of({ ...key, item: planned(9), reason: '客户来电' })],
      when: draw([planned(1), planned(2)]),
      then: [drawn],
    },
    'takes a client in again whose item in it is done, deferred, skipped or cancelled': {
      given: [
        ...[1, 2, 3, 4].map((n) =>
          PlanItemAdded.of({ ...key, item: { ...planned(n), itemId: `I${n}-by-hand` }, reason: '约好' }),
        ),
        PlanItemDone.of({ ...item(1), itemId: 'I1-by-hand', contactId: 'X1', doneAt: NOW }),
        PlanItemDeferred.of({ ...deferred.data, ...item(2), itemId: 'I2-by-hand' }),
        PlanItemSkipped.of({ ...skipped.data, ...item(3), itemId: 'I3-by-hand' }),
        PlanItemCancelled.of({ ...withdrawn.data, ...item(4), itemId: 'I4-by-hand' }),
      ],
      when: draw([1, 2, 3, 4].map(planned)),
      then: [PlanDrawn.of({ ...drawnFacts, items: [1, 2, 3, 4].map(planned) })],
    },
    'is drawn without a client who came to stand in it meanwhile': {
      given: [PlanItemAdded.of({ ...key, item: { ...planned(2), itemId: 'I2-by-hand' }, reason: '客户来电' })],
      when: draw([planned(1), planned(2)]),
      then: [PlanDrawn.of({ ...drawnFacts, items: [planned(1)] })],
    },
  });
});

describe('rule 1: an item', () => {
  specify(planDecider, {
    'is done by a logged contact': { given: [drawn], when: complete, then: [done] },
    'is done once': { given: [drawn, done], when: complete, then: [] },
    'that was planned after a contact did the one before it is not done by that contact, heard again': {
      given: [
        drawn,
        done,
        PlanItemAdded.of({ ...key, item: { ...planned(1), itemId: 'I1-again' }, reason: '客户来电' }),
      ],
      when: { ...complete, data: { ...complete.data, itemId: 'I1-again' } },
      then: [],
    },
    'that was skipped is not done by a later contact': { given: [drawn, skipped], when: complete, then: [] },
    'of another plan is left alone': { given: [], when: complete, then: [] },
    'is cancelled when the consent is withdrawn': { given: [drawn], when: cancel, then: [withdrawn] },
    'that is done is not cancelled any more': { given: [drawn, done], when: cancel, then: [] },
    'is deferred with reason and date, and keeps the day it first fell due': {
      given: [drawn],
      when: defer(),
      then: [deferred],
    },
    'of an earlier day can be deferred': {
      given: [drawn],
      when: defer({ today: '2026-03-04' }),
      then: [deferred],
    },
    'may be deferred to a day off': {
      given: [drawn],
      when: defer({ to: '2026-03-07' }),
      then: [PlanItemDeferred.of({ ...deferred.data, to: '2026-03-07' })],
    },
    'is not deferred to today': {
      given: [drawn],
      when: defer({ to: MONDAY }),
      then: planRejections.DEFER_DATE_NOT_LATER({ date: MONDAY, to: MONDAY, today: MONDAY }),
    },
    'is not deferred to a day already past': {
      given: [drawn],
      when: defer({ to: '2026-03-03', today: '2026-03-04' }),
      then: 'DEFER_DATE_NOT_LATER',
    },
    'of a day to come is not deferred to a day before it': {
      given: [PlanItemAdded.of({ ...key, date: '2026-03-09', item: planned(1), reason: '约好' })],
      when: defer({ to: '2026-03-05' }),
      then: 'DEFER_DATE_NOT_LATER',
    },
    'is not deferred beyond the calendar': {
      given: [drawn],
      when: defer({ to: '2099-01-01' }),
      then: {
        rejection: {
          code: 'DATE_OUTSIDE_CALENDAR',
          field: ['input', 'to'],
          facts: { date: '2099-01-01', firstYear: 2004, lastYear: 2098 },
        },
      },
    },
    'is skipped with reason': { given: [drawn], when: skip(), then: [skipped] },
    'that does not exist is unknown': {
      given: [drawn],
      when: skip({ itemId: 'I7' }),
      then: planRejections.PLAN_ITEM_UNKNOWN({ planItemId: 'I7' }),
    },
    'of someone else stays theirs': {
      given: [drawn],
      when: defer({ callerId: 'S2' }),
      then: planRejections.PLAN_ITEM_UNKNOWN({ planItemId: 'I1' }),
    },
    'that is done is neither deferred nor skipped': {
      given: [drawn, done],
      when: defer(),
      then: planRejections.PLAN_ITEM_ALREADY_DONE({ planItemId: 'I1', doneAt: NOW }),
    },
    'is deferred once': {
      given: [drawn, deferred],
      when: defer(),
      then: planRejections.PLAN_ITEM_ALREADY_DEFERRED({ planItemId: 'I1', to: '2026-03-05' }),
    },
    'is skipped once': {
      given: [drawn, skipped],
      when: skip(),
      then: planRejections.PLAN_ITEM_ALREADY_SKIPPED({ planItemId: 'I1' }),
    },
    'that was cancelled stays cancelled': {
      given: [drawn, withdrawn],
      when: skip(),
      then: planRejections.PLAN_ITEM_ALREADY_CANCELLED({ planItemId: 'I1' }),
    },
  });
});

describe('rule 1: a client added by hand', () => {
  specify(planDecider, {
    'joins the plan': {
      given: [drawn],
      when: add(),
      then: [PlanItemAdded.of({ ...key, item: planned(9), reason: '客户来电' })],
    },
    'joins a plan not drawn yet': {
      when: add(),
      then: [PlanItemAdded.of({ ...key, item: planned(9), reason: '客户来电' })],
    },
    'cannot join a plan of the past': {
      when: add({ today: '2026-03-03' }),
      then: planRejections.PLAN_DATE_IN_PAST({ date: MONDAY, today: '2026-03-03' }),
    },
    'cannot join a plan outside the calendar': { when: add({ date: '2150-01-01' }), then: 'DATE_OUTSIDE_CALENDAR' },
    'must be one of the caller’s own': {
      when: add({ kept: false }),
      then: planRejections.CLIENT_NOT_KEPT({ clientId: 'C9', date: MONDAY }),
    },
    'is not added to a day of leave, whose plan is empty': {
      when: add({ onLeave: true }),
      then: planRejections.PLAN_DATE_ON_LEAVE({ date: MONDAY }),
    },
    'joins once': {
      given: [drawn],
      when: add({ clientId: 'C1' }),
      then: planRejections.CLIENT_ALREADY_IN_PLAN({ clientId: 'C1', date: MONDAY }),
    },
    'joins again once its item of the day is closed, whichever way': {
      given: [drawn, skipped],
      when: add({ clientId: 'C1', item: { ...planned(1), itemId: 'I1-again' } }),
      then: [PlanItemAdded.of({ ...key, item: { ...planned(1), itemId: 'I1-again' }, reason: '客户来电' })],
    },
    'does not join again while the second item of the day is open': {
      given: [
        drawn,
        skipped,
        PlanItemAdded.of({ ...key, item: { ...planned(1), itemId: 'I1-again' }, reason: '客户来电' }),
      ],
      when: add({ clientId: 'C1', item: { ...planned(1), itemId: 'I1-third' } }),
      then: planRejections.CLIENT_ALREADY_IN_PLAN({ clientId: 'C1', date: MONDAY }),
    },
    'is not added while an item of a day to come is open': {
      when: add({ openOn: '2026-03-05' }),
      then: planRejections.CLIENT_ALREADY_IN_PLAN({ clientId: 'C9', date: '2026-03-05' }),
    },
    'needs a consented channel': {
      when: add({ item: null }),
      then: planRejections.NO_CONSENTED_CHANNEL({ clientId: 'C9', date: MONDAY }),
    },
  });
});

describe('rule 21: a handover moves planned items, nothing is left behind', () => {
  specify(planDecider, {
    'an item stands in the plan of the new keeper, with a record of where it came from': {
      when: takeOver(),
      then: [takenOver],
    },
    'a plan drawn already takes it in, beyond its places': { given: [drawn], when: takeOver(), then: [takenOver] },
    'the item moves once': { given: [takenOver], when: takeOver(), then: [] },
    'the item does not come back when it has been closed since': {
      given: [takenOver, PlanItemSkipped.of({ ...item(9), reason: '电话停机', skippedAt: NOW })],
      when: takeOver(),
      then: [],
    },
    'a client who stands open in that plan stands there once': {
      given: [drawn],
      when: takeOver({ item: { ...planned(1), itemId: 'moved' } }),
      then: [],
    },
    'a client whose item of that plan is closed stands there again': {
      given: [drawn, skipped],
      when: takeOver({ item: { ...planned(1), itemId: 'moved' } }),
      then: [PlanItemAdded.of({ ...key, item: { ...planned(1), itemId: 'moved' }, reason: '约谈房贷', takenFrom })],
    },
  });
});

describe('rule 4: a cover is offered clients of a colleague on leave', () => {
  const covered = (n: number) => ({ ...planned(n), itemId: `covered-${n}`, coverFor: 'S2' });
  const offer = (n: number) => ({ type: 'OfferItem' as const, data: { ...key, item: covered(n), reason: 'ON_LEAVE' } });
  const offered = (n: number) => PlanItemAdded.of({ ...key, item: covered(n), reason: 'ON_LEAVE' });
  const ended = (n: number) =>
    PlanItemCancelled.of({ ...item(n), itemId: `covered-${n}`, because: 'COVER_ENDED' as const });
  specify(planDecider, {
    'beyond the places of a plan that is drawn': { given: [drawn], when: offer(7), then: [offered(7)] },
    'each once a day': { given: [drawn, offered(7)], when: offer(7), then: [] },
    'none who stands in the plan already': { given: [drawn], when: offer(1), then: [] },
    'at most 3 a day': { given: [drawn, offered(7), offered(8), offered(9)], when: offer(10), then: [] },
    'and another in the place of one that fell away': {
      given: [drawn, offered(7), offered(8), offered(9), ended(8)],
      when: offer(10),
      then: [offered(10)],
    },
  });
});

describe('rule 4: a leave that is taken back brings back an item', () => {
  const onLeave = PlanItemCancelled.of({ ...item(1), because: 'ON_LEAVE' });
  const returned = { ...planned(1), itemId: 'I1-back' };
  const bringBack = { type: 'ReturnItem' as const, data: { item: returned, returns: 'I1' } };
  const back = (words: string) => PlanItemAdded.of({ ...key, item: returned, reason: words });
  specify(planDecider, {
    'that was drawn': { given: [drawn, onLeave], when: bringBack, then: [back('LEAVE_TAKEN_BACK')] },
    'that was added by hand, with the words of who did': {
      given: [PlanItemAdded.of({ ...key, item: planned(1), reason: '约谈房贷' }), onLeave],
      when: bringBack,
      then: [back('约谈房贷')],
    },
    once: { given: [drawn, onLeave, back('LEAVE_TAKEN_BACK')], when: bringBack, then: [] },
    'and not again when it has been closed since': {
      given: [
        drawn,
        onLeave,
        back('LEAVE_TAKEN_BACK'),
        PlanItemSkipped.of({ ...item(1), itemId: 'I1-back', reason: '电话停机', skippedAt: NOW }),
      ],
      when: bringBack,
      then: [],
    },
    'that fell away for nothing else': { given: [drawn, withdrawn], when: bringBack, then: [] },
    'that stands in this plan': { when: bringBack, then: [] },
  });
});

describe('rule 1: what a plan holds already', () => {
  const byHand = (n: number, itemId: string) =>
    PlanItemAdded.of({ ...key, item: { ...planned(n), itemId }, reason: '约好' });
  const of = (...events: PlanEvent[]) => [...clientsOf(evolve(planDecider, events))];
  it('is a client with an open item, and one who was skipped', () =>
    expect(of(drawn, skipped)).toEqual([
      ['C1', 'SKIPPED'],
      ['C2', 'OPEN'],
    ]));
  it('is a client who stands open again after a skip, before it and after it', () => {
    expect(of(drawn, skipped, byHand(1, 'I1-again'))).toContainEqual(['C1', 'OPEN']);
    expect(of(byHand(1, 'I1-before'), drawn, skipped)).toContainEqual(['C1', 'OPEN']);
  });
  it.each([
    ['done', done],
    ['deferred', deferred],
    ['cancelled', withdrawn],
  ])('is no client whose item is %s', (_, closed) => expect(of(drawn, closed)).toEqual([['C2', 'OPEN']]));
});

describe('rule 1: at day’s end what is open is missed and keeps its original due date', () => {
  const state = evolve(planDecider, [drawn, skipped] as PlanEvent[]);
  const statuses = (today: string) => state.items.map((known) => statusOn(known, MONDAY, today));
  it('it is open on its day', () => expect(statuses(MONDAY)).toEqual(['SKIPPED', 'OPEN']));
  it('it is missed from the next day on', () => expect(statuses('2026-03-03')).toEqual(['SKIPPED', 'MISSED']));
  it('its due date stays', () => expect(state.items[1]!.dueSince).toBe('2026-02-28'));
});
