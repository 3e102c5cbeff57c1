import { UnitScope } from '@hengxin/identity';
import {
  type Connection,
  connection,
  decodeCursor,
  isMoment,
  QueryRefused,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { HelpFilter } from './help.inputs.js';
import { type HelpPlace, HelpQueries } from './help.queries.js';
import { type HelpView, viewOfHelp } from './help.view.js';

/** Requests for help as a caller may see them, in pages. */
@Injectable()
export class HelpLists {
  constructor(
    private readonly queries: HelpQueries,
    private readonly scope: UnitScope,
  ) {}

  /**
   * Everybody sees what they asked, what is addressed to them and where they help; heads also what was asked in their
   * units or is addressed there; head office all, without the words.
   */
  async list(
    { mine, toMe, unitId, states }: HelpFilter,
    first: number,
    after: string | null | undefined,
    { caller, language }: RequestContext,
  ): Promise<Connection<HelpView>> {
    if (unitId && !this.scope.canSeeUnit(caller, unitId)) throw new QueryRefused('OUT_OF_SCOPE', ['filter', 'unitId']);
    const visible = caller.role === 'RM' ? [] : this.scope.visibleUnits(caller);
    const found = await this.queries.newest({
      personId: caller.isStaff ? caller.id : null,
      unitIds: visible === 'ALL' ? 'ALL' : [...visible],
      askerId: mine ? caller.id : undefined,
      to: toMe ? { staffId: caller.id, headOf: caller.role === 'UNIT_HEAD' ? caller.unitId : null } : undefined,
      within: unitId ? [...this.scope.subtree(unitId)] : undefined,
      states: states ?? undefined,
      after: placeOf(after),
      limit: first + 1,
    });
    const showsTexts = !this.scope.masksNames(caller);
    return connection(
      found,
      { first, after },
      ({ ms, helpId }) => [ms, helpId],
      ({ data }) => viewOfHelp(data, language, showsTexts),
    );
  }
}

/** Where a page begins. A forged cursor is refused before the database casts it. */
function placeOf(after: string | null | undefined): HelpPlace | undefined {
  const key = decodeCursor(after, 2);
  if (!key) return undefined;
  const [ms, helpId] = key;
  if (!isMoment(ms) || typeof helpId !== 'string') throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return { ms, helpId };
}
