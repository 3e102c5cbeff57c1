import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often clients were tried in which hour over which channel, and answered. */
export class ClientReach1779000000200 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table client_reach (
        client_id text collate "C",
        channel text,
        hour smallint,
        tried int not null,
        answered int not null,
        primary key (client_id, channel, hour)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table client_reach');
  }
}
