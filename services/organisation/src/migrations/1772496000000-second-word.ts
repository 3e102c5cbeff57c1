import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Placements that await a second administrator's word, and the run that is the bank's first load: the one row of
 * `first_load` names it, and is over for good once somebody gave a second word.
 */
export class SecondWord1772496000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table placement_proposal (
        staff_id text not null,
        proposal integer not null,
        name text not null,
        role text not null,
        unit_id text not null,
        valid_from date,
        valid_to date,
        proposed_by text not null,
        file text,
        primary key (staff_id, proposal)
      )`);
    await runner.query('create index placement_proposal_file on placement_proposal (file)');
    await runner.query(`
      create table first_load (
        singleton boolean primary key default true check (singleton),
        run text,
        over boolean not null default false
      )`);
    await runner.query('insert into first_load (run) values (null)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table first_load');
    await runner.query('drop table placement_proposal');
  }
}
