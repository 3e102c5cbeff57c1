import { deadline } from '@hengxin/deadlines';
import { z } from 'zod';
import { DayBegin } from './day-begin.js';

const BACK_OFF_MS = 2_000;

/** The beginning of the bank's business day. It takes as long as the bank is large, so it holds nothing else up. */
export const dayBegins = deadline('day-begins', {
  schema: z.object({
    /** Relationship managers known by then have their plans drawn; null: all that are known when the day begins. */
    knownBy: z.iso.datetime().nullable(),
  }),
  provider: () => DayBegin,
  act: (due, begin) => begin.act(due),
  apart: true,
  backOff: { firstMs: BACK_OFF_MS, longestMs: BACK_OFF_MS },
});
