import type { BusinessDate, ConsentHistory } from '@hengxin/contracts';
import { keeperOn, keepersOn } from '@hengxin/projections';
import { BatchedLookup, Clock, type CommandAnswer, Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';
import type { ContactWishes } from './contact-wishes.rules.js';

export interface PlanItem {
  readonly itemId: string;
  readonly staffId: string;
  readonly clientId: string;
  readonly date: BusinessDate;
  readonly open: boolean;
}

/** What this service knows of a client as a contact is logged. */
export interface ClientFacts {
  readonly clientId: string;
  readonly consents: ConsentHistory;
  readonly wishes: ContactWishes;
  /** Who keeps the client today; null for nobody. */
  readonly rmId: string | null;
  /** The client's plan items of the last weeks, oldest first. */
  readonly items: readonly PlanItem[];
}

/** A contact about to be logged: with whom, by whom, under which command id. */
export interface Telling {
  readonly clientId: string;
  readonly actor: string;
  readonly commandId: string;
}

/** What is to be known before a contact is logged. */
export interface BeforeLogging {
  readonly facts: ClientFacts | undefined;
  /** The answer that the command id got before without leaving an event; null for none. */
  readonly answered: CommandAnswer | null;
}

/** Look-ups in this service's own copy of clients and plans. Concurrent ones share a round trip. */
@Injectable()
export class ClientFactsQueries {
  private readonly lookup: BatchedLookup<string, ClientFacts>;
  private readonly keeping: BatchedLookup<string, string>;
  private readonly tellings: BatchedLookup<Telling, BeforeLogging>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.lookup = new BatchedLookup((ids) => this.load(ids));
    this.keeping = new BatchedLookup((ids) => this.keepers(ids));
    // One at a time: what a statement costs on the way to the database outweighs what it costs there.
    this.tellings = new BatchedLookup((tellings) => this.loadTellings(tellings), textOf, { statements: 1, keys: 500 });
  }

  /** Undefined for a client this service does not know yet. */
  find(clientId: string): Promise<ClientFacts | undefined> {
    return this.lookup.find(clientId);
  }

  /** All that `logContact` asks before it appends, in one round trip. */
  async before(telling: Telling): Promise<BeforeLogging> {
    return (await this.tellings.find(telling))!;
  }

  /** Who keeps the client today; null for nobody. */
  async keeper(clientId: string): Promise<string | null> {
    return (await this.keeping.find(clientId)) ?? null;
  }

  /** Who keeps each of the clients on a day, today by default; absent for nobody. */
  async keepers(clientIds: readonly string[], on: BusinessDate = this.clock.today()): Promise<Map<string, string>> {
    const asked = [...new Set(clientIds)].map((clientId) => ({ clientId, on }));
    const rows = await keepersOn(asked, this.database);
    return new Map(rows.map(({ clientId, rmId }) => [clientId, rmId]));
  }

  /** Whom a relationship manager keeps today, in the order of their ids. */
  async keptBy(rmId: string): Promise<string[]> {
    const rows = await this.database.query<{ clientId: string }>(
      KEPT_BY,
      [rmId, this.clock.today()],
      'clients-kept-by',
    );
    return rows.map(({ clientId }) => clientId);
  }

  /** Which of the clients are known. */
  async known(clientIds: readonly string[]): Promise<Set<string>> {
    const rows = await this.database.query<{ clientId: string }>(KNOWN, [[...new Set(clientIds)]], 'clients-known');
    return new Set(rows.map(({ clientId }) => clientId));
  }

  private async load(clientIds: readonly string[]): Promise<Map<string, ClientFacts>> {
    const rows = await this.database.query<ClientFacts>(
      FACTS,
      [[...new Set(clientIds)], this.clock.today()],
      'client-facts-find',
    );
    return new Map(rows.map((row) => [row.clientId, row]));
  }

  private async loadTellings(tellings: readonly Telling[]): Promise<Map<string, BeforeLogging>> {
    const column = (name: keyof Telling) => tellings.map((telling) => telling[name]);
    const values = [column('clientId'), this.clock.today(), column('actor'), column('commandId')];
    const rows = await this.database.query<TellingRow>(BEFORE_LOGGING, values, 'before-logging');
    return new Map(
      rows.map(({ place, fingerprint, rejection, ...facts }) => [
        textOf(tellings[place - 1]!),
        {
          facts: facts.clientId === null ? undefined : (facts as ClientFacts),
          answered: fingerprint === null ? null : { fingerprint, rejection },
        },
      ]),
    );
  }
}

interface TellingRow extends Partial<ClientFacts> {
  readonly place: number;
  readonly fingerprint: string | null;
  readonly rejection: CommandAnswer['rejection'];
}

function textOf({ clientId, actor, commandId }: Telling): string {
  return JSON.stringify([clientId, actor, commandId]);
}

/** Of each client. Older ones that are still open are done by contact-scheduling all the same. */
const RECENT_ITEMS = 20;

const COLUMNS = `
  c.client_id as "clientId", c.words as consents, c.wishes,
  ${keeperOn('c.client_id', '$2::date')} as "rmId",
  coalesce((select jsonb_agg(jsonb_build_object('itemId', i.item_id, 'staffId', i.staff_id, 'clientId', i.client_id, 'date', i.date, 'open', i.open)
    order by i.date, i.item_id) from (select * from plan_item p where p.client_id = c.client_id order by p.date desc limit ${RECENT_ITEMS}) i), '[]') as items`;

const FACTS = `select ${COLUMNS} from client c where c.client_id = any($1)`;

const BEFORE_LOGGING = `
  select asked.place::int, answer.fingerprint, answer.rejection, ${COLUMNS}
  from unnest($1::text[], $3::text[], $4::text[]) with ordinality asked (client_id, actor, command_id, place)
  left join client c on c.client_id = asked.client_id
  left join command_answer answer on answer.actor = asked.actor and answer.command_id = asked.command_id`;

const KEPT_BY = `
  select a.client_id as "clientId" from client_assignment a
  where a.rm_id = $1 and a.from_day <= $2::date
    and a.from_day = (select max(b.from_day) from client_assignment b where b.client_id = a.client_id and b.from_day <= $2::date)
  order by a.client_id`;

const KNOWN = `select client_id as "clientId" from client where client_id = any($1)`;
