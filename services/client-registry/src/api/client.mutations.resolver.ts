import { isRejected } from '@hengxin/event-sourcing';
import { Allow, messageOf, parseInput, type Payload, refused, type RequestContext } from '@hengxin/service-kit';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { z } from 'zod';
import { clientWarnings } from '../domain/client.warnings.js';
import { ledgerKey } from '../domain/consent-ledger.js';
import * as inputs from './client.inputs.js';
import type { ClientView, Sight } from './client.view.js';
import { ClientViews, isWithoutEffect } from './client.views.js';
import { ConsentLedgers } from './consent-ledgers.js';
import { factsOf, type Registered, Registrar } from './registrar.js';

interface ConsentReceipt {
  readonly id: string;
  readonly channel: string;
  readonly purpose: string;
  readonly withdrawnAt: string;
  readonly wordingVersion: string | null;
}

export interface ClientPayload extends Payload {
  readonly client?: ClientView | null;
  readonly receipt?: ConsentReceipt | null;
  readonly warnings: readonly { readonly code: string; readonly field: readonly string[]; readonly message: string }[];
}

@Resolver()
export class ClientMutationsResolver {
  constructor(
    private readonly registrar: Registrar,
    private readonly views: ClientViews,
    private readonly ledgers: ConsentLedgers,
  ) {}

  @Mutation()
  @Allow('RM', 'UNIT_HEAD', 'ADMIN')
  registerClient(@Args('input') input: unknown, @Context() context: RequestContext): Promise<ClientPayload> {
    // Whoever registers a client has just told the bank all of this: the answer shows it to them, whatever their role.
    return this.carryOut(inputs.RegisterClientInput, input, context, (parsed) => this.registrar.register(parsed, context), 'WHOLE');
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD', 'ADMIN')
  changeClientProfile(@Args('input') input: unknown, @Context() context: RequestContext): Promise<ClientPayload> {
    return this.carryOut(inputs.ChangeClientProfileInput, input, context, (parsed) => this.registrar.changeProfile(parsed, context));
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD', 'ADMIN')
  async recordConsent(@Args('input') input: unknown, @Context() context: RequestContext): Promise<ClientPayload> {
    let receipt: ConsentReceipt | null = null;
    const payload = await this.carryOut(inputs.RecordConsentInput, input, context, async (parsed) => {
      const result = await this.registrar.recordConsent(parsed, context);
      if (result.accepted && parsed.decision === 'WITHDRAWN' && !isWithoutEffect(result.events, context.caller))
        receipt = receiptOf(result, parsed);
      return result;
    });
    return { ...payload, receipt };
  }

  @Mutation()
  @Allow('UNIT_HEAD', 'ADMIN')
  assignClient(@Args('input') input: unknown, @Context() context: RequestContext): Promise<ClientPayload> {
    return this.carryOut(inputs.AssignClientInput, input, context, (parsed) => this.registrar.assign(parsed, context));
  }

  private async carryOut<S extends z.ZodType>(
    schema: S,
    input: unknown,
    context: RequestContext,
    give: (parsed: z.output<S>) => Promise<Registered>,
    sight?: Sight,
  ): Promise<ClientPayload> {
    const parsed = parseInput(schema, input);
    if (isRejected(parsed)) return { ...refused(parsed.rejection, context), warnings: [] };
    this.ledgers.forget(context);
    const result = await give(parsed as z.output<S>);
    if (!result.accepted) return { ...refused(result.rejection, context), warnings: [] };
    const client = await this.views.ofResult(result, context.caller, sight);
    return { client, warnings: await this.warnings(result, context), errors: [], position: result.position };
  }

  private async warnings(
    result: Extract<Registered, { accepted: true }>,
    { language }: RequestContext,
  ): Promise<ClientPayload['warnings']> {
    const warning = await this.registrar.warningOf(result);
    if (!warning) return [];
    const { code, rmId, size, limit } = warning;
    const { rejection } = clientWarnings[code]({ rmId, size, limit });
    return [{ code, field: rejection.field, message: messageOf(rejection, language) }];
  }
}

/** The receipt of this very withdrawal; where it told nothing new, of the one that stood recorded. */
function receiptOf(
  result: Extract<Registered, { accepted: true }>,
  { channel, purpose, decidedAt }: inputs.RecordConsentInput,
): ConsentReceipt | null {
  const recorded = factsOf(result).find((event) => event.type === 'ConsentWithdrawn')?.data;
  const withdrawals = result.state.consents[ledgerKey(channel, purpose)]?.filter(({ receiptId }) => receiptId !== null);
  const word = recorded ?? withdrawals?.findLast((known) => decidedAt == null || Date.parse(known.decidedAt) === Date.parse(decidedAt));
  if (!word) return null;
  return { id: word.receiptId!, channel, purpose, withdrawnAt: word.decidedAt, wordingVersion: word.wordingVersion };
}
