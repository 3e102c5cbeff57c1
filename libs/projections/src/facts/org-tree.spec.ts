import { OrgTree, StaffPlaced, UnitPlaced } from '@hengxin/contracts';
import { poolTxSource, type TxSource } from '@hengxin/event-bus';
import type { DomainEvent, RecordedOf } from '@hengxin/event-sourcing';
import { type TestDatabase, testDatabase } from '@hengxin/testing';
import pg from 'pg';
import { BEGINNING, OrgTables, type PlacedEvent, type Placements, placementsOf } from '../index.js';

pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

const recorded = (...events: DomainEvent[]) => events as unknown as RecordedOf<PlacedEvent>[];
const unit = (unitId: string, parentId: string | null, validFrom: string | null = null) =>
  UnitPlaced.of({
    unitId,
    parentId,
    kind: parentId === null ? 'HEAD_OFFICE' : 'BRANCH',
    name: `机构${unitId}`,
    validFrom,
  });
const person = (staffId: string, unitId: string, validFrom: string | null = null, validTo?: string) =>
  StaffPlaced.of({ staffId, unitId, validFrom, validTo, role: 'RM', name: '张三' });

const directory = new OrgTables({ units: 'known_unit', staff: 'known_staff', version: 'changed', lastDays: true });
const places = new OrgTables({ units: 'place_of_unit', staff: 'place_of_staff', version: 'changed', lastDays: false });

describe('the organisation by day in tables', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let source: TxSource;

  beforeAll(async () => {
    database = await testDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 2 });
    source = poolTxSource(pool);
    await pool.query(`create table known_unit (unit_id text, valid_from date, parent_id text, kind text, name text, changed bigint,
      unique nulls not distinct (unit_id, valid_from))`);
    await pool.query(`create table known_staff (staff_id text, valid_from date, valid_to date, role text, unit_id text, changed bigint,
      unique nulls not distinct (staff_id, valid_from))`);
    await pool.query(
      'create table place_of_staff (staff_id text, valid_from date, role text, unit_id text, changed bigint, primary key (staff_id, valid_from))',
    );
  });
  beforeEach(() => pool.query('truncate known_unit, known_staff'));
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const put = (version: number, ...events: DomainEvent[]) =>
    source.tx((tx) => directory.put(tx, placementsOf(recorded(...events)), version));
  const treeOf = ({ units, staff }: Placements) => {
    const tree = new OrgTree();
    for (const each of units) tree.placeUnit(each);
    for (const each of staff) tree.placeStaff(each);
    return tree;
  };

  it('keeps no names of people', () => {
    expect(placementsOf(recorded(person('S1', 'U1')))).toEqual({
      units: [],
      staff: [{ staffId: 'S1', unitId: 'U1', role: 'RM', validFrom: null, validTo: null }],
    });
  });

  it('gives back what was put into them', async () => {
    const events = [unit('U1', null), unit('U2', 'U1', '2026-01-01'), person('S1', 'U2', null, '2026-03-31')];
    await put(1, ...events);
    expect(await directory.writtenIn(source, 0, 1)).toEqual(placementsOf(recorded(...events)));
  });

  it('takes the later word for the same day, of one batch and of another', async () => {
    await put(1, person('S1', 'A'), person('S1', 'B'));
    expect(treeOf(await directory.writtenIn(source, 0, 1)).placementsOf('S1')).toMatchObject([{ unitId: 'B' }]);
    await put(2, person('S1', 'C'));
    expect(treeOf(await directory.writtenIn(source, 0, 2)).placementsOf('S1')).toMatchObject([{ unitId: 'C' }]);
  });

  it('gives what was written since a version, and nothing beyond another', async () => {
    await put(1, person('S1', 'A'));
    await put(2, person('S2', 'A'));
    await put(3, person('S3', 'A'));
    expect((await directory.writtenIn(source, 1, 2)).staff.map(({ staffId }) => staffId)).toEqual(['S2']);
  });

  it('takes a placement from the beginning that was stored without a day, and whatever was written for it later', async () => {
    await pool.query(
      `insert into known_staff (staff_id, valid_from, role, unit_id, changed) values ('S1', null, 'RM', 'A', 1)`,
    );
    expect((await directory.writtenIn(source, 0, 1)).staff).toMatchObject([{ unitId: 'A', validFrom: null }]);
    await put(2, person('S1', 'B'));
    expect(treeOf(await directory.writtenIn(source, 0, 2)).placementsOf('S1')).toMatchObject([
      { unitId: 'B', validFrom: null },
    ]);
  });

  it('leaves last days out where they are not wanted', async () => {
    await source.tx((tx) => places.put(tx, placementsOf(recorded(person('S1', 'A', null, '2026-03-31'))), 1));
    expect((await pool.query('select * from place_of_staff')).rows).toEqual([
      { staff_id: 'S1', valid_from: BEGINNING, role: 'RM', unit_id: 'A', changed: '1' },
    ]);
  });
});
