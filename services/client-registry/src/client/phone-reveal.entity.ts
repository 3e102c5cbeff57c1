import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Who saw a phone number unmasked, and when. Only ever added to: the table refuses everything else. */
@Entity('phone_reveal')
export class PhoneReveal {
  @PrimaryGeneratedColumn({ type: 'bigint' })
  id: string;

  @Column({ name: 'client_id', type: 'text' })
  clientId: string;

  /** Staff id. */
  @Column({ name: 'revealed_to', type: 'text' })
  revealedTo: string;

  @Column({ type: 'text' })
  role: string;

  /** By the bank's clock. */
  @Column({ name: 'revealed_at', type: 'timestamptz' })
  revealedAt: string;

  /** Finds the request in the logs. */
  @Column({ name: 'correlation_id', type: 'text' })
  correlationId: string;
}
