import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What topics rest on, by consumer `client-topics`: rows are found by their client. Playbooks, by `playbooks`. */
export class Topics1779100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table client_interests (
        client_id text collate "C" primary key,
        interests text[] not null,
        taboos text[] not null
      ) with (fillfactor = 85)`);
    await runner.query(`
      create table client_needs (
        client_id text collate "C",
        visit_id text collate "C",
        found_on date not null,
        needs jsonb not null,
        primary key (client_id, visit_id)
      )`);
    await runner.query(`
      create table topic_uses (
        client_id text collate "C",
        contact_id text collate "C",
        used_at timestamptz not null,
        used_on date not null,
        uses jsonb not null,
        primary key (client_id, contact_id)
      )`);
    for (const [table, column] of [
      ['client_interests', 'interests'],
      ['client_interests', 'taboos'],
      ['client_needs', 'needs'],
      ['topic_uses', 'uses'],
    ])
      await runner.query(`alter table ${table} alter ${column} set statistics 0`);
    await runner.query(`
      create table playbook (
        playbook_id text collate "C" primary key,
        version int not null,
        title text collate "C" not null,
        body text not null,
        topics text[] not null,
        topic_keys text[] not null,
        product_codes text[] not null
      )`);
    await runner.query('create index playbook_by_title on playbook (title, playbook_id)');
    await runner.query('create index playbook_by_topic on playbook using gin (topic_keys)');
    await runner.query('create index playbook_by_product on playbook using gin (product_codes)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table playbook, topic_uses, client_needs, client_interests');
  }
}
