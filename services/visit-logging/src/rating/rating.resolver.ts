import { isRejected } from '@hengxin/event-sourcing';
import { Allow, parseInput, type Payload, refused, type RequestContext } from '@hengxin/service-kit';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { RequestRatingInput } from './rating.inputs.js';
import { type LinkView, Ratings } from './ratings.js';

type RatingLinkPayload = Payload & { readonly ratingLink?: LinkView | null };

/** The API of ratings: it translates, and decides nothing. */
@Resolver()
export class RatingResolver {
  constructor(private readonly ratings: Ratings) {}

  @Mutation()
  @Allow('RM', 'UNIT_HEAD')
  async requestRating(@Args('input') given: unknown, @Context() context: RequestContext): Promise<RatingLinkPayload> {
    const input = parseInput(RequestRatingInput, given);
    if (isRejected(input)) return refused(input.rejection, context);
    const result = await this.ratings.request(input, context);
    if ('rejection' in result) return refused(result.rejection, context);
    return { ratingLink: result.link, errors: [], position: result.position };
  }
}
