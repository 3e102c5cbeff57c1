import { type Birthday, ClientProfileChanged } from '@hengxin/contracts';
import type { Rejected } from '@hengxin/event-sourcing';
import { checkBirthday } from './birthday.rules.js';
import type { Given, ProfileChanges } from './client.commands.js';
import type { ClientRejection } from './client.rejections.js';
import type { Profile, RegisteredProfile } from './client.facts.js';
import type { ClientEvent } from './client.state.js';

/** Contacts a year that the bank owes a client of whom nothing else was said. */
export const DEFAULT_CONTACTS_A_YEAR = 6;

export const BLANK_PROFILE: Omit<RegisteredProfile, 'name'> = {
  phone: null,
  tier: 'STANDARD',
  interests: [],
  preferredChannel: null,
  birthday: null,
  contactsAYear: DEFAULT_CONTACTS_A_YEAR,
};

/** Only the facts that differ become an event; none, when nothing does. */
export function changeProfile(
  { clientId, today, now }: Given & { clientId: string },
  profile: Profile,
  changes: ProfileChanges,
): readonly ClientEvent[] | Rejected<ClientRejection> {
  const differs = ([fact, value]: [string, unknown]) =>
    value !== undefined && !isSame(value, profile[fact as keyof Profile]);
  const { interests, taboos, ...facts } = Object.fromEntries(Object.entries(changes).filter(differs)) as ProfileChanges;
  if (interests === undefined && taboos === undefined && Object.keys(facts).length === 0) return [];
  const wrong = checkBirthday(facts.birthday, today);
  if (wrong) return wrong;
  return [
    ClientProfileChanged.of({
      clientId,
      ...facts,
      ...(interests && { interests: [...interests] }),
      ...(taboos && { taboos: [...taboos] }),
      changedOn: today,
      changedAt: now,
    }),
  ];
}

/** Facts compare by value; a birthday without a year is the same whether the year is null or left out. */
function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, i) => value === b[i]);
  if (!isBirthday(a) || !isBirthday(b)) return a === b;
  return a.calendar === b.calendar && a.month === b.month && a.day === b.day && (a.year ?? null) === (b.year ?? null);
}

function isBirthday(value: unknown): value is Birthday {
  return typeof value === 'object' && value !== null && 'calendar' in value;
}
