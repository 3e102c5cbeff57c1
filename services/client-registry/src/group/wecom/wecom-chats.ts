import { Database } from '@hengxin/service-kit';

/** Which chats WeCom holds, and with whom, as it confirmed last. */
export class WecomChats {
  constructor(private readonly database: Database) {}

  /** Its members without the owner; undefined for a chat that was never confirmed. */
  async find(groupId: string): Promise<readonly string[] | undefined> {
    const [row] = await this.database.query<{ members: string[] }>(FIND, [groupId], 'wecom-chat-find');
    return row?.members;
  }

  async keep(groupId: string, members: readonly string[]): Promise<void> {
    await this.database.query(KEEP, [groupId, members], 'wecom-chat-keep');
  }
}

const FIND = 'select members from wecom_chat where group_id = $1';
const KEEP = `
  insert into wecom_chat (group_id, members) values ($1, $2)
  on conflict (group_id) do update set members = excluded.members`;
