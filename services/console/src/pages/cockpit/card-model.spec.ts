import type { Scorecard } from './card-documents.js';
import { type CardDraft, draftOf, GROUPS, inputOf, isReadable, metricsFor, newItem, sentGroups } from './card-model.js';

const TODAY = '2026-03-02';
const CARD: Scorecard = {
  id: 'K1',
  name: '机构考核',
  version: 2,
  validFrom: '2026-01-01',
  roles: ['UNIT_HEAD'],
  groups: [
    { group: 'CLIENT', weight: 60, items: [{ metric: 'COVERAGE', weight: 60, level: 'STRETCH', cap: 1 }] },
    { group: 'DEPOSIT', weight: 40, items: [] },
  ],
};
const having = (draft: CardDraft, group: string, told: object): CardDraft => ({
  ...draft,
  groups: draft.groups.map((one) => (one.group === group ? { ...one, ...told } : one)),
});

describe('a scorecard that is put in', () => {
  it('begins as it stands, every group there is beside those it has, and holds from the running month on', () => {
    const draft = draftOf(CARD, TODAY);
    expect(draft).toMatchObject({ name: '机构考核', validFrom: '2026-03-01', roles: ['UNIT_HEAD'] });
    expect(draft.groups.map(({ group }) => group)).toEqual([...GROUPS]);
    expect(draft.groups.map(({ weight }) => weight)).toEqual(['60', '', '', '', '', '40', '']);
  });
  it('comes out as it went in where nothing was changed: groups without a weight are left out', () => {
    const { id, name, roles, groups } = CARD;
    const draft = draftOf(CARD, TODAY);
    expect(inputOf(draft, id)).toEqual({ id, name, roles, groups, validFrom: '2026-03-01' });
    expect(sentGroups(draft).map(({ group }) => group)).toEqual(['CLIENT', 'DEPOSIT']);
    expect(sentGroups(having(draft, 'DEPOSIT', { weight: '0' })).map(({ group }) => group)).toEqual(['CLIENT']);
  });
  it('is sent once it has a name, and each weight and each metric is one', () => {
    const draft = draftOf(CARD, TODAY);
    expect(isReadable(draft)).toBe(true);
    expect(isReadable(draftOf(null, TODAY))).toBe(false);
    expect(isReadable(having(draft, 'CLIENT', { weight: '59.5' }))).toBe(false);
    const item = newItem([]);
    expect(item).toMatchObject({ metric: '', level: 'BASE', cap: 1.2 });
    expect(isReadable(having(draft, 'DEPOSIT', { items: [item] }))).toBe(false);
    expect(isReadable(having(draft, 'DEPOSIT', { items: [{ ...item, metric: 'DEPOSITS', weight: '40' }] }))).toBe(true);
  });
  it('offers each metric once, what is about the group first, and mastery never', () => {
    const about = new Map([
      ['DEPOSITS', 'DEPOSIT'],
      ['COVERAGE', 'CLIENT'],
    ]);
    const offered = metricsFor(draftOf(CARD, TODAY), 'DEPOSIT', '', about);
    expect(offered[0]).toBe('DEPOSITS');
    expect(offered).not.toContain('COVERAGE');
    expect(offered).not.toContain('MASTERY_MINUTES');
    expect(metricsFor(draftOf(CARD, TODAY), 'CLIENT', 'COVERAGE', about)[0]).toBe('COVERAGE');
  });
});
