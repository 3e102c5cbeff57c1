import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was talked about with a client, by topic. By consumer `used-topics`, which takes `topic_uses` over. */
export class UsedTopics1780300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table used_topics (
        client_id text collate "C" primary key,
        topics jsonb not null
      ) with (fillfactor = 85)`);
    await runner.query('alter table used_topics alter topics set statistics 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table used_topics');
  }
}
