import { randomUUID } from 'node:crypto';
import {
  addDays,
  type Birthday,
  type Channel,
  Client,
  ClientAssigned,
  ClientProfileChanged,
  ClientRegistered,
  ConsentGranted,
  ConsentWithdrawn,
  Contact,
  ContactLogged,
  type ContactOutcome,
} from '@hengxin/contracts';
import { NO_STREAM } from '@hengxin/event-log';
import type { DomainEvent } from '@hengxin/event-sourcing';
import { startTestService, type TestService, type TestServiceOptions } from '@hengxin/service-kit/testing';
import type { DayView, PlanItemView } from '../my-day/day-view.js';
import { contactScheduling } from '../contact-scheduling.module.js';

/** The day on which every spec starts, at nine in the morning. */
export const MONDAY = '2026-03-02';

const MY_DAY = `query ($date: Date, $atLeast: Position) { myDay(date: $date, atLeast: $atLeast) {
  staff { id } date state dayKind capacity provisional nextWorkingDay
  items { id date status channel dueSince client { id } reason { code text lastContactOn daysSinceContact intervalDays promisedOn }
    prompts { kind label from lapsesOn date text servedBy { id } } } } }`;
const PAYLOAD =
  '{ planItem { id status date channel dueSince client { id } reason { code text } } errors { code field message } position }';

export interface PlanAnswer {
  readonly planItem: PlanItemView | null;
  readonly errors: readonly { readonly code: string; readonly field: string[]; readonly message: string }[];
  readonly position: string | null;
}

export interface ContactOptions {
  readonly outcome?: ContactOutcome;
  readonly followUpOn?: string;
  readonly planItemId?: string;
}

/** The service with relationship managers S0 to S13 and the head of their unit M1; what a spec tells it and asks it. */
export class ScheduledBank {
  private constructor(readonly service: TestService) {}

  static async open({ env, eventLog }: Pick<TestServiceOptions, 'env' | 'eventLog'> = {}): Promise<ScheduledBank> {
    const service = await startTestService(contactScheduling, {
      now: `${MONDAY}T09:00:00+08:00`,
      env: { HENGXIN_DATABASE_POOL: '8', ...env },
      ...(eventLog && { eventLog }),
    });
    const staff = (staffId: string, role: 'RM' | 'UNIT_HEAD') => ({ staffId, role, unitId: 'U1', validFrom: null });
    const managers = Array.from({ length: 14 }, (_, i) => staff(`S${i}`, 'RM'));
    const unit = { unitId: 'U1', parentId: null, kind: 'HEAD_OFFICE' as const, name: '总行', validFrom: null };
    await service.place([unit], [...managers, staff('M1', 'UNIT_HEAD')]);
    return new ScheduledBank(service);
  }

  moveTo(date: string): void {
    this.service.clock.set(`${date}T09:00:00+08:00`);
  }

  /** `myDay`, once all stored events have been read. */
  async day(as: string, variables: { date?: string; atLeast?: string | null } = {}): Promise<DayView> {
    await this.service.caughtUp();
    const answer = await this.service.graphql<{ myDay: DayView }>(MY_DAY, { as, variables });
    if (!answer.data?.myDay) throw new Error(JSON.stringify(answer.errors));
    return answer.data.myDay;
  }

  async refusedDay(as: string, date: string): Promise<unknown> {
    return (await this.service.graphql(MY_DAY, { as, variables: { date } })).errors?.[0]?.extensions;
  }

  /** Clients of a day with the status of their items. */
  async statuses(as: string, variables: object = {}): Promise<[string, string][]> {
    return (await this.day(as, variables)).items.map((item) => [item.client.id, item.status]);
  }

  async give(
    command: 'deferPlanItem' | 'skipPlanItem' | 'addPlanItem',
    as: string,
    input: object,
    language = 'zh',
  ): Promise<PlanAnswer> {
    await this.service.caughtUp();
    return this.send(command, as, input, language);
  }

  /** A command, no matter what is still on its way. */
  async send(
    command: 'deferPlanItem' | 'skipPlanItem' | 'addPlanItem',
    as: string,
    input: object,
    language = 'zh',
  ): Promise<PlanAnswer> {
    const type = `${command[0]!.toUpperCase()}${command.slice(1)}Input`;
    const answer = await this.service.graphql<{ answer: PlanAnswer }>(
      `mutation ($input: ${type}!) { answer: ${command}(input: $input) ${PAYLOAD} }`,
      {
        as,
        headers: { 'accept-language': language },
        variables: { input: { commandId: randomUUID(), ...input } },
      },
    );
    if (!answer.data?.answer) throw new Error(JSON.stringify(answer.errors));
    return answer.data.answer;
  }

  /** The codes and fields with which a command is refused. */
  async refusals(...command: Parameters<ScheduledBank['give']>): Promise<string[]> {
    return (await this.give(...command)).errors.map(({ code, field }) => `${code} ${field.join('.')}`);
  }

  /**
   * Tells of a client of a relationship manager, last contacted so many days before the Monday; null: never. Its
   * consents end after a day; null: never.
   */
  async client(
    clientId: string,
    rmId: string,
    daysAgo: number | null,
    channels: readonly Channel[] = ['PHONE'],
    expiresOn: string | null = null,
    birthday: Birthday | null = null,
  ): Promise<void> {
    const profile = {
      name: `客户${clientId}`,
      phone: null,
      tier: 'GOLD' as const,
      interests: [],
      preferredChannel: null,
      birthday,
    };
    const consent = {
      clientId,
      purpose: 'SERVICE' as const,
      decidedAt: '2025-01-01T09:00:00+08:00',
      wordingVersion: null,
      evidence: null,
      expiresOn,
    };
    await this.tell(
      Client,
      clientId,
      ClientRegistered.of({ clientId, ...profile, contactsAYear: 6, registeredOn: '2025-01-01' }),
      ...channels.map((channel) => ConsentGranted.of({ ...consent, channel })),
      ClientAssigned.of({ clientId, rmId, from: '2025-01-01', previousRmId: null }),
    );
    if (daysAgo !== null) await this.contact(clientId, 'S0', addDays(MONDAY, -daysAgo));
  }

  async contact(
    clientId: string,
    staffId: string,
    on: string,
    { outcome = 'ENGAGED', followUpOn, planItemId }: ContactOptions = {},
  ): Promise<void> {
    const contactId = randomUUID();
    const at = `${on}T08:30:00+08:00`;
    const who = {
      contactId,
      clientId,
      staffId,
      unitId: 'U1',
      channel: 'PHONE' as const,
      outcome,
      effective: outcome !== 'NO_ANSWER',
      late: false,
    };
    const when = { startedAt: at, endedAt: at, loggedAt: at, businessDate: on, followUpOn: followUpOn ?? null };
    await this.tell(
      Contact,
      contactId,
      ContactLogged.of({ ...who, ...when, planItemId: planItemId ?? null, notes: null }),
    );
  }

  /**
   * Does something while a consumer receives nothing, until that is done or waits for any consumer. The transaction
   * that holds the one consumer keeps all others from what is stored after it.
   */
  async whileDeaf<T>(consumer: string, work: () => Promise<T>): Promise<T> {
    const { bus, database } = this.service.parts;
    const connection = await database.pool.connect();
    try {
      await connection.query('begin');
      await connection.query('select from bus_checkpoint where consumer = $1 for update', [consumer]);
      const done = work();
      await Promise.race([
        done,
        eventually(async () => bus.progress.names.some((name) => bus.progress.isAwaited(name))),
      ]);
      await connection.query('commit');
      return await done;
    } finally {
      connection.release();
    }
  }

  handOver(clientId: string, previousRmId: string, rmId: string, from: string): Promise<void> {
    return this.service.given(Client, clientId, ClientAssigned.of({ clientId, rmId, from, previousRmId }));
  }

  withdraw(clientId: string, channel: Channel): Promise<void> {
    const word = {
      clientId,
      channel,
      purpose: 'SERVICE' as const,
      decidedAt: `${MONDAY}T09:30:00+08:00`,
      wordingVersion: null,
      evidence: null,
    };
    return this.service.given(Client, clientId, ConsentWithdrawn.of({ ...word, receiptId: `R-${channel}` }));
  }

  contactWanted(clientId: string, isWanted: boolean): Promise<void> {
    return this.service.given(
      Client,
      clientId,
      ClientProfileChanged.of({ clientId, doNotContact: !isWanted, changedOn: MONDAY }),
    );
  }

  stop(): Promise<void> {
    return this.service.stop();
  }

  /** Appends facts without waiting until they are read. */
  private async tell(aggregate: { stream(id: string): string }, id: string, ...events: DomainEvent[]): Promise<void> {
    const recorded = events.map((event) => ({ ...event, id: randomUUID(), meta: {} }));
    const appended = await this.service.parts.log.append(aggregate.stream(id), recorded, NO_STREAM);
    if (!appended.ok) throw new Error(`could not tell of ${id}: ${appended.reason}`);
  }
}

export async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 1200; i++) {
    if (await isSo()) return;
    await new Promise((wait) => setTimeout(wait, 25));
  }
  throw new Error('it never became so');
}
