import { Staff, StaffPlaced } from '@hengxin/contracts';
import { startTestService, type TestService } from '../testing/index.js';
import { notebook } from '../testing/notebook.js';
import { OrgDirectory } from './org-directory.js';

describe('the directory', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(notebook);
    await service.place(
      [{ unitId: 'U1', parentId: null, kind: 'HEAD_OFFICE', name: '总行', validFrom: null }],
      [{ staffId: 'S1', role: 'RM', unitId: 'U1', validFrom: null }],
    );
  }, 60_000);
  afterAll(() => service?.stop());

  it('is loaded whole by an instance that starts, and hears what another instance takes in', async () => {
    const other = new OrgDirectory(service.parts.database);
    await other.start();
    expect(other.tree.staff('S1', '2026-03-02')).toMatchObject({ role: 'RM', unitId: 'U1' });
    const before = other.version;
    await service.given(
      Staff,
      'S1',
      StaffPlaced.of({ staffId: 'S1', name: '张三', role: 'UNIT_HEAD', unitId: 'U1', validFrom: '2026-03-02' }),
    );
    expect(service.parts.directory.tree.staff('S1', '2026-03-02')).toMatchObject({ role: 'UNIT_HEAD' });
    await other.refresh();
    expect(other.tree.staff('S1', '2026-03-02')).toMatchObject({ role: 'UNIT_HEAD' });
    expect(other.version).toBeGreaterThan(before);
    other.stop();
  });

  it('keeps no names of people', async () => {
    const rows = await service.parts.database.query('select * from directory_staff');
    expect(JSON.stringify(rows)).not.toMatch(/张三|员工/);
  });

  it('takes a placement that comes twice once, and the later word for the same day', async () => {
    const placed = (unitId: string) =>
      StaffPlaced.of({ staffId: 'S2', name: '李四', role: 'RM', unitId, validFrom: '2026-01-01' });
    await service.given(Staff, 'S2', placed('A'), placed('A'), placed('B'));
    expect(service.parts.directory.tree.placementsOf('S2')).toEqual([
      { staffId: 'S2', role: 'RM', unitId: 'B', validFrom: '2026-01-01', validTo: null },
    ]);
    const other = new OrgDirectory(service.parts.database);
    await other.refresh();
    expect(other.tree.placementsOf('S2')).toEqual(service.parts.directory.tree.placementsOf('S2'));
  });

  it('knows the last day of a placement, and lets it go with a correction', async () => {
    const placed = (validTo?: string) =>
      StaffPlaced.of({ staffId: 'S3', name: '王五', role: 'RM', unitId: 'U1', validFrom: null, validTo });
    const leaves = async () => {
      const other = new OrgDirectory(service.parts.database);
      await other.refresh();
      return [service.parts.directory, other].map(({ tree }) => tree.staffPlacedOn('S3', '2026-04-01') === undefined);
    };
    await service.given(Staff, 'S3', placed('2026-03-31'));
    expect(await leaves()).toEqual([true, true]);
    await service.given(Staff, 'S3', placed());
    expect(await leaves()).toEqual([false, false]);
  });
});
