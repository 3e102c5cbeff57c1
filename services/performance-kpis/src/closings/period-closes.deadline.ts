import { GRAINS } from '@hengxin/contracts';
import { deadline } from '@hengxin/deadlines';
import { z } from 'zod';
import { Closings } from './closings.js';

/** The third working day after a period begins: what is not closed by then closes by itself (rule 14). */
export const periodCloses = deadline('period-closes', {
  schema: z.object({ grain: z.enum(GRAINS), start: z.iso.date() }),
  provider: () => Closings,
  act: (due, closings) => closings.closeByItself(due),
});
