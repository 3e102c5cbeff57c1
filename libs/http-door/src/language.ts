import Negotiator from 'negotiator';

/** The languages in which the platform speaks. */
export type Language = 'zh' | 'en';

/** In this order where a caller takes both alike. */
const SPOKEN: readonly Language[] = ['zh', 'en'];
const MOST_KEPT = 1_000;
/**
 * Browsers send some forty characters. A longer one is read each time, so that nobody fills the memory with headers.
 */
const LONGEST_KEPT = 200;
const kept = new Map<string, Language>();

/**
 * The language of an Accept-Language header: what the caller ranks highest of zh and en; zh where neither is asked for.
 */
export function languageOf(header: string | readonly string[] | undefined): Language {
  const text = typeof header === 'object' ? header.join(',') : header;
  if (!text) return 'zh';
  if (text.length > LONGEST_KEPT) return negotiated(text);
  let language = kept.get(text);
  if (!language) {
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(text, (language = negotiated(text)));
  }
  return language;
}

/** The library takes `zh;q=0.1` but not `zh; q=0.1`, which the standard allows as well. */
function negotiated(header: string): Language {
  const headers = { 'accept-language': header.toLowerCase().replace(/[ \t]+/g, '') };
  return (new Negotiator({ headers }).language(SPOKEN) as Language | undefined) ?? 'zh';
}
