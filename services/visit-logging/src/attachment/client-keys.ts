import { randomBytes } from 'node:crypto';
import { Database } from '@hengxin/service-kit';
import { Injectable } from '@nestjs/common';

const KEY_BYTES = 32;

/**
 * A key for each client, made when it is needed first. What is sealed with it is readable as long as it is there: once
 * it is erased nothing brings it back, and the client gets no other. The table is no read model: no event makes it
 * again.
 */
@Injectable()
export class ClientKeys {
  constructor(private readonly database: Database) {}

  /** The client's key, made where there is none yet; undefined once it was erased. */
  async keyFor(clientId: string): Promise<Buffer | undefined> {
    const made = randomBytes(KEY_BYTES).toString('base64');
    await this.database.query(MAKE, [clientId, made], 'client-key-make');
    return this.find(clientId);
  }

  /** Undefined where there is none, or it was erased. */
  async find(clientId: string): Promise<Buffer | undefined> {
    const [row] = await this.database.query<{ key: string | null }>(FIND, [clientId], 'client-key-find');
    return row?.key ? Buffer.from(row.key, 'base64') : undefined;
  }

  /** What was sealed for the client cannot be read any more, by anybody. A second time nothing happens. */
  async erase(clientId: string): Promise<void> {
    await this.database.query(ERASE, [clientId], 'client-key-erase');
  }
}

const MAKE = 'insert into client_key (client_id, key) values ($1, $2) on conflict (client_id) do nothing';
const FIND = 'select key from client_key where client_id = $1';
const ERASE = `
  insert into client_key (client_id, key) values ($1, null)
  on conflict (client_id) do update set key = null`;
