import type { BusinessDate } from '@hengxin/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ItemStatus } from '../domain/plan.decider.js';

/** Where a plan item is and whether it is open. What it says is in the stream of its plan. */
@Entity('plan_item')
export class PlanItemRow {
  @PrimaryColumn({ name: 'item_id', type: 'text' })
  itemId: string;

  @Column({ name: 'plan_id', type: 'text' })
  planId: string;

  @Column({ name: 'staff_id', type: 'text' })
  staffId: string;

  /** Day of the plan. */
  @Column({ type: 'date' })
  date: BusinessDate;

  @Column({ name: 'client_id', type: 'text' })
  clientId: string;

  @Column({ type: 'text' })
  status: ItemStatus;

  /** True when a promise or a deferral was due when it was planned. */
  @Column({ type: 'boolean' })
  promised: boolean;

  /** The day of that follow-up. */
  @Column({ name: 'follow_up_on', type: 'date', nullable: true })
  followUpOn: BusinessDate | null;

  /** Of the command that added it by hand. */
  @Column({ name: 'command_id', type: 'text', nullable: true })
  commandId: string | null;
}
