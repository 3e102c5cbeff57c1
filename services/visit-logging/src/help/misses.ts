import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import { FactsHeard } from '../client-facts/facts-heard.js';
import { CLIENT_FACTS, HELP_REQUESTS } from '../consumers.js';
import type { Visit } from '../visit/visit.state.js';
import { HelpLadder } from './help-ladder.js';
import { lastMissedRunning } from './misses.rules.js';

/** Visits of a client that were reviewed, so many at most are looked through for those beside the one missed. */
const LOOKED_THROUGH = 50;

/** Rule 10: two MISSED running for one client open a help request by themselves. */
@Injectable()
export class Misses {
  constructor(
    private readonly database: Database,
    private readonly heard: FactsHeard,
    private readonly ladder: HelpLadder,
  ) {}

  /** The request is named by the last one of the run, so that a run asks once, whichever of them was noticed. */
  async notice({ visitId, clientId }: { readonly visitId: string; readonly clientId: string }): Promise<void> {
    const rows = await this.database.query<{ data: Visit }>(REVIEWED, [clientId], 'visits-reviewed-last');
    const reviewed = rows.map(({ data }) => ({
      ...{ visitId: data.visitId, endedAt: data.ended!.endedAt },
      ...{ result: data.review!.result, data },
    }));
    const last = lastMissedRunning(reviewed, visitId);
    if (!last) return;
    // Who keeps the client by now, and what is asked for already.
    await this.heard.latest([CLIENT_FACTS, HELP_REQUESTS]);
    if (!(await this.isBeingHelped(clientId))) await this.ladder.askByItself(last.data);
  }

  /** What was asked for by itself is enough until it is closed. */
  private async isBeingHelped(clientId: string): Promise<boolean> {
    const rows = await this.database.query(HELPED, [clientId], 'help-by-itself');
    return rows.length > 0;
  }
}

const REVIEWED = `
  select data from visit where client_id = $1 and state = 'REVIEWED'
  order by planned_on desc, visit_id desc limit ${LOOKED_THROUGH}`;
const HELPED = `
  select 1 from help where client_id = $1 and by_itself and state in ('OPEN', 'ACCEPTED') limit 1`;
