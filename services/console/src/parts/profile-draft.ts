export const TIERS = ['STANDARD', 'GOLD', 'PLATINUM', 'PRIVATE'] as const;
export const PREFERRED = ['PHONE', 'SMS', 'WECHAT', 'EMAIL', 'VISIT'] as const;
export const CALENDARS = ['SOLAR', 'LUNAR'] as const;
type Tier = (typeof TIERS)[number];
type Channel = (typeof PREFERRED)[number] | 'WECHAT_GROUP';
type Calendar = (typeof CALENDARS)[number];

/** A client's facts as they are put in: texts, since a field may hold what is no number yet. */
export interface ProfileDraft {
  readonly name: string;
  readonly phone: string;
  readonly tier: Tier;
  readonly preferredChannel: Channel | '';
  readonly interests: string;
  readonly contactsAYear: string;
  readonly birthdayCalendar: Calendar;
  /** `MM-DD`; empty: not known. */
  readonly birthday: string;
}
interface Profile {
  readonly name: string;
  readonly tier: Tier;
  readonly preferredChannel: Channel | null;
  readonly interests: readonly string[];
  readonly contactsAYear: number;
  readonly birthday: {
    readonly calendar: Calendar;
    readonly month: number;
    readonly day: number;
    readonly year: number | null;
  } | null;
}

export const EMPTY_PROFILE: ProfileDraft = {
  name: '',
  phone: '',
  tier: 'STANDARD',
  preferredChannel: '',
  interests: '',
  contactsAYear: '6',
  birthdayCalendar: 'SOLAR',
  birthday: '',
};
const two = (number: number): string => String(number).padStart(2, '0');

/**
 * What is known of a client, to be changed. The phone number is masked and so begins empty: left so, it stays as it is.
 */
export const draftOf = (client: Profile): ProfileDraft => ({
  name: client.name,
  phone: '',
  tier: client.tier,
  preferredChannel: client.preferredChannel ?? '',
  interests: client.interests.join('、'),
  contactsAYear: String(client.contactsAYear),
  birthdayCalendar: client.birthday?.calendar ?? 'SOLAR',
  birthday: client.birthday ? `${two(client.birthday.month)}-${two(client.birthday.day)}` : '',
});

/** The input of a draft; what can't be a value goes as it is, and the platform says what is wrong with it. */
export function profileInput(draft: ProfileDraft) {
  const [month, day] = draft.birthday.split(/\D+/).map(Number);
  return {
    name: draft.name.trim(),
    phone: draft.phone.trim() || null,
    tier: draft.tier,
    preferredChannel: draft.preferredChannel || null,
    interests: draft.interests
      .split(/[,，、]/)
      .map((word) => word.trim())
      .filter(Boolean),
    contactsAYear: Math.trunc(Number(draft.contactsAYear)) || 0,
    birthday: draft.birthday ? { calendar: draft.birthdayCalendar, month: month ?? 0, day: day ?? 0 } : null,
  };
}

/** What differs between a client and a draft: a fact that nobody touched is not said again. */
export function changesOf(client: Profile, draft: ProfileDraft): Partial<ReturnType<typeof profileInput>> {
  const before = profileInput(draftOf(client));
  const after = profileInput(draft);
  const keys = (Object.keys(after) as (keyof typeof after)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const changed: Record<string, unknown> = Object.fromEntries(keys.map((key) => [key, after[key]]));
  // The form asks for no year of birth; one that is known stays.
  if (after.birthday && 'birthday' in changed && client.birthday?.year)
    changed['birthday'] = { ...after.birthday, year: client.birthday.year };
  return changed;
}
