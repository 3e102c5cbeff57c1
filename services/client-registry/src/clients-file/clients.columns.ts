import { type Birthday, type Channel, CHANNELS, isDate, type Purpose, PURPOSES, TIERS } from '@hengxin/contracts';
import type { Rejected } from '@hengxin/event-sourcing';
import { choice, date, id, listOf, optional, required, type RowValues, text, wholeNumber } from '@hengxin/import';
import type { Grant } from '../client/client.commands.js';
import { clientRowRejections } from './client-row.rejections.js';

const BIRTHDAY = /^(lunar:)?(\d{4})-(\d{2})-(\d{2})$/i;

/** Whether the day exists is for the client's own rules to say, as for any other birthday. */
export function birthdayCell(value: string): Birthday | Rejected {
  const [, lunar, year, month, day] = BIRTHDAY.exec(value) ?? [];
  const birthday = {
    calendar: lunar ? ('LUNAR' as const) : ('SOLAR' as const),
    month: Number(month),
    day: Number(day),
    year: Number(year),
  };
  const plausible =
    birthday.year >= 1900 &&
    birthday.year <= 2100 &&
    birthday.month >= 1 &&
    birthday.month <= 12 &&
    birthday.day >= 1 &&
    birthday.day <= 31;
  return plausible ? birthday : clientRowRejections.BIRTHDAY_MALFORMED();
}

const CONSENT = new RegExp(`^(${CHANNELS.join('|')})/(${PURPOSES.join('|')})(?:@(\\d{4}-\\d{2}-\\d{2}))?$`);

export function consentCell(value: string): Grant | Rejected {
  const [, channel, purpose, expiresOn = null] = CONSENT.exec(value) ?? [];
  if (!channel || (expiresOn !== null && !isDate(expiresOn)))
    return clientRowRejections.CONSENT_MALFORMED({ channels: CHANNELS.join(' '), purposes: PURPOSES.join(' ') });
  return { channel: channel as Channel, purpose: purpose as Purpose, expiresOn };
}

/** The columns of a clients file. */
export const clientsColumns = {
  client_id: required(id),
  name: required(text(200)),
  phone: optional(text(40)),
  tier: optional(choice(TIERS)),
  rm_id: optional(id),
  assigned_from: optional(date),
  contacts_a_year: optional(wholeNumber(0, 366)),
  birthday: optional(birthdayCell),
  preferred_channel: optional(choice(CHANNELS)),
  interests: listOf(text(100), 50),
  consents: listOf(consentCell, 12),
};

export type ClientValues = RowValues<typeof clientsColumns>;
