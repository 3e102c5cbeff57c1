import { Id, line, prose } from '@hengxin/contracts';
import { z } from 'zod';

export const RequestRatingInput = z.object({ commandId: line(200), visitId: Id });
export type RequestRatingInput = z.output<typeof RequestRatingInput>;

/** What a client sends who follows a link. */
export const RatingGiven = z.object({ stars: z.int().min(1).max(5), comment: prose(1000).nullish() });
export type RatingGiven = z.output<typeof RatingGiven>;
