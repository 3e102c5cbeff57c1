import { type Formula, shownAs } from './metric-definition.js';

const visits = { subject: 'fact', name: 'visits', unit: 'VISIT' };
const findings = { subject: 'fact', name: 'findings', unit: 'FINDING' };
const clients = { subject: 'client', name: 'clients', unit: 'CLIENT' };
const deposits = { subject: 'reading', name: 'deposits', unit: 'YUAN' };

it.each<[string, Formula, string]>([
  ['a count', { kind: 'count', of: visits }, 'COUNT'],
  ['a count of clients, each once at every level', { kind: 'count', of: clients }, 'DISTINCT'],
  ['a ratio of like things', { kind: 'ratio', of: visits, over: visits }, 'SHARE'],
  ['a ratio of unlike things', { kind: 'ratio', of: findings, over: visits }, 'MEAN'],
  ['a daily average', { kind: 'daily-average', of: deposits }, 'YUAN'],
  ['a growth', { kind: 'growth', of: deposits }, 'YUAN'],
])('%s is shown as what it is', (_, formula, shown) => expect(shownAs({ formula })).toBe(shown));
