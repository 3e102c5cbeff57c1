import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often a client was tried in which hour over which channel, and answered. By consumer `client-tries`. */
export class ClientTries1780200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table client_tries (
        client_id text collate "C",
        channel text,
        hour smallint,
        tried int not null,
        answered int not null,
        primary key (client_id, channel, hour)
      ) with (fillfactor = 85)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table client_tries');
  }
}
