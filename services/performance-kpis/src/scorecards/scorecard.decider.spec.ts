import { type ScorecardGroup, ScorecardSaved } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import { type SaveScorecard, scorecardDecider } from './scorecard.decider.js';

const group = (name: string, weight: number, ...items: [metric: string, weight: number][]): ScorecardGroup => ({
  group: name,
  weight,
  items: items.map(([metric, itemWeight]) => ({ metric, weight: itemWeight, level: 'BASE' as const, cap: 1.2 })),
});
const CLIENT = group('CLIENT', 60, ['COVERAGE', 40], ['CONTACTS', 20]);
const PLAN = group('PLAN', 40, ['PLAN_COMPLETION', 40]);
const card = (...groups: ScorecardGroup[]) => ({
  scorecardId: 'K1',
  name: '客户经理',
  groups,
  validFrom: '2026-01-01',
  roles: ['RM' as const],
  savedBy: 'HO',
});
const save = (groups: ScorecardGroup[], isNew = true): SaveScorecard => ({
  type: 'SaveScorecard',
  data: { ...card(...groups), isNew },
});
const saved = (version: number, ...groups: ScorecardGroup[]) => ScorecardSaved.of({ ...card(...groups), version });
const half = (weight: number) => group('CLIENT', weight, ['COVERAGE', weight]);

describe('a scorecard', () => {
  specify(scorecardDecider, {
    'is saved': { when: save([CLIENT, PLAN]), then: [saved(1, CLIENT, PLAN)] },
    'has another version with each change': {
      given: [saved(1, CLIENT, PLAN)],
      when: save([{ ...CLIENT, weight: 100, items: half(100).items }], false),
      then: [saved(2, { ...CLIENT, weight: 100, items: half(100).items })],
    },
    'stays as it is where nothing changes': {
      given: [saved(1, CLIENT, PLAN)],
      when: save([CLIENT, PLAN], false),
      then: [],
    },
    'that there is not gets no version': { when: save([CLIENT, PLAN], false), then: 'SCORECARD_UNKNOWN' },
    'may give items shares of their group': {
      when: save([CLIENT, group('PLAN', 40, ['PLAN_COMPLETION', 100])]),
      then: [saved(1, CLIENT, group('PLAN', 40, ['PLAN_COMPLETION', 100]))],
    },
    'may have a group without items': {
      when: save([CLIENT, group('LOAN', 40)]),
      then: [saved(1, CLIENT, group('LOAN', 40))],
    },
    'of other than 100 % is refused': { when: save([CLIENT, group('PLAN', 30)]), then: 'SCORECARD_WEIGHTS' },
    'whose items do not come to their group is refused': {
      when: save([group('CLIENT', 60, ['COVERAGE', 50]), PLAN]),
      then: 'SCORECARD_ITEM_WEIGHTS',
    },
    'with clients below 50 % is refused': {
      when: save([half(49), group('PLAN', 30), group('VISIT', 21)]),
      then: 'SCORECARD_CLIENTS_FIRST',
    },
    'with another group as heavy as clients is refused': {
      when: save([half(50), group('DEPOSIT', 50)]),
      then: 'SCORECARD_CLIENTS_FIRST',
    },
    'without clients is refused': { when: save([group('DEPOSIT', 100)]), then: 'SCORECARD_CLIENTS_FIRST' },
    'never holds mastery (rule 16)': {
      when: save([CLIENT, group('LEARNING', 40, ['MASTERY_MINUTES', 40])]),
      then: 'SCORECARD_MASTERY',
    },
    'that names a group twice is refused': { when: save([half(50), half(50)]), then: 'SCORECARD_TWICE' },
    'that names a metric twice is refused': {
      when: save([CLIENT, group('PLAN', 40, ['COVERAGE', 40])]),
      then: 'SCORECARD_TWICE',
    },
  });
});
