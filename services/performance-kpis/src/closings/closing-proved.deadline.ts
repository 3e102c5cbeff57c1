import { GRAINS } from '@hengxin/contracts';
import { deadline } from '@hengxin/deadlines';
import { z } from 'zod';
import { ClosingDigests } from './closing-digests.js';

/** A period was closed: what all scopes showed then is proved (rule 14). */
export const closingProved = deadline('closing-proved', {
  schema: z.object({ grain: z.enum(GRAINS), start: z.iso.date() }),
  provider: () => ClosingDigests,
  act: (due, digests) => digests.prove(due),
  // It reads the figures of all scopes.
  apart: true,
});
