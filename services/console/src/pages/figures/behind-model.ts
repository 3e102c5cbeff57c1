import type { ResultOf } from '../../api/graphql.js';
import type { FiguresBehind } from './behind-documents.js';
import type { MetricName } from './metrics.js';

export type BehindContact = ResultOf<typeof FiguresBehind>['kpiContacts']['edges'][number]['node'];

/** What is looked for among the contacts behind a figure; empty: anything. */
export interface BehindFilter {
  /** A part of a client's name or code, of a relationship manager's name, or of a unit's. */
  readonly text: string;
  readonly channel: BehindContact['channel'] | '';
  readonly outcome: BehindContact['outcome'] | '';
}
export const ANY: BehindFilter = { text: '', channel: '', outcome: '' };

type Channel = BehindContact['channel'];
type Outcome = BehindContact['outcome'];
const CHANNELS: readonly Channel[] = ['PHONE', 'SMS', 'WECHAT', 'WECHAT_GROUP', 'EMAIL', 'VISIT'];
const OUTCOMES: readonly Outcome[] = ['ENGAGED', 'INTERESTED', 'COMMITTED', 'DECLINED', 'NO_ANSWER', 'MESSAGE_LEFT'];

/** What an address says of it; a text may be a client's name, and does not lie there. Pure. */
export const placedIn = (params: URLSearchParams): Omit<BehindFilter, 'text'> => ({
  channel: CHANNELS.find((one) => one === params.get('channel')) ?? '',
  outcome: OUTCOMES.find((one) => one === params.get('outcome')) ?? '',
});

type Looked = Pick<BehindContact, 'channel' | 'outcome'> & {
  readonly client: { readonly id: string; readonly name: string };
  readonly staff: { readonly name: string };
  readonly unit: { readonly name: string };
};

/** Whether a contact is one that is looked for. Pure. */
export function isWanted({ client, staff, unit, channel, outcome }: Looked, filter: BehindFilter): boolean {
  const text = filter.text.trim().toLowerCase();
  const words = [client.id, client.name, staff.name, unit.name];
  return (
    (filter.channel === '' || filter.channel === channel) &&
    (filter.outcome === '' || filter.outcome === outcome) &&
    (text === '' || words.some((word) => word.toLowerCase().includes(text)))
  );
}

export const isAny = ({ text, channel, outcome }: BehindFilter): boolean =>
  text.trim() === '' && channel === '' && outcome === '';

/** What a search shows at least before it goes no further by itself, and how many contacts it reads for that at most. */
const ENOUGH = 10;
export const READ_BY_ITSELF = 300;

/** Whether a search reads another page by itself: too little was found, and little was read. Pure. */
export const readsOn = (filter: BehindFilter, found: number, read: number): boolean =>
  !isAny(filter) && found < ENOUGH && read < READ_BY_ITSELF;

/** How many contacts a figure says that it counts; null for one that counts something else by them. Pure. */
export const contactsOf = (metric: MetricName, value: number | null | undefined): number | null =>
  metric === 'CONTACTS' || metric.startsWith('TOUCHES') ? (value ?? null) : null;

export interface BehindWords {
  readonly columns: readonly string[];
  channel(of: BehindContact['channel']): string;
  outcome(of: BehindContact['outcome']): string;
  tier(of: BehindContact['client']['tier']): string;
  yes(is: boolean): string;
}

/** A line a contact under a head, as a spreadsheet takes them; names as masked as they are shown. Pure. */
export const behindLines = (contacts: readonly BehindContact[], words: BehindWords): string[][] => [
  [...words.columns],
  ...contacts.map(({ client, staff, unit, channel, outcome, startedAt, effective, late }) => [
    startedAt,
    client.id,
    client.name,
    words.tier(client.tier),
    words.channel(channel),
    words.outcome(outcome),
    words.yes(effective),
    words.yes(late),
    staff.name,
    unit.name,
  ]),
];
