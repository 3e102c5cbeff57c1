import { addDays, type BusinessCalendar, type BusinessDate, type Channel, type LatestWords } from '@hengxin/contracts';
import { consented } from '../client-facts/consent.rules.js';

/** A list opens so many working days before its festival. */
const OPENS_BEFORE = 3;
/** Greetings sent on the festival may be recorded for some days, since many of them lie in long holidays. */
const RECORDED_FOR_DAYS = 10;

/** A post in a group reaches no single client: nobody is greeted by it. */
export const GREETING_CHANNELS = ['PHONE', 'SMS', 'WECHAT', 'EMAIL', 'VISIT'] as const satisfies readonly Channel[];

/** The third working day before a festival, as far as the calendar knows days. */
export function opensOn(festival: BusinessDate, calendar: BusinessCalendar): BusinessDate {
  let opens = festival;
  let day = addDays(festival, -1);
  for (let left = OPENS_BEFORE; left > 0 && calendar.supports(day); day = addDays(day, -1)) {
    if (!calendar.isWorkingDay(day)) continue;
    opens = day;
    left--;
  }
  return opens;
}

/** Whether that day rests on a year whose official holidays are not known: on that of the days before the festival. */
export function opensProvisionally(festival: BusinessDate, calendar: BusinessCalendar): boolean {
  return calendar.provisional(+addDays(festival, -1).slice(0, 4));
}

/** The last day on which greetings of a festival can be recorded. */
export function recordedUntil(festival: BusinessDate): BusinessDate {
  return addDays(festival, RECORDED_FOR_DAYS);
}

/** Whether a client may be greeted at all: one with a valid consent over a channel. */
export function mayBeGreeted(consents: LatestWords, on: BusinessDate): boolean {
  return GREETING_CHANNELS.some((channel) => consented(consents, channel, on));
}
