import { Mastery } from '@hengxin/contracts';
import { Clock, CommandHandler, Database, deterministicId } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { SERVICE_ACTOR } from '../visit/reviews.js';
import { masteryDecider } from './mastery.decider.js';

interface CountedDay {
  readonly date: string;
  readonly minutes: number;
}

/** Tells the figures what days came to. */
@Injectable()
export class MasteryCounts {
  constructor(
    private readonly commands: CommandHandler,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A second time, nothing has changed and nothing is told. `month`: as `2026-03`. */
  async tell(
    { staffId, month }: { readonly staffId: string; readonly month: string },
    { commandId, at }: { readonly commandId: string; readonly at: string },
  ): Promise<void> {
    const first = `${month}-01`;
    const days = await this.database.query<CountedDay>(DAYS_OF_MONTH, [staffId, first], 'mastery-days-of-month');
    const masteryId = deterministicId('mastery', staffId, month);
    const result = await this.commands.execute({
      aggregate: Mastery,
      decider: masteryDecider,
      id: masteryId,
      command: { type: 'CountMonth', data: { masteryId, staffId, days } },
      commandId,
      input: { command: 'countMonth', staffId, month, at },
      context: SERVICE_ACTOR,
      businessDate: this.clock.dayOf(at),
    });
    if (!result.accepted) throw new Error(`the count of ${masteryId} was refused: ${result.rejection.code}`);
  }
}

const DAYS_OF_MONTH = `
  select date::text, minutes from mastery_day
  where staff_id = $1 and date >= $2::date and date < $2::date + interval '1 month' order by date`;
