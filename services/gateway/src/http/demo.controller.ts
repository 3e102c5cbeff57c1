import { ID_PATTERN } from '@hengxin/contracts';
import { DemoIssuer } from '@hengxin/identity';
import { Body, Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CONFIGURATION, type Configuration } from '../configuration.js';
import { Executor } from '../execution/executor.js';
import { Refusal } from '../refusals.js';
import { ServiceUnavailable } from '../upstream/subgraph-port.js';
import { type DemoPerson, demoPeople } from './demo-people.js';
import { DemoClocks } from './demo-clocks.js';
import { isFromHere } from './loopback.js';

const LONGEST_TOKEN_SECONDS = 12 * 3600;
const validForSeconds = z.int().min(1).max(LONGEST_TOKEN_SECONDS).optional();
const TokenRequest = z.union([
  z.object({ staffId: z.string().regex(ID_PATTERN), validForSeconds }),
  z.object({
    account: z.string().regex(ID_PATTERN),
    role: z.enum(['ADMIN', 'INTEGRATION']),
    unitId: z.string().optional(),
  }),
]);
const ClockRequest = z.object({ now: z.iso.datetime({ offset: true }) });

interface Answered<Data> {
  readonly data?: Partial<Data> | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

/**
 * What only a demonstration on one machine may have: tokens for the asking, and a clock that can be moved. Standalone
 * profile only.
 */
@Controller('demo')
export class DemoController {
  private readonly clocks: DemoClocks;

  constructor(
    @Inject(DemoIssuer) private readonly issuer: DemoIssuer,
    @Inject(Executor) private readonly executor: Executor,
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
  ) {
    this.clocks = new DemoClocks(configuration);
  }

  @Get('jwks.json')
  jwks(): object {
    return this.issuer.jwks();
  }

  /**
   * `{"staffId"}` signs in a member of staff; `{"account","role"}` a service account, as an import needs it.
   * `validForSeconds`, 12 hours by default, lets an app be tried with a token that expires.
   */
  @Post('token')
  @HttpCode(200)
  async token(@Req() call: FastifyRequest, @Body() body: unknown): Promise<{ token: string }> {
    refuseStrangers(call);
    const asked = TokenRequest.safeParse(body);
    if (!asked.success) throw new Refusal('DEMO_INPUT_INVALID', { example: '{"staffId": "S0001"}' });
    const { audience } = this.configuration.identity;
    if ('account' in asked.data)
      return { token: await this.issuer.issue(asked.data.account, { audience, ...asked.data }) };
    const { staffId, ...wanted } = asked.data;
    const token = await this.issuer.issue(staffId, { audience, ...wanted });
    if (!(await this.isStaff(token))) throw new Refusal('DEMO_STAFF_UNKNOWN', { staffId });
    return { token };
  }

  /**
   * `{"people": [{staffId, name, role, unit: {id, name}}]}`: a few of each role to choose from, those of the head
   * office first.
   */
  @Get('people')
  async people(@Req() call: FastifyRequest): Promise<{ people: readonly DemoPerson[] }> {
    refuseStrangers(call);
    const { audience } = this.configuration.identity;
    const token = await this.issuer.issue('demo-people', { audience, role: 'ADMIN', validForSeconds: 60 });
    return { people: await demoPeople((query) => this.ask(query, token)) };
  }

  /** Moves every service's clock forward, or none; answers when all have moved. */
  @Post('clock')
  @HttpCode(200)
  async clock(@Req() call: FastifyRequest, @Body() body: unknown): Promise<{ now: string }> {
    refuseStrangers(call);
    const asked = ClockRequest.safeParse(body);
    if (!asked.success) throw new Refusal('DEMO_INPUT_INVALID', { example: '{"now": "2026-03-02T09:00:00+08:00"}' });
    return { now: await this.clocks.moveTo(asked.data.now) };
  }

  private async isStaff(token: string): Promise<boolean> {
    const { me } = await this.ask<{ me?: unknown }>('{me{id}}', token);
    return Boolean(me);
  }

  /** What the organisation answers; nothing of what it refuses. Throws ServiceUnavailable. */
  private async ask<Data extends object>(query: string, token: string): Promise<Partial<Data>> {
    const headers = ['content-type', 'application/json', 'authorization', `Bearer ${token}`];
    const { body } = await this.executor.pass('organisation', Buffer.from(JSON.stringify({ query })), headers);
    const { data, errors = [] } = JSON.parse(Buffer.from(body).toString()) as Answered<Data>;
    const silent = errors.find(({ extensions }) => extensions?.code?.endsWith('_UNAVAILABLE'));
    if (silent) throw new ServiceUnavailable('organisation', new Error(silent.extensions?.code));
    return data ?? {};
  }
}

function refuseStrangers(call: FastifyRequest): void {
  if (!isFromHere(call)) throw new Refusal('DEMO_LOOPBACK_ONLY');
}
