import { topicKey } from '@hengxin/contracts';
import { BatchedLookup, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';

/** `Playbook` of the schema, in its newest version. */
export interface StoredPlaybook {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly text: string;
  readonly topics: readonly string[];
  readonly productCodes: readonly string[];
}

/** Where a page ended. */
export type PlaybookPlace = Pick<StoredPlaybook, 'title' | 'id'>;

/** Of one topic at most. */
const MOST_OF_TOPIC = 20;

/** What playbooks hang on. */
interface Peg {
  readonly topicKey: string;
  readonly productCodes: readonly string[];
}
const textOfPeg = ({ topicKey: key, productCodes }: Peg): string => JSON.stringify([key, ...productCodes]);

/** The playbooks of the bank: few. */
@Injectable()
export class PlaybookQueries {
  private readonly lookup: BatchedLookup<Peg, readonly StoredPlaybook[]>;

  constructor(private readonly database: Database) {
    this.lookup = new BatchedLookup((pegs) => this.load(pegs), textOfPeg);
  }

  /** Those behind a place, by title: of a topic, or all. */
  page(topic: string | null, after: PlaybookPlace | undefined, limit: number): Promise<StoredPlaybook[]> {
    const { title = '', id = '' } = after ?? {};
    return topic === null
      ? this.database.query(PAGE, [title, id, limit], 'playbooks')
      : this.database.query(PAGE_OF_TOPIC, [title, id, limit, [topicKey(topic)]], 'playbooks-of-topic');
  }

  /** Those that hang on a topic or on one of these products, by title. */
  async hangingOn(topic: string, productCodes: readonly string[]): Promise<readonly StoredPlaybook[]> {
    return (await this.lookup.find({ topicKey: topicKey(topic), productCodes })) ?? [];
  }

  private async load(pegs: readonly Peg[]): Promise<Map<string, StoredPlaybook[]>> {
    const asked = pegs.map((peg) => ({ peg: textOfPeg(peg), topic_key: peg.topicKey, codes: peg.productCodes }));
    const rows = await this.database.query<StoredPlaybook & { peg: string }>(
      HANGING,
      [JSON.stringify(asked), MOST_OF_TOPIC],
      'playbooks-hanging',
    );
    const found = Map.groupBy(rows, ({ peg }) => peg);
    return new Map([...found].map(([peg, playbooks]) => [peg, playbooks.map(({ peg: _peg, ...each }) => each)]));
  }
}

const COLUMNS = 'playbook_id as id, version, title, body as text, topics, product_codes as "productCodes"';
const PAGE = `
  select ${COLUMNS} from playbook where (title, playbook_id) > ($1, $2) order by title, playbook_id limit $3`;
const PAGE_OF_TOPIC = `
  select ${COLUMNS} from playbook where topic_keys @> $4::text[] and (title, playbook_id) > ($1, $2)
  order by title, playbook_id limit $3`;
const HANGING = `
  select asked.peg, hanging.*
  from (
    select distinct peg, topic_key, codes
    from json_to_recordset($1::json) as given (peg text, topic_key text, codes text[])
  ) asked
  cross join lateral (
    select ${COLUMNS} from playbook where topic_keys @> array[asked.topic_key] or product_codes && asked.codes
    order by title, playbook_id limit $2
  ) hanging
  order by asked.peg, hanging.title, hanging.id`;
