import type { Platform } from '../platform/platform.js';

const SET_TARGETS = 'mutation ($input: SetTargetsInput!) { setTargets(input: $input) { errors { code message } } }';
export const SAVE_CARD =
  'mutation ($input: SaveScorecardInput!) { saveScorecard(input: $input) { errors { code message } } }';
const HEAD_OFFICE = 'H0001';
const MONTH = '2026-02-01';

/** Targets of the bank and of two branches, and a scorecard, to be looked at. The same commands again change nothing. */
export async function givenAppraisal(platform: Platform): Promise<void> {
  const of = (unitId: string, metric: string, base: number) => ({ unitId, metric, month: MONTH, base });
  const targets = [
    of('U0001', 'CONTACTS', 300),
    of('U1001', 'CONTACTS', 160),
    of('U1002', 'CONTACTS', 120),
    of('U0001', 'PLAN_COMPLETION', 0.8),
    of('U0001', 'COVERAGE', 0.7),
  ];
  await platform.data(HEAD_OFFICE, SET_TARGETS, { input: { commandId: 'look-targets', targets } });
  const groups = [
    {
      group: 'CLIENT',
      weight: 60,
      items: [
        { metric: 'CONTACTS', weight: 30 },
        { metric: 'COVERAGE', weight: 30 },
      ],
    },
    { group: 'PLAN', weight: 25, items: [{ metric: 'PLAN_COMPLETION', weight: 25 }] },
    { group: 'VISIT', weight: 15, items: [{ metric: 'VISITS', weight: 15 }] },
  ];
  const card = { name: '机构考核表', groups, validFrom: '2026-01-01', roles: ['UNIT_HEAD'] };
  await platform.data(HEAD_OFFICE, SAVE_CARD, { input: { commandId: 'look-card', ...card } });
}
