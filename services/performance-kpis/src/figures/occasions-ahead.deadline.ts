import { deadline } from '@hengxin/deadlines';
import { z } from 'zod';
import { OccasionsAhead } from './occasions-ahead.js';

/** A year begins: the occasions of the one after it are counted. */
export const occasionsAhead = deadline('occasions-ahead', {
  schema: z.object({}),
  provider: () => OccasionsAhead,
  act: (due, ahead) => ahead.act(due),
  // It takes as long as the bank is large.
  apart: true,
});
