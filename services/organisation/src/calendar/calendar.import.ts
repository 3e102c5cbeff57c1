import { type BusinessCalendar, CalendarDays, TOLD_DAY_KINDS } from '@hengxin/contracts';
import type { EventLog } from '@hengxin/event-log';
import type { Rejected } from '@hengxin/event-sourcing';
import {
  type BatchContext,
  choice,
  date,
  importByDecider,
  ImportController,
  type ImportKind,
  optional,
  type ParsedRow,
  required,
  type RowResult,
  type RowValues,
  text,
} from '@hengxin/import';
import { CALENDAR, Clock, EVENT_LOG, sharedRejections } from '@hengxin/service-kit';
import { Controller, Inject } from '@nestjs/common';
import { calendarDecider, type SetCalendarDay } from './calendar.decider.js';

const columns = {
  date: required(date),
  kind: required(choice(TOLD_DAY_KINDS)),
  name: optional(text(200)),
};
type Values = RowValues<typeof columns>;

/** `POST /import/calendar`: a day a row, which overrules the built-in calendar from then on, in every service. */
@Controller('import/calendar')
export class CalendarImport extends ImportController<typeof columns> {
  constructor(
    private readonly clock: Clock,
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(CALENDAR) private readonly calendar: BusinessCalendar,
  ) {
    super();
  }

  protected readonly kind: ImportKind<typeof columns> = {
    kind: 'calendar',
    columns,
    readsFrom: [],
    keyOf: (values) => values.date,
    importBatch: (rows, context) => this.take(rows, context),
  };

  private take(rows: readonly ParsedRow<Values>[], context: BatchContext): Promise<RowResult[]> {
    const setAt = this.clock.instant();
    return importByDecider(rows, context, {
      log: this.log,
      aggregate: CalendarDays,
      decider: calendarDecider,
      idOf: (values) => values.date,
      command: (values) => this.commandOf(values, setAt),
      meta: () => ({ businessDate: this.clock.today() }),
    });
  }

  private commandOf({ date, kind, name }: Values, setAt: string): SetCalendarDay | Rejected {
    const { firstYear, lastYear } = this.calendar;
    if (!this.calendar.supports(date))
      return sharedRejections.DATE_OUTSIDE_CALENDAR({ date, firstYear, lastYear }, ['date']);
    return { type: 'SetCalendarDay', data: { date, kind, name, setAt } };
  }
}
