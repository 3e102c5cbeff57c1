import type { BusinessDate } from '@hengxin/contracts';
import { keepersOn } from '@hengxin/projections';
import { BatchedLookup, Clock, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { KeptNeed } from './client-topics.projection.js';
import { needsSince, type TopicFacts } from './topics.policy.js';
import type { UsedTopic } from './used-topics.rules.js';

/** What topics of a client rest on, and who keeps the client today. */
export interface KeptTopics extends TopicFacts {
  readonly rmId: string;
}

interface InterestsRow {
  readonly clientId: string;
  readonly interests: readonly string[];
  readonly taboos: readonly string[];
}
interface NeedsRow {
  readonly clientId: string;
  readonly foundOn: BusinessDate;
  readonly needs: readonly KeptNeed[];
}
interface UsedRow {
  readonly clientId: string;
  readonly topics: readonly UsedTopic[];
}

/** What topics rest on. Look-ups at the same time, as those of a day's items, share their statements. */
@Injectable()
export class TopicsQueries {
  private readonly lookup: BatchedLookup<string, KeptTopics>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.lookup = new BatchedLookup((clientIds) => this.load([...new Set(clientIds)]));
  }

  /** Undefined for a client whom nobody keeps today, and for one unknown. */
  ofClient(clientId: string): Promise<KeptTopics | undefined> {
    return this.lookup.find(clientId);
  }

  private async load(clientIds: readonly string[]): Promise<Map<string, KeptTopics>> {
    const today = this.clock.today();
    const kept = await keepersOn(
      clientIds.map((clientId) => ({ clientId, on: today })),
      this.database,
    );
    const ids = kept.map(({ clientId }) => clientId);
    const [interests, needs, used] = await Promise.all([
      this.database.query<InterestsRow>(INTERESTS, [ids], 'topics-interests'),
      this.database.query<NeedsRow>(NEEDS, [ids, needsSince(today)], 'topics-needs'),
      this.database.query<UsedRow>(USED, [ids], 'topics-used'),
    ]);
    const profile = new Map(interests.map((row) => [row.clientId, row]));
    const needsOf = Map.groupBy(needs, ({ clientId }) => clientId);
    const usedOf = new Map(used.map(({ clientId, topics }) => [clientId, topics]));
    return new Map(
      kept.map(({ clientId, rmId }) => [
        clientId,
        {
          rmId,
          interests: profile.get(clientId)?.interests ?? [],
          taboos: profile.get(clientId)?.taboos ?? [],
          needs: (needsOf.get(clientId) ?? []).flatMap(({ foundOn, needs: found }) =>
            found.map((need) => ({ ...need, foundOn })),
          ),
          used: usedOf.get(clientId) ?? [],
        },
      ]),
    );
  }
}

const INTERESTS = 'select client_id as "clientId", interests, taboos from client_interests where client_id = any($1)';
const NEEDS = `
  select client_id as "clientId", found_on::text as "foundOn", needs from client_needs
  where client_id = any($1) and found_on >= $2::date`;
const USED = 'select client_id as "clientId", topics from used_topics where client_id = any($1)';
