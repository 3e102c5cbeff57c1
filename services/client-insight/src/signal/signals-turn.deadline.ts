import { deadline } from '@hengxin/deadlines';
import { z } from 'zod';
import { SignalsTurn } from './signals-turn.js';

const BACK_OFF_MS = 2_000;

/** The beginning of a day brings what time alone brings. It takes as long as the bank is large, so it holds nothing up. */
export const signalsTurn = deadline('signals-turn', {
  schema: z.object({}),
  provider: () => SignalsTurn,
  act: (due, turn) => turn.act(due),
  apart: true,
  backOff: { firstMs: BACK_OFF_MS, longestMs: BACK_OFF_MS },
});
