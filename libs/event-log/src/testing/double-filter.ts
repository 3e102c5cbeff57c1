import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { KeptEvent } from './double-store.js';

/** What a filter of a request lets through. */
export function passing(filter: ReadReq.Options.FilterOptions | undefined): (event: KeptEvent) => boolean {
  const expression = filter?.getStreamIdentifier() ?? filter?.getEventType();
  if (!expression) return () => true;
  const regex = expression.getRegex() && new RegExp(expression.getRegex());
  const prefixes = expression.getPrefixList();
  return ({ stream, type }) => {
    const text = filter!.hasStreamIdentifier() ? stream : type;
    return regex ? regex.test(text) : prefixes.some((prefix) => text.startsWith(prefix));
  };
}
