import { isRejected } from '@hengxin/event-sourcing';
import {
  Allow,
  deterministicId,
  messageOf,
  parseInput,
  type Payload,
  refused,
  type RequestContext,
} from '@hengxin/service-kit';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { z } from 'zod';
import { clientWarnings } from './client.warnings.js';
import { CircleRegistrar, type Linked } from '../circle/circle-registrar.js';
import { ledgerKey } from '../consent/consent-ledger.rules.js';
import * as inputs from './client.inputs.js';
import type { ClientView, Sight } from './client.view.js';
import { ClientViews, isWithoutEffect } from './client.views.js';
import { ClientHistories } from './client-histories.js';
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
    private readonly histories: ClientHistories,
    private readonly circles: CircleRegistrar,
  ) {}

  @Mutation()
  @Allow('RM', 'UNIT_HEAD', 'ADMIN')
  registerClient(@Args('input') input: unknown, @Context() context: RequestContext): Promise<ClientPayload> {
    // The caller who registers a client has just told the bank all of this: the answer shows it to them in any role.
    return this.carryOut(
      inputs.RegisterClientInput,
      input,
      context,
      (parsed) => this.registrar.register(parsed, context),
      'WHOLE',
    );
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD', 'ADMIN')
  changeClientProfile(@Args('input') input: unknown, @Context() context: RequestContext): Promise<ClientPayload> {
    return this.carryOut(inputs.ChangeClientProfileInput, input, context, (parsed) =>
      this.registrar.changeProfile(parsed, context),
    );
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

  @Mutation()
  @Allow('RM', 'UNIT_HEAD', 'ADMIN')
  confirmProfilePart(@Args('input') input: unknown, @Context() context: RequestContext): Promise<ClientPayload> {
    return this.carryOut(inputs.ConfirmProfilePartInput, input, context, (parsed) =>
      this.registrar.person(parsed, (given) => ({ type: 'ConfirmPart', data: { ...given, ...parsed } }), context),
    );
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD', 'ADMIN')
  setClientDate(@Args('input') input: unknown, @Context() context: RequestContext): Promise<ClientPayload> {
    return this.carryOut(inputs.SetClientDateInput, input, context, (parsed) => {
      const { clientId, label, calendar, month, day, year } = parsed;
      const dateId = parsed.dateId ?? deterministicId('client-date', context.caller.id, parsed.commandId);
      const date = { calendar, month, day, year: year ?? null };
      return this.registrar.person(
        parsed,
        (given) => ({ type: 'SetDate', data: { ...given, clientId, dateId, label, date } }),
        context,
      );
    });
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD', 'ADMIN')
  removeClientDate(@Args('input') input: unknown, @Context() context: RequestContext): Promise<ClientPayload> {
    return this.carryOut(inputs.RemoveClientDateInput, input, context, (parsed) =>
      this.registrar.person(parsed, (given) => ({ type: 'RemoveDate', data: { ...given, ...parsed } }), context),
    );
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD', 'ADMIN')
  linkClient(@Args('input') input: unknown, @Context() context: RequestContext): Promise<ClientPayload> {
    return this.carryOut(inputs.LinkClientInput, input, context, (parsed) => this.circles.link(parsed, context));
  }

  @Mutation()
  @Allow('RM', 'UNIT_HEAD', 'ADMIN')
  unlinkClient(@Args('input') input: unknown, @Context() context: RequestContext): Promise<ClientPayload> {
    return this.carryOut(inputs.UnlinkClientInput, input, context, (parsed) => this.circles.unlink(parsed, context));
  }

  private async carryOut<S extends z.ZodType>(
    schema: S,
    input: unknown,
    context: RequestContext,
    give: (parsed: z.output<S>) => Promise<Registered | Linked>,
    sight?: Sight,
  ): Promise<ClientPayload> {
    const parsed = parseInput(schema, input);
    if (isRejected(parsed)) return { ...refused(parsed.rejection, context), warnings: [] };
    this.histories.forget(context);
    const result = await give(parsed as z.output<S>);
    if (!result.accepted) return { ...refused(result.rejection, context), warnings: [] };
    const client = await this.views.ofResult(result, context.caller, sight);
    return {
      client,
      warnings: this.warnings(result as Registered & { accepted: true }, context),
      errors: [],
      position: result.position,
    };
  }

  private warnings(
    result: Extract<Registered, { accepted: true }>,
    { language }: RequestContext,
  ): ClientPayload['warnings'] {
    const warning = this.registrar.warningOf(result);
    if (!warning) return [];
    const { code, rmId, size, limit } = warning;
    const { rejection } = clientWarnings[code]({ rmId, size, limit });
    return [{ code, field: rejection.field, message: messageOf(rejection, language) }];
  }
}

/**
 * The receipt of this very withdrawal; where it told nothing new, of the one that stood recorded. One that was told by
 * a clock ahead is kept as of the moment at which it was recorded.
 */
function receiptOf(
  result: Extract<Registered, { accepted: true }>,
  { channel, purpose, decidedAt }: inputs.RecordConsentInput,
): ConsentReceipt | null {
  const recorded = factsOf(result).find((event) => event.type === 'ConsentWithdrawn')?.data;
  const withdrawals = result.state.consents[ledgerKey(channel, purpose)]?.filter(({ receiptId }) => receiptId !== null);
  const word =
    recorded ??
    withdrawals?.findLast((known) => decidedAt == null || Date.parse(known.decidedAt) <= Date.parse(decidedAt));
  if (!word) return null;
  return { id: word.receiptId!, channel, purpose, withdrawnAt: word.decidedAt, wordingVersion: word.wordingVersion };
}
