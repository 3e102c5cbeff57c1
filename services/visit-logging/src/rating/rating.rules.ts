import { businessDateOf, instantOf, RatingRequested, VisitRated } from '@hengxin/contracts';
import type { EventOf, Rejected } from '@hengxin/event-sourcing';
import type { RateVisit, RequestRating } from '../visit/visit.commands.js';
import type { Visit, VisitState } from '../visit/visit.state.js';
import { ratingRejections as refuse } from './rating.rejections.js';

/** A link is good for so many days. */
export const LINK_DAYS = 14;
const DAY_MS = 86_400_000;

/** Rule 18: an optional client rating after a visit, by a link used once. */
export function decideRatingRequest(
  { now, timeZone }: RequestRating['data'],
  { visitId, clientId, staffId, rating }: Visit,
): readonly EventOf<typeof RatingRequested>[] | Rejected {
  if (rating) return refuse.RATING_GIVEN({ visitId, ratedAt: rating.ratedAt });
  const expiresAt = instantOf(Date.parse(now) + LINK_DAYS * DAY_MS, timeZone);
  return [RatingRequested.of({ visitId, clientId, staffId, requestedAt: now, expiresAt })];
}

/** What a link brings tells the client nothing that is not theirs to know: it is good, used, or over. */
export function decideRating(
  { stars, comment, expiresAt, now, timeZone }: RateVisit['data'],
  visit: VisitState,
): readonly EventOf<typeof VisitRated>[] | Rejected {
  if (!visit?.ended) return refuse.RATING_LINK_INVALID();
  if (visit.rating) return refuse.RATING_LINK_USED();
  if (Date.parse(now) > Date.parse(expiresAt)) return refuse.RATING_LINK_EXPIRED({ days: LINK_DAYS });
  const { visitId, clientId, staffId } = visit;
  const ratedOn = businessDateOf(now, timeZone);
  return [VisitRated.of({ visitId, clientId, staffId, stars, comment, ratedAt: now, ratedOn })];
}
