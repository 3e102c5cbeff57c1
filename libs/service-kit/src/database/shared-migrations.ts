import { BusOneSource1767312000000, BusSkippedEvents1774000000000, BusTables1767225600000 } from '@hengxin/event-bus';
import { DeadlineTable1775000000000 } from '@hengxin/deadlines';
import { CreateCommandAnswer1700000000100, CreateCommandClaim1767398400000 } from '../commands/command-answers.js';
import { CreateCalendar1779000000100 } from '../calendar/calendar-tables.migration.js';
import { CreateCovers1779000000000 } from '../covers/cover-tables.migration.js';
import { DirectoryBeginning1772582400000 } from '../directory/directory-beginning.migration.js';
import { DirectoryLastDays1772496000000 } from '../directory/directory-last-days.migration.js';
import { CreateDirectory1700000000200 } from '../directory/directory-tables.migration.js';
import { CreateParkedEventCommand1776000000000 } from '../state/parked-commands.migration.js';

/** Migrations that every service has beside its own. */
export const SHARED_MIGRATIONS = [
  CreateCommandAnswer1700000000100,
  CreateDirectory1700000000200,
  DirectoryLastDays1772496000000,
  DirectoryBeginning1772582400000,
  BusTables1767225600000,
  BusOneSource1767312000000,
  BusSkippedEvents1774000000000,
  CreateCommandClaim1767398400000,
  DeadlineTable1775000000000,
  CreateParkedEventCommand1776000000000,
  CreateCovers1779000000000,
  CreateCalendar1779000000100,
];
