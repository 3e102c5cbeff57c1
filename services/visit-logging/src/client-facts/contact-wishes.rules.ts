/** What a client said of being contacted at all. */
export interface ContactWish {
  readonly noContact: boolean;
  /** RFC 3339: from when it counts. */
  readonly at: string;
}

/** In the order of their moments: a visit is judged by the one that held as it began. */
export type ContactWishes = readonly ContactWish[];

/** The wishes with one more; of two of one moment the one told later counts. One that arrives again changes nothing. */
export function withWish(wishes: ContactWishes, wish: ContactWish): ContactWishes {
  if (wishes.some(({ noContact, at }) => noContact === wish.noContact && at === wish.at)) return wishes;
  const at = Date.parse(wish.at);
  const later = wishes.findIndex((known) => Date.parse(known.at) > at);
  const place = later < 0 ? wishes.length : later;
  return [...wishes.slice(0, place), wish, ...wishes.slice(place)];
}

/** Did the client want no contact at a moment (RFC 3339)? What was said after it doesn't count. */
export function wantedNoContact(wishes: ContactWishes, moment: string): boolean {
  const at = Date.parse(moment);
  return wishes.findLast((wish) => Date.parse(wish.at) <= at)?.noContact ?? false;
}
