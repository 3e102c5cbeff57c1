import { WecomFault } from './wecom-fault.js';

/** How WeCom is reached. */
export interface WecomSettings {
  /** Base URL, as `https://qyapi.weixin.qq.com`. */
  readonly url: string;
  readonly corpId: string;
  /** Of the bank's own application. It is never logged. */
  readonly secret: string;
}

interface Answer {
  readonly errcode?: number;
  readonly access_token?: string;
  /** Seconds. */
  readonly expires_in?: number;
  /** Of `appchat/get`. */
  readonly chat_info?: { readonly userlist?: readonly string[] };
}

/** A call that takes longer is given up, and begun again later. */
const ANSWER_WITHIN_MS = 10_000;
/** A token is renewed so long before it ends. */
const RENEWED_BEFORE_MS = 300_000;
/** The token is not valid any more, or never was. */
const TOKEN_FAULTS = new Set([40014, 42001]);

/**
 * WeCom's REST API: the token is had by `gettoken`, kept while it is valid, and had once more where a call says that it
 * is not. Addresses carry the secret or the token, so that no error of ours holds one.
 */
export class WecomClient {
  private token: { readonly value: string; readonly until: number } | undefined;

  constructor(
    private readonly settings: WecomSettings,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Throws WecomFault for what WeCom refuses. */
  post(path: string, body: object): Promise<Answer> {
    return this.ask(path, {}, { method: 'POST', body: JSON.stringify(body) });
  }

  /** Throws as `post` does. */
  get(path: string, query: Record<string, string>): Promise<Answer> {
    return this.ask(path, query, {});
  }

  private async ask(path: string, query: Record<string, string>, init: RequestInit): Promise<Answer> {
    const asked = async () => this.call(path, { ...query, access_token: await this.accessToken() }, init);
    try {
      return await asked();
    } catch (error) {
      if (!(error instanceof WecomFault) || !TOKEN_FAULTS.has(error.errcode)) throw error;
      this.token = undefined;
      return asked();
    }
  }

  private async accessToken(): Promise<string> {
    if (this.token && this.token.until > this.now()) return this.token.value;
    const { corpId: corpid, secret: corpsecret } = this.settings;
    const { access_token: value, expires_in: seconds = 0 } = await this.call('gettoken', { corpid, corpsecret }, {});
    if (!value) throw new Error('WeCom gave no token');
    this.token = { value, until: this.now() + Math.max(0, seconds * 1000 - RENEWED_BEFORE_MS) };
    return value;
  }

  private async call(path: string, query: Record<string, string>, init: RequestInit): Promise<Answer> {
    const address = new URL(`/cgi-bin/${path}`, this.settings.url);
    address.search = new URLSearchParams(query).toString();
    const answer = await this.answered(path, address, init);
    if (answer.errcode) throw new WecomFault(path, answer.errcode);
    return answer;
  }

  private async answered(path: string, address: URL, init: RequestInit): Promise<Answer> {
    let response: Response;
    try {
      response = await fetch(address, { ...init, redirect: 'error', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    } catch (error) {
      // What fetch throws may name the address.
      throw new Error(`WeCom does not answer ${path}: ${causeOf(error)}`);
    }
    if (!response.ok) throw new Error(`WeCom answers ${path} with HTTP ${response.status}`);
    const answer: unknown = await response.json().catch(() => null);
    if (typeof answer !== 'object' || answer === null) throw new Error(`WeCom answers ${path} with no JSON`);
    return answer;
  }
}

function causeOf(error: unknown): string {
  const { cause, name } = error as { cause?: { code?: unknown }; name?: unknown };
  return typeof cause?.code === 'string' ? cause.code : String(name);
}
