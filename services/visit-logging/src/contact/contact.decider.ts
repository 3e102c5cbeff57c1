import {
  type BusinessDate,
  businessDateOf,
  type Channel,
  chinaCalendar,
  ContactLogged,
  type ContactOutcome,
  itemToldWith,
  type OpenPlanItem,
  topicKey,
  type TopicUse,
} from '@hengxin/contracts';
import type { Command, DataOf, Decider, EventOf, Rejected } from '@hengxin/event-sourcing';
import { isEffective, isLate, isTooLong, LONGEST_HOURS } from './contact.rules.js';
import { contactRejections as refuse } from './contact.rejections.js';

/** What took place, as the maker of the contact tells it. */
export interface ContactFacts {
  readonly contactId: string;
  readonly clientId: string;
  readonly staffId: string;
  /** Where they were placed on the business date; the empty text where nobody knows. */
  readonly unitId: string;
  readonly channel: Channel;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly outcome: ContactOutcome;
  readonly notes: string | null;
  /** A promise: the day on which the client is to be contacted again. */
  readonly followUpOn: BusinessDate | null;
  readonly loggedAt: string;
  readonly timeZone: string;
  /** What was talked about; absent for nothing. */
  readonly topics?: readonly TopicUse[];
}

export type LogContact = Command<
  'LogContact',
  ContactFacts & {
    /** The plan item that the caller names. */
    readonly planItemId: string | null;
    /**
     * The client's open items, as far as is known: an effective contact is told with one that it does, where the caller
     * names none.
     */
    readonly openItems: readonly (OpenPlanItem & { readonly staffId: string })[];
    /**
     * The client is known, and the caller keeps or heads them, today or on the day of the contact: it was theirs to
     * make then.
     */
    readonly clientWithinReach: boolean;
    /** A consent to SERVICE over the channel was valid when the contact started, even if withdrawn since. */
    readonly consented: boolean;
    /** True when the item is none of this client's. */
    readonly planItemForeign: boolean;
  }
>;

/** A row of a bank's history. It needs no consent and no place in the organisation of today: it happened. */
export type TakeContact = Command<
  'TakeContact',
  ContactFacts & { readonly now: string; readonly clientKnown: boolean; readonly staffKnown: boolean }
>;

export type ContactCommand = LogContact | TakeContact;
export type ContactEvent = EventOf<typeof ContactLogged>;
export type ContactData = DataOf<typeof ContactLogged>;
/** The contact as it was logged; undefined before. */
export type ContactState = ContactData | undefined;

/** The rules of one contact. Pure: id, clock, consent and reach arrive inside the command. */
export const contact: Decider<ContactCommand, ContactEvent, ContactState> = {
  initial: undefined,
  decide: {
    LogContact: (command, state) => {
      if (state) return [];
      const { clientId, channel, startedAt, endedAt, loggedAt, outcome, followUpOn, planItemId, openItems } = command;
      if (!command.clientWithinReach) return refuse.CLIENT_UNKNOWN({ clientId });
      const impossible = checkTimes(startedAt, endedAt, loggedAt, command.timeZone, INPUT);
      if (impossible) return impossible;
      const day = businessDateOf(startedAt, command.timeZone);
      const unkeepable = checkFollowUp(followUpOn, day, INPUT);
      if (unkeepable) return unkeepable;
      const untold = checkTopics(command);
      if (untold) return untold;
      if (!command.consented) return refuse.CONSENT_MISSING({ clientId, channel, startedAt });
      if (planItemId !== null && command.planItemForeign) return refuse.PLAN_ITEM_UNKNOWN({ planItemId });
      const told = {
        staffId: command.staffId,
        effective: isEffective(channel, outcome),
        businessDate: day,
        planItemId,
      };
      return [logged(command, planItemId ?? itemToldWith(told, openItems)?.itemId ?? null)];
    },
    TakeContact: (command, state) => {
      const { contactId, clientId, staffId, startedAt, endedAt, loggedAt, now, clientKnown, staffKnown } = command;
      if (!clientKnown) return refuse.CLIENT_NOT_IMPORTED({ clientId });
      if (!staffKnown) return refuse.STAFF_UNKNOWN_HERE({ staffId });
      const impossible = checkTimes(startedAt, endedAt, now, command.timeZone, COLUMNS);
      if (impossible) return impossible;
      if (Date.parse(loggedAt) > Date.parse(now))
        return refuse.CONTACT_IN_FUTURE({ moment: loggedAt, now }, ['logged_at']);
      if (Date.parse(loggedAt) < Date.parse(endedAt)) return refuse.CONTACT_LOGGED_BEFORE_END({ endedAt, loggedAt });
      const unkeepable = checkFollowUp(command.followUpOn, businessDateOf(startedAt, command.timeZone), COLUMNS);
      if (unkeepable) return unkeepable;
      const event = logged(command, null);
      if (!state) return [event];
      return sameContact(state, event.data) ? [] : refuse.CONTACT_DIFFERS({ contactId });
    },
  },
  evolve: { ContactLogged: (data) => data },
};

interface FieldNames {
  readonly startedAt: readonly string[];
  readonly endedAt: readonly string[];
  readonly followUpOn: readonly string[];
}
const INPUT: FieldNames = {
  startedAt: ['input', 'startedAt'],
  endedAt: ['input', 'endedAt'],
  followUpOn: ['input', 'followUpOn'],
};
const COLUMNS: FieldNames = { startedAt: ['started_at'], endedAt: ['ended_at'], followUpOn: ['follow_up_on'] };

/** A contact lies in the past, ends after it starts, within a day, and on a day that the calendar knows. */
function checkTimes(
  startedAt: string,
  endedAt: string,
  now: string,
  timeZone: string,
  fields: FieldNames,
): Rejected | undefined {
  const day = businessDateOf(startedAt, timeZone);
  if (!chinaCalendar.supports(day)) return outsideCalendar(day, fields.startedAt);
  if (Date.parse(startedAt) > Date.parse(now))
    return refuse.CONTACT_IN_FUTURE({ moment: startedAt, now }, fields.startedAt);
  if (Date.parse(endedAt) < Date.parse(startedAt))
    return refuse.CONTACT_ENDS_BEFORE_START({ startedAt, endedAt }, fields.endedAt);
  if (isTooLong(startedAt, endedAt)) return refuse.CONTACT_TOO_LONG({ hours: LONGEST_HOURS }, fields.endedAt);
  if (Date.parse(endedAt) > Date.parse(now)) return refuse.CONTACT_IN_FUTURE({ moment: endedAt, now }, fields.endedAt);
  return undefined;
}

/**
 * A promise is ahead of the contact, not of its logging: agreed then, it holds even where its day has come before the
 * contact was logged.
 */
function checkFollowUp(followUpOn: BusinessDate | null, day: BusinessDate, fields: FieldNames): Rejected | undefined {
  if (followUpOn === null) return undefined;
  if (!chinaCalendar.supports(followUpOn)) return outsideCalendar(followUpOn, fields.followUpOn);
  if (followUpOn <= day) return refuse.FOLLOW_UP_NOT_AHEAD({ followUpOn, day }, fields.followUpOn);
  return undefined;
}

/** Topics are talked about with somebody, and each has one reaction a contact. */
function checkTopics({ topics = [], channel, outcome }: ContactFacts): Rejected | undefined {
  if (topics.length > 0 && !isEffective(channel, outcome)) return refuse.TOPICS_WITHOUT_TALK({ channel, outcome });
  const keys = topics.map(({ topic }) => topicKey(topic));
  const twice = keys.findIndex((key, place) => keys.indexOf(key) !== place);
  return twice < 0 ? undefined : refuse.TOPIC_TWICE({ place: twice + 1 }, ['input', 'topics', String(twice), 'topic']);
}

/** The sentence is the platform's, since every service refuses such days. */
export function outsideCalendar(date: BusinessDate, field: readonly string[]): Rejected<'DATE_OUTSIDE_CALENDAR'> {
  const { firstYear, lastYear } = chinaCalendar;
  return { rejection: { code: 'DATE_OUTSIDE_CALENDAR', field, facts: { date, firstYear, lastYear } } };
}

function logged(facts: ContactFacts, planItemId: string | null): ContactEvent {
  const { contactId, clientId, staffId, unitId, channel, startedAt, endedAt, outcome, notes, followUpOn } = facts;
  const { loggedAt, timeZone, topics = [] } = facts;
  return ContactLogged.of({
    contactId,
    clientId,
    staffId,
    unitId,
    channel,
    startedAt,
    endedAt,
    outcome,
    effective: isEffective(channel, outcome),
    late: isLate(endedAt, loggedAt),
    loggedAt,
    businessDate: businessDateOf(startedAt, timeZone),
    planItemId,
    followUpOn,
    notes,
    ...(topics.length > 0 && { topics: [...topics] }),
  });
}

/**
 * Whether a row says again what is stored. When it was logged, and where its maker was placed, may have been learnt
 * better since.
 */
function sameContact(a: ContactData, b: ContactData): boolean {
  return (
    a.clientId === b.clientId &&
    a.staffId === b.staffId &&
    a.channel === b.channel &&
    a.outcome === b.outcome &&
    a.notes === b.notes &&
    a.followUpOn === b.followUpOn &&
    Date.parse(a.startedAt) === Date.parse(b.startedAt) &&
    Date.parse(a.endedAt) === Date.parse(b.endedAt)
  );
}
