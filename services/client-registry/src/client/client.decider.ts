import { type BusinessDate, ClientRegistered, instantOf, startOfDay } from '@hengxin/contracts';
import { type Decider, isRejected, type Rejected } from '@hengxin/event-sourcing';
import { assign, assignmentOn, firstKeeper } from '../portfolio/assignment.rules.js';
import { linkOutsider, unlinkOutsider } from '../circle/circle.rules.js';
import { removeDate, setDate } from '../dates/dates.rules.js';
import { takeOver } from '../handover/handover.decider.js';
import { confirmPart } from '../parts/parts.rules.js';
import { checkBirthday } from './birthday.rules.js';
import type { ClientCommand, FilePlacement, Given, Grant, Placement, TakeClient } from './client.commands.js';
import { clientRejections as refuse, type ClientRejection } from './client.rejections.js';
import type { Profile, RegisteredProfile } from './client.facts.js';
import { type Client, type ClientEvent, evolveClient, noClient } from './client.state.js';
import { checkGivenOnce, grant, type GrantWord, grantWord, isNews, withdraw } from '../consent/consent.rules.js';
import { BLANK_PROFILE, changeProfile } from './profile.rules.js';

type Decision = readonly ClientEvent[] | Rejected<ClientRejection>;

/** The rules of one client. Pure: clock, directory and portfolio sizes arrive inside the command. */
export const clientDecider: Decider<ClientCommand, ClientEvent, Client> = {
  initial: noClient,
  decide: {
    RegisterClient: (command, client) => {
      if (client.profile) return refuse.CLIENT_ALREADY_REGISTERED({ clientId: command.clientId });
      const beginning = instantOf(startOfDay(command.today, command.timeZone), command.timeZone);
      // Who is made known has been met before, on that day: an undated consent counts for that meeting, too.
      const consents = command.consents.map((consent) => ({ ...consent, decidedAt: consent.decidedAt ?? beginning }));
      return register(command, command, consents, command.placement, command.today);
    },
    ChangeProfile: (command, client) => {
      const profile = profileWithinReach(command, client);
      return profile
        ? changeProfile(command, profile, command.changes)
        : refuse.CLIENT_UNKNOWN({ clientId: command.clientId });
    },
    RecordConsent: (command, client) => {
      if (!profileWithinReach(command, client)) return refuse.CLIENT_UNKNOWN({ clientId: command.clientId });
      return command.decision === 'GRANTED'
        ? grant(command, client.consents, command, ['input'])
        : withdraw(command, client.consents);
    },
    AssignClient: (command, client) => {
      if (!profileWithinReach(command, client)) return refuse.CLIENT_UNKNOWN({ clientId: command.clientId });
      return assign(command, client, command.placement);
    },
    ConfirmPart: (command, client) => (profileWithinReach(command, client) ? confirmPart(command) : unknown(command)),
    SetDate: (command, client) =>
      profileWithinReach(command, client) ? setDate(command, client.dates) : unknown(command),
    RemoveDate: (command, client) =>
      profileWithinReach(command, client) ? removeDate(command, client.dates) : unknown(command),
    LinkOutsider: (command, client) =>
      profileWithinReach(command, client) ? linkOutsider(command, client.outsiders) : unknown(command),
    UnlinkOutsider: (command, client) =>
      profileWithinReach(command, client) ? unlinkOutsider(command, client.outsiders) : unknown(command),
    TakeOver: takeOver,
    TakeClient: (command, client) => (client.profile ? takeChanges(command, client, client.profile) : takeNew(command)),
  },
  evolve: evolveClient,
};

/** Nobody learns that a client exists from a refusal: one out of reach is answered as one unknown. */
export function profileWithinReach(
  { reach, today }: Pick<Given, 'reach' | 'today'>,
  { profile, assignments }: Pick<Client, 'profile' | 'assignments'>,
): Profile | null {
  const rmId = assignmentOn(assignments, today)?.rmId;
  return reach === 'ALL' || (rmId !== undefined && reach.has(rmId)) ? profile : null;
}

function unknown({ clientId }: { readonly clientId: string }): Rejected<ClientRejection> {
  return refuse.CLIENT_UNKNOWN({ clientId });
}

function register(
  command: Given & { clientId: string },
  { name, phone, tier, interests, preferredChannel, birthday, contactsAYear }: RegisteredProfile,
  consents: readonly Grant[],
  placement: Placement | null,
  registeredOn: BusinessDate,
): Decision {
  const { clientId } = command;
  const wrong = checkBirthday(birthday, command.today) ?? checkGivenOnce(consents);
  if (wrong) return wrong;
  const profile = { name, phone, tier, interests: [...interests], preferredChannel, birthday, contactsAYear };
  const granted: GrantWord[] = [];
  for (const [i, consent] of consents.entries()) {
    const word = grantWord(command, consent, ['input', 'consents', String(i)]);
    if (isRejected(word)) return word;
    granted.push(word);
  }
  const keeper = placement && firstKeeper(command, placement);
  if (keeper && isRejected(keeper)) return keeper;
  return [ClientRegistered.of({ clientId, ...profile, registeredOn, consents: granted, keeper })];
}

/**
 * A row about a client new to the registry. It doesn't say since when the bank knows the client or when the client
 * consented: both count from the day of the assignment, if that has come.
 */
function takeNew(command: TakeClient['data']): Decision {
  const { name, changes, placement, today, timeZone } = command;
  const registeredOn = placement && placement.from < today ? placement.from : today;
  const decidedAt = instantOf(startOfDay(registeredOn, timeZone), timeZone);
  const consents = command.consents.map((consent) => datedConsent(consent, registeredOn, decidedAt, timeZone));
  return register(command, { ...BLANK_PROFILE, ...changes, name }, consents, placement, registeredOn);
}

/**
 * A row's consent with the moment from which it counts. One that ran out before is the bank's history: it was given on
 * its last day at the latest.
 */
function datedConsent(consent: Grant, day: BusinessDate, moment: string, timeZone: string): Grant {
  const { expiresOn = null } = consent;
  const ranOut = expiresOn !== null && expiresOn < day;
  return {
    ...consent,
    decidedAt: consent.decidedAt ?? (ranOut ? instantOf(startOfDay(expiresOn, timeZone), timeZone) : moment),
  };
}

/** A row about a client whom the registry knows: only what differs becomes an event. */
function takeChanges(command: TakeClient['data'], client: Client, profile: Profile): Decision {
  const { today, now, timeZone } = command;
  const wrong = checkGivenOnce(command.consents);
  if (wrong) return wrong;
  return together(
    changeProfile(command, profile, { ...command.changes, name: command.name }),
    ...command.consents.map((consent, i) =>
      isNews(consent, client.consents, today)
        ? grant(command, client.consents, datedConsent(consent, today, now, timeZone), ['input', 'consents', String(i)])
        : [],
    ),
    command.placement && saysWho(command.placement, client) ? assign(command, client, command.placement) : [],
  );
}

/** A row without a day of assignment, sent again after a handover, must not hand the client back. */
function saysWho({ rmId, dated }: FilePlacement, { assignments }: Client): boolean {
  return dated || !assignments.some((known) => known.rmId === rmId);
}

/** The events of several decisions, or the first refusal among them. */
function together(...decisions: Decision[]): Decision {
  const refused = decisions.find(isRejected);
  return refused ?? (decisions as (readonly ClientEvent[])[]).flat();
}
