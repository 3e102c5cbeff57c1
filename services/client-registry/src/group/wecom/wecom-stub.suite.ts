import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a call asked for. */
export interface StubCall {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

/**
 * A STUB, and not WeCom: it answers on this machine as WeCom's public documentation says that WeCom does, and remembers
 * what it was asked. What is proved against it is how calls are made, and not that WeCom takes them.
 */
export class WecomStub {
  readonly calls: StubCall[] = [];
  readonly chats = new Map<
    string,
    { readonly owner: string; readonly members: Set<string>; readonly posts: string[] }
  >();
  /** Answers that stand before the next calls of a path: an errcode, an HTTP status, or a connection that is cut. */
  readonly faults: { readonly path: string; readonly errcode?: number; readonly http?: number; readonly cut?: true }[] =
    [];
  /** User ids that its address book does not have. */
  readonly strangers = new Set<string>();
  private tokens = 0;
  private valid = '';

  private constructor(private readonly server: Server) {}

  static async open(): Promise<WecomStub> {
    const server = createServer();
    const stub = new WecomStub(server);
    server.on('request', (request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        const { pathname, searchParams } = new URL(request.url!, 'http://stub');
        const path = pathname.replace('/cgi-bin/', '');
        const call = { path, query: Object.fromEntries(searchParams), body: text === '' ? null : JSON.parse(text) };
        stub.calls.push(call);
        const at = stub.faults.findIndex((fault) => fault.path === path);
        const [fault] = at < 0 ? [] : stub.faults.splice(at, 1);
        if (fault?.cut) return request.socket.destroy();
        response.statusCode = fault?.http ?? 200;
        const answer = fault ? { errcode: fault.errcode, errmsg: 'a fault' } : stub.answer(call);
        response.end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return stub;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Bodies of the calls of a path, in their order. */
  asked(path: string): StubCall['body'][] {
    return this.calls.filter((call) => call.path === path).map(({ body }) => body);
  }

  /** The token that was given last is valid no more. */
  forgetToken(): void {
    this.valid = '';
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private answer({ path, query, body }: StubCall): object {
    if (path === 'gettoken') {
      if (query['corpid'] !== 'corp' || query['corpsecret'] !== SECRET) return { errcode: 40001, errmsg: 'no' };
      this.valid = `token-${++this.tokens}`;
      return { errcode: 0, errmsg: 'ok', access_token: this.valid, expires_in: 7200 };
    }
    if (query['access_token'] !== this.valid) return { errcode: 42001, errmsg: 'expired' };
    const chat = this.chats.get(body?.chatid ?? query['chatid']);
    if (path === 'appchat/create') {
      if (chat) return { errcode: 86215, errmsg: 'exists' };
      const members = new Set<string>(body.userlist);
      this.chats.set(body.chatid, { owner: body.owner, members, posts: [] });
      return { errcode: 0, errmsg: 'ok', chatid: body.chatid };
    }
    if (!chat) return { errcode: 86001, errmsg: 'no such chat' };
    if (path === 'appchat/get')
      return { errcode: 0, errmsg: 'ok', chat_info: { owner: chat.owner, userlist: [...chat.members] } };
    if (path === 'appchat/update') {
      if ((body.add_user_list ?? []).some((id: string) => this.strangers.has(id)))
        return { errcode: 60111, errmsg: 'no such user' };
      for (const id of body.add_user_list ?? []) chat.members.add(id);
      for (const id of body.del_user_list ?? []) chat.members.delete(id);
    } else chat.posts.push(body.text.content);
    return { errcode: 0, errmsg: 'ok' };
  }
}

/** The secret that the stub knows. */
export const SECRET = 'the-secret-of-the-stub';
