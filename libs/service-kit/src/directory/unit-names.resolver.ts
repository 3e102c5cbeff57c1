import type { Directory } from '@hengxin/identity';
import { Inject } from '@nestjs/common';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Clock } from '../clock.js';
import { ReadYourWrites } from '../service-progress.js';
import { DIRECTORY } from '../tokens.js';
import { DIRECTORY_CONSUMER } from './directory.consumer.js';

/**
 * `Unit.name` out of the service's own copy of the organisation, as organisation gives it for a unit asked for by its
 * id: the name of today. A service whose schema shares the field lists this class among its providers. Names of units
 * are no secret: a caller who may see an answer may see which unit it belongs to.
 */
@Resolver('Unit')
export class UnitNamesResolver {
  constructor(
    private readonly readYourWrites: ReadYourWrites,
    private readonly clock: Clock,
    @Inject(DIRECTORY) private readonly directory: Directory,
  ) {}

  /** A unit that nobody has placed is called by its code: a page does not fail for it. */
  @ResolveField()
  async name(@Parent() { id }: { readonly id: string }): Promise<string> {
    const known = this.known(id);
    if (known !== undefined) return known;
    // It may have been placed a moment ago: what names it may have come sooner than the directory takes it in.
    await this.readYourWrites.news([DIRECTORY_CONSUMER]);
    return this.known(id) ?? id;
  }

  private known(unitId: string): string | undefined {
    return this.directory.tree.unit(unitId, this.clock.today())?.name;
  }
}
