import { nameIn } from '../../ui/download-name.js';
import { exportPath } from './export-model.js';

describe('a file of what is on screen', () => {
  it('is of its unit, period, figures and tree', () =>
    expect(
      exportPath('xlsx', {
        ...{ unitId: 'U 1&2', grain: 'MONTH', start: '2026-02-01', view: 'AS_IS' },
        metrics: ['CONTACTS', 'COVERAGE'],
      }),
    ).toBe('/export/kpi.xlsx?unitId=U+1%262&grain=MONTH&start=2026-02-01&view=AS_IS&metrics=CONTACTS%2CCOVERAGE'));
  it('has the name that the platform gives it, and never one that leads elsewhere', () => {
    expect(nameIn('attachment; filename="kpi-U1.csv"')).toBe('kpi-U1.csv');
    expect(nameIn('attachment; filename="../x"')).toBeUndefined();
    expect(nameIn(null)).toBeUndefined();
  });
});
