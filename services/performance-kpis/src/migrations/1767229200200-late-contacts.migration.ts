import type { MigrationInterface } from 'typeorm';

/** What a migration needs of a connection. */
interface Runner {
  query(text: string): Promise<unknown>;
}

/**
 * When a contact became known, where that was after its day, and the entries of the ledger by contact: one that arrives
 * after others which became known later puts those right. What is stored says it in its entries: every late contact has
 * one for its own day.
 */
export class LateContacts1767229200200 implements MigrationInterface {
  async up(runner: Runner): Promise<void> {
    await runner.query('alter table contact add known_at timestamptz');
    await runner.query(`
      update restatement r set client_id = k.client_id from contact k
       where r.cause = 'LATE_CONTACT' and r.client_id is null and k.contact_id = r.contact_id`);
    await runner.query(`
      update contact k set known_at = r.at
        from (select distinct client_id, contact_id, at from restatement where cause = 'LATE_CONTACT' and grain = 0) r
       where k.client_id = r.client_id and k.contact_id = r.contact_id`);
    await runner.query(
      "create index restatement_by_contact on restatement (client_id, contact_id) where cause = 'LATE_CONTACT'",
    );
  }

  async down(runner: Runner): Promise<void> {
    await runner.query('drop index restatement_by_contact');
    await runner.query('alter table contact drop known_at');
  }
}
