import type { MigrationInterface } from 'typeorm';

/** What a migration needs of a connection. */
interface Runner {
  query(text: string): Promise<unknown>;
}

/**
 * What more figures are counted from: the channel of a touch, promised days, consents; and how periods run that are not
 * over. What stands is counted again, for the edition of measures is another one.
 */
export class MoreFigures1777100000000 implements MigrationInterface {
  async up(runner: Runner): Promise<void> {
    await runner.query('alter table contact add channel smallint not null default -1, add promised_on int');
    await runner.query(
      'create index contact_promised on contact (client_id, promised_on) where promised_on is not null',
    );
    await runner.query(
      "alter table client add consents text[] not null default '{}', add let_go int[] not null default '{}'",
    );
    await runner.query('alter table plan_item add promised_on int');
    await runner.query(`
      create table course_step (
        period_start date not null,
        day date not null,
        grain smallint not null,
        shard smallint not null,
        scope text collate "C" not null,
        primary key (scope, grain, period_start, day, shard)
      ) with (fillfactor = 80)`);
  }

  async down(runner: Runner): Promise<void> {
    await runner.query('drop table course_step');
    await runner.query('alter table plan_item drop promised_on');
    await runner.query('alter table client drop consents, drop let_go');
    await runner.query('alter table contact drop channel, drop promised_on');
  }
}
