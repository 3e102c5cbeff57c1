/**
 * Which clients of a relationship manager are chosen, in a text short enough to name a preview: by their places among
 * those kept, in the order of the ids. Both who writes it and who reads it know the portfolio; a digest tells whether
 * they know the same.
 */
export function encodeChoice(rmId: string, kept: readonly string[], chosen: ReadonlySet<string>): string {
  const bits = kept.map((clientId) => (chosen.has(clientId) ? 1 : 0));
  let places = '';
  for (let at = 0; at < bits.length; at += 4)
    places += bits
      .slice(at, at + 4)
      .reduce<number>((sum, bit, i) => sum + (bit << i), 0)
      .toString(16);
  return [rmId, digestOf(kept), places].join('~');
}

/** The relationship manager whom a text is about. */
export function rmOfChoice(text: string): string {
  return text.split('~')[0]!;
}

/** The clients that are chosen; undefined where the portfolio is another one than when the text was written. */
export function decodeChoice(text: string, kept: readonly string[]): string[] | undefined {
  const [, digest, places] = text.split('~');
  if (digest !== digestOf(kept) || places?.length !== Math.ceil(kept.length / 4)) return undefined;
  return kept.filter((_, i) => (Number.parseInt(places[i >> 2]!, 16) >> (i % 4)) & 1);
}

/** FNV-1a of 32 bits over all ids: no secret, but two portfolios hardly ever have one. */
function digestOf(ids: readonly string[]): string {
  let hash = 0x811c9dc5;
  for (const character of ids.join('\n')) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return hash.toString(16);
}
