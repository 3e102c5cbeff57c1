import { LeaveCancelled, Leaves, LeaveTaken } from '@hengxin/contracts';
import { startTestService, type TestService } from '../testing/index.js';
import { notebook } from '../testing/notebook.js';
import { CoverDirectory } from './cover-directory.js';

const AT = '2026-03-03T10:00:00+08:00';

describe('who covers for whom', () => {
  let service: TestService;
  beforeAll(async () => (service = await startTestService(notebook)), 60_000);
  afterAll(() => service?.stop());

  const taken = (leaveId: string, facts: { staffId?: string; coverId?: string | null } = {}) =>
    LeaveTaken.of({
      ...{ leaveId, staffId: 'S1', coverId: 'S2', from: '2026-03-02', to: '2026-03-04' },
      ...facts,
      ...{ portion: 'FULL', takenAt: AT },
    });
  const cancelled = (leaveId: string, staffId = 'S1') => LeaveCancelled.of({ leaveId, staffId, cancelledAt: AT });
  const covered = (coverId: string, days = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05']) =>
    days.map((on) => service.parts.covers.coveredBy(coverId, on));

  it('is known from the first day of a leave to the last', async () => {
    await service.given(Leaves, 'S1', taken('L1'));
    expect(covered('S2')).toEqual([[], ['S1'], ['S1'], ['S1'], []]);
    expect(covered('S1').flat()).toEqual([]);
  });

  it('is nobody where a leave names no cover', async () => {
    await service.given(Leaves, 'S3', taken('L3', { staffId: 'S3', coverId: null }));
    expect(covered('S2')).toEqual([[], ['S1'], ['S1'], ['S1'], []]);
  });

  it('may be several at once, each named once', async () => {
    await service.given(Leaves, 'S0', taken('L0', { staffId: 'S0' }), taken('L0-again', { staffId: 'S0' }));
    expect(covered('S2', ['2026-03-02'])).toEqual([['S0', 'S1']]);
  });

  it('ends with the day before a leave is taken back, and does not come again with the leave', async () => {
    await service.given(Leaves, 'S1', cancelled('L1'), taken('L1'));
    await service.given(Leaves, 'S0', cancelled('L0', 'S0'), cancelled('L0-again', 'S0'));
    expect(covered('S2')).toEqual([[], ['S0', 'S1'], [], [], []]);
  });

  it('is loaded whole by an instance that starts, and hears what another instance takes in', async () => {
    const other = new CoverDirectory(service.parts.database);
    await other.start();
    expect(other.coveredBy('S2', '2026-03-02')).toEqual(['S0', 'S1']);
    expect(other.coveredBy('S2', '2026-03-03')).toEqual([]);
    await service.given(Leaves, 'S4', taken('L4', { staffId: 'S4' }));
    await other.refresh();
    expect(other.coveredBy('S2', '2026-03-03')).toEqual(['S4']);
    await service.given(Leaves, 'S4', cancelled('L4', 'S4'));
    await other.refresh();
    expect(other.coveredBy('S2', '2026-03-03')).toEqual([]);
    other.stop();
  });
});
