import { deadline } from '@hengxin/deadlines';
import { z } from 'zod';
import { Misses } from './misses.js';

/** A visit was reviewed as missed: where the one before was as well, help is asked for at once (rule 10). */
export const missNoticed = deadline('miss-noticed', {
  schema: z.object({ visitId: z.string(), clientId: z.string() }),
  provider: () => Misses,
  act: ({ data }, misses) => misses.notice(data),
});
