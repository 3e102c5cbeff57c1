import { useEffect, useState } from 'react';
import { useAsk } from '../api/ask.js';
import { graphql } from '../api/graphql.js';
import { dayOf } from './days.js';
import { TIME_ZONE } from './format.js';

const Now = graphql(`
  query Now {
    now {
      instant
      businessDate
      timeZone
    }
  }
`);
const AHEAD = 'hengxin-clock-ahead';
const LOOK_EVERY_MS = 60_000;

/**
 * Milliseconds by which the platform's clock is ahead of the device's. The device's may be wrong: it only has to run.
 */
let aheadMs = Number(localStorage.getItem(AHEAD) ?? 0);

/** The platform's moment, by what it said last: RFC 3339, in milliseconds of the epoch. Known without a network too. */
export const nowMs = (): number => Date.now() + aheadMs;

/** The bank's day. */
export const today = (): string => dayOf(new Date(nowMs()).toISOString(), TIME_ZONE);

/** The bank's day as it goes on: asks the platform, and follows it over midnight. */
export function useToday(): string {
  const { data, dataUpdatedAt } = useAsk(Now, {});
  const [day, setDay] = useState(today);
  useEffect(() => {
    if (data && Date.now() - dataUpdatedAt < LOOK_EVERY_MS) {
      aheadMs = Date.parse(data.now.instant) - dataUpdatedAt;
      localStorage.setItem(AHEAD, String(aheadMs));
    }
    setDay(today());
    const timer = setInterval(() => setDay(today()), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [data, dataUpdatedAt]);
  return day;
}
