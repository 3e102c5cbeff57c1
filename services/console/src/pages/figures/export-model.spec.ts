import { attainmentsPath, boardPath } from './export-model.js';

const MONTH = { grain: 'MONTH', start: '2026-02-01' };

describe('a file of appraisal', () => {
  it('of a leaderboard is of its metric and period, and of its unit where there is one', () => {
    expect(boardPath('csv', { ...MONTH, metric: 'CONTACTS', unitId: 'U 1' })).toBe(
      '/export/leaderboard.csv?metric=CONTACTS&grain=MONTH&start=2026-02-01&unitId=U+1',
    );
    expect(boardPath('xlsx', { ...MONTH, metric: 'CONTACTS', unitId: null })).toBe(
      '/export/leaderboard.xlsx?metric=CONTACTS&grain=MONTH&start=2026-02-01',
    );
  });

  it('of targets is of a unit or of a member of staff', () => {
    expect(attainmentsPath('xlsx', { unitId: 'U1' }, MONTH)).toBe(
      '/export/attainments.xlsx?unitId=U1&grain=MONTH&start=2026-02-01',
    );
    expect(attainmentsPath('csv', { staffId: 'S1' }, MONTH)).toBe(
      '/export/attainments.csv?staffId=S1&grain=MONTH&start=2026-02-01',
    );
  });
});
