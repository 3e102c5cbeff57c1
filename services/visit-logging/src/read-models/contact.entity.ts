import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ContactData } from '../domain/contact.decider.js';

/** A logged contact as it is shown. */
@Entity('contact')
export class ContactRow {
  @PrimaryColumn({ name: 'contact_id', type: 'text' })
  contactId: string;

  @Column({ name: 'client_id', type: 'text' })
  clientId: string;

  @Column({ name: 'staff_id', type: 'text' })
  staffId: string;

  /** Where its maker was placed on the business day. */
  @Column({ name: 'unit_id', type: 'text' })
  unitId: string;

  @Column({ name: 'started_at', type: 'timestamptz' })
  startedAt: Date;

  @Column({ type: 'jsonb' })
  data: ContactData;
}
