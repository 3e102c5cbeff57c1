import { Playbook } from '@hengxin/contracts';
import { isRejected } from '@hengxin/event-sourcing';
import {
  Allow,
  Clock,
  CommandHandler,
  type Connection,
  connection,
  decodeCursor,
  deterministicId,
  pageSize,
  parseInput,
  type Payload,
  payloadOf,
  QueryRefused,
  ReadsFrom,
  refused,
  type RequestContext,
  sharedRejections,
} from '@hengxin/service-kit';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { playbookDecider, type PlaybookState } from './playbook.decider.js';
import { PlaybooksAsked, SavePlaybookInput } from './playbook.inputs.js';
import { type PlaybookPlace, PlaybookQueries, type StoredPlaybook } from './playbook.queries.js';
import { playbooksKept } from './playbooks.projection.js';

/** The bank's playbooks: everybody reads them, heads and those above write them. */
@Resolver()
export class PlaybookResolver {
  constructor(
    private readonly queries: PlaybookQueries,
    private readonly commands: CommandHandler,
    private readonly clock: Clock,
  ) {}

  @Query()
  @Allow('RM', 'UNIT_HEAD', 'HEAD_OFFICE', 'INTEGRATION', 'ADMIN')
  @ReadsFrom(playbooksKept.consumer)
  async playbooks(
    @Args() asked: { topic?: string | null; first?: number | null; after?: string | null },
  ): Promise<Connection<StoredPlaybook>> {
    const parsed = parseInput(PlaybooksAsked, { topic: asked.topic }, []);
    if (isRejected(parsed)) throw QueryRefused.of(parsed);
    const first = pageSize(asked.first, 50);
    const rows = await this.queries.page(parsed.topic ?? null, placeOf(asked.after), first + 1);
    return connection(rows, { first, after: asked.after }, ({ title, id }) => [title, id]);
  }

  @Mutation()
  @Allow('UNIT_HEAD', 'HEAD_OFFICE', 'ADMIN')
  async savePlaybook(
    @Args('input') given: unknown,
    @Context() context: RequestContext,
  ): Promise<Payload & { readonly playbook?: StoredPlaybook | null }> {
    const input = parseInput(SavePlaybookInput, given);
    if (isRejected(input)) return refused(input.rejection, context);
    const { commandId, playbookId: named, version, topics, productCodes, ...told } = input;
    const { id: savedBy, role } = context.caller;
    const playbookId = named ?? deterministicId('playbook', savedBy, commandId);
    const data = {
      ...{ ...told, playbookId, topics: topics ?? [], productCodes: productCodes ?? [] },
      ...{ savedBy, savedAt: this.clock.instant() },
      ...{ isNew: named == null, seen: version ?? null, changesAny: role !== 'UNIT_HEAD' },
    };
    const result = await this.commands.execute({
      aggregate: Playbook,
      decider: playbookDecider,
      id: playbookId,
      command: { type: 'SavePlaybook', data },
      commandId,
      input: { command: 'savePlaybook', ...input },
      context,
    });
    return payloadOf(result, context, (state) => ({ playbook: viewOf(state) }));
  }
}

function viewOf(state: PlaybookState): StoredPlaybook | null {
  if (!state) return null;
  const { playbookId: id, version, title, text, topics, productCodes } = state.saved;
  return { id, version, title, text, topics, productCodes };
}

/** Where a page begins. A forged cursor is refused before the database casts it. */
function placeOf(after: string | null | undefined): PlaybookPlace | undefined {
  const key = decodeCursor(after, 2);
  if (!key) return undefined;
  const [title, id] = key;
  if (typeof title !== 'string' || typeof id !== 'string') throw QueryRefused.of(sharedRejections.CURSOR_INVALID());
  return { title, id };
}
