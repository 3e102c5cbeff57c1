import { RatingRequested, Visit as VisitAggregate } from '@hengxin/contracts';
import { eventIsOf, type Rejection } from '@hengxin/event-sourcing';
import { Clock, CommandHandler, fingerprintOf, type RequestContext } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { visitDecider } from '../visit/visit.decider.js';
import { RatingLinks } from './rating-links.js';
import type { RatingGiven, RequestRatingInput } from './rating.inputs.js';
import { ratingRejections as refuse } from './rating.rejections.js';

export interface LinkView {
  readonly url: string;
  readonly expiresAt: string;
}

const isRequested = eventIsOf([RatingRequested]);

/** As whom a client speaks who follows a link. */
const CLIENT_ACTOR = { caller: { id: 'client-by-link' } };

/** Asks clients what a visit was like, and takes what they say: once a visit. */
@Injectable()
export class Ratings {
  constructor(
    private readonly commands: CommandHandler,
    private readonly links: RatingLinks,
    private readonly clock: Clock,
  ) {}

  async request(
    { visitId, commandId }: RequestRatingInput,
    context: RequestContext,
  ): Promise<{ readonly link: LinkView; readonly position: string | null } | { readonly rejection: Rejection }> {
    const { timeZone } = this.clock;
    const data = { visitId, callerId: context.caller.id, now: this.clock.instant(), timeZone };
    const result = await this.commands.execute({
      aggregate: VisitAggregate,
      decider: visitDecider,
      id: visitId,
      command: { type: 'RequestRating', data },
      commandId,
      input: { command: 'requestRating', visitId, commandId },
      context,
    });
    if (!result.accepted) return result;
    const { expiresAt } = result.events.find(isRequested)!.data;
    const token = this.links.tokenOf({ visitId, expiresMs: Date.parse(expiresAt) });
    return { link: { url: `/rating/${token}`, expiresAt }, position: result.position };
  }

  /** Why it is not taken; undefined where it is. The same words a second time are the first answer. */
  async take(token: string, { stars, comment = null }: RatingGiven): Promise<Rejection | undefined> {
    const link = this.links.read(token);
    if (!link) return refuse.RATING_LINK_INVALID().rejection;
    const { visitId, expiresMs } = link;
    const now = this.clock.instant();
    const { timeZone } = this.clock;
    const said = { visitId, stars, comment };
    const result = await this.commands.execute({
      aggregate: VisitAggregate,
      decider: visitDecider,
      id: visitId,
      command: { type: 'RateVisit', data: { ...said, expiresAt: this.clock.instant(expiresMs), now, timeZone } },
      commandId: `rating ${fingerprintOf({ ...said, token })}`,
      input: { command: 'rateVisit', ...said },
      context: CLIENT_ACTOR,
      businessDate: this.clock.today(),
    });
    return result.accepted ? undefined : result.rejection;
  }
}
