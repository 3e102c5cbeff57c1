import type { MigrationInterface } from 'typeorm';

/** What a migration needs of a connection. */
interface Runner {
  query(text: string, values?: unknown[]): Promise<unknown>;
}

/**
 * The edition of the seven measures that every bank counted until now: touches, contacts, clients, covered, drawn, done
 * and target.
 */
export const FIRST_MEASURES = '5d50e48cb3fac1cc';

/** The edition says what was counted, too. What stands already was counted by the first measures, and stays. */
export class MeasuresEdition1777000000100 implements MigrationInterface {
  async up(runner: Runner): Promise<void> {
    await runner.query("update calendar_edition set edition = edition || '.' || $1::text", [FIRST_MEASURES]);
  }

  async down(runner: Runner): Promise<void> {
    await runner.query("update calendar_edition set edition = split_part(edition, '.', 1)");
  }
}
