import { request } from 'node:http';
import { type Context, CONTEXTS } from '@hengxin/contracts';
import type { Platform } from '../platform/platform.js';
import type { Caller, Row } from './access-matrix.js';
import type { RouteCall } from './access-routes.js';
import { SECRETS } from './bank.js';

/** The services' ports, as many after the gateway's. */
export const SERVICES = CONTEXTS;
export type Service = Context;

/** Where a question may be asked: of the gateway, or of the service itself, with the gateway's proof or without it. */
export type Door = 'gateway' | 'service' | 'service without proof';

export interface Answer {
  readonly status: number;
  /** The body as it came. */
  readonly text: string;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: { readonly code?: string; readonly field?: readonly string[] };
  }[];
}

/** Asks at the doors of one running platform, as any of the callers. */
export class Doors {
  private constructor(
    readonly platform: Platform,
    private readonly tokens: Readonly<Record<Caller, string | null>>,
    private readonly secret: string | undefined,
  ) {}

  static async of(platform: Platform, secret: string | undefined): Promise<Doors> {
    const tokens = {
      RM: await platform.token('R1'),
      UNIT_HEAD: await platform.token('HE1'),
      HEAD_OFFICE: await platform.token('O1'),
      INTEGRATION: await platform.token('X1'),
      ADMIN: await platform.token('A1'),
      ACCOUNT: await platform.accountToken('crm', { role: 'INTEGRATION', unitId: 'E' }),
      NOBODY: null,
    };
    return new Doors(platform, tokens, secret);
  }

  token(caller: Caller): string | null {
    return this.tokens[caller];
  }

  url(door: Door, service: Service): string {
    const port = door === 'gateway' ? this.platform.port : this.platform.port + 1 + SERVICES.indexOf(service);
    return `http://127.0.0.1:${port}`;
  }

  headers(door: Door, caller: Caller): Record<string, string> {
    const token = this.tokens[caller];
    return {
      'accept-language': 'en',
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(door === 'service' && this.secret !== undefined && { 'hengxin-internal': this.secret }),
    };
  }

  async ask(door: Door, service: Service, caller: Caller, query: string, variables: unknown = {}): Promise<Answer> {
    return this.post(door, service, caller, JSON.stringify({ query, variables }));
  }

  async post(door: Door, service: Service, caller: Caller, body: string): Promise<Answer> {
    const answer = await fetch(`${this.url(door, service)}/graphql`, {
      method: 'POST',
      headers: { ...this.headers(door, caller), 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(60_000),
    });
    const text = await answer.text();
    const { data, errors } = text.startsWith('{') ? (JSON.parse(text) as Answer) : {};
    return { status: answer.status, text, ...(data !== undefined && { data }), ...(errors && { errors }) };
  }

  /** A call of a route, with what it brings. */
  async call(
    door: Door,
    service: Service,
    caller: Caller,
    { method, path, headers, body }: RouteCall & { readonly method: string },
  ): Promise<Pick<Answer, 'status' | 'text'>> {
    const answer = await fetch(`${this.url(door, service)}${path}`, {
      method,
      headers: { ...this.headers(door, caller), ...headers },
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(60_000),
    });
    return { status: answer.status, text: await answer.text() };
  }

  /** Asks who is there, under headers that a program may not set for a fetch, such as another host's name. */
  knock(
    door: Door,
    service: Service,
    caller: Caller,
    foreign: Readonly<Record<string, string>>,
  ): Promise<Pick<Answer, 'status' | 'text'>> {
    const headers = { ...this.headers(door, caller), 'content-type': 'application/json', ...foreign };
    return new Promise((resolve, reject) => {
      const call = request(
        `${this.url(door, service)}/graphql`,
        { method: 'POST', headers, timeout: 60_000 },
        (answer) => {
          const pieces: Buffer[] = [];
          answer.on('data', (piece: Buffer) => pieces.push(piece));
          answer.on('end', () => resolve({ status: answer.statusCode!, text: Buffer.concat(pieces).toString() }));
          answer.on('error', reject);
        },
      );
      call.on('timeout', () => call.destroy(new Error('no answer in time')));
      call.on('error', reject);
      call.end('{"query":"{ __typename }"}');
    });
  }
}

/**
 * What an answer comes to: `data`, `masked` where the row names what only some may see and it isn't there, `nothing`
 * for null and for an empty list, else the code of the refusal.
 */
export function classOf({ data, errors, text }: Answer, { secret }: Pick<Row, 'secret'>): string {
  const [error] = errors ?? [];
  if (error) return error.extensions?.code ?? 'an error without a code';
  const value = Object.values(data ?? {})[0];
  const refusal = refusalIn(value);
  if (refusal) return refusal;
  if (isNothing(value)) return 'nothing';
  return secret === undefined || text.includes(SECRETS[secret]) ? 'data' : 'masked';
}

/** What the call of a route comes to: `data` where it is answered, else the code of the refusal. */
export function wordOf({ status, text }: Pick<Answer, 'status' | 'text'>): string {
  if (status < 300) return 'data';
  return /"code":"([A-Z_]+)"/.exec(text)?.[1] ?? `status ${status} without a code`;
}

function refusalIn(value: unknown): string | undefined {
  const { errors } = (value ?? {}) as { errors?: readonly { code: string }[] };
  return errors?.[0]?.code;
}

function isNothing(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (Array.isArray(value)) return value.every(isNothing);
  if (typeof value !== 'object') return false;
  if ('edges' in value) return (value.edges as readonly unknown[]).length === 0;
  // The answer to a command that was carried out and shows nothing.
  if ('errors' in value)
    return Object.entries(value).every(([name, part]) => name === 'errors' || name === 'position' || isNothing(part));
  return false;
}
