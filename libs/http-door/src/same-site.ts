import type { IncomingHttpHeaders } from 'node:http';

const NAMES = ['localhost', '127.0.0.1', '[::1]'];
/** Of a fetch that a page of ours makes, and of an address that a person types. */
const OWN_FETCHES = new Set(['same-origin', 'none']);

/**
 * Whether a call comes from a program or a page of this machine's platform itself. The address alone does not tell: a browser here calls
 * for pages of any site, and a site may give its own name the address 127.0.0.1. So the host that the caller means, and the page that the
 * browser names, must be ours. `port` is what the call arrived at; undefined where it arrived at none, in specs.
 */
export function isOfThisSite({ host, origin, 'sec-fetch-site': fetchSite }: IncomingHttpHeaders, port: number | undefined): boolean {
  if (!host || !isOurs(host.toLowerCase(), port)) return false;
  if (fetchSite !== undefined && !OWN_FETCHES.has(String(fetchSite))) return false;
  return origin === undefined || (origin.startsWith('http://') && isOurs(origin.slice('http://'.length).toLowerCase(), port));
}

function isOurs(host: string, port: number | undefined): boolean {
  const [, name = '', given] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(host) ?? [];
  return NAMES.includes(name) && (port === undefined || Number(given ?? 80) === port);
}
