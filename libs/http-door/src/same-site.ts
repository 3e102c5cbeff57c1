import type { IncomingHttpHeaders } from 'node:http';

/** With whatever port: a tunnel to this machine has its own. */
const OUR_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;
/** Of a fetch that a page of ours makes, and of an address that a person types. */
const OWN_FETCHES = new Set(['same-origin', 'none']);

/**
 * Whether a call comes from a program or a page of this machine's platform itself. The address alone does not tell: a browser here calls
 * for pages of any site, and a site may give its own name the address 127.0.0.1. So the name that the caller means must be ours, and the
 * page that the browser names must come from that very host and port.
 */
export function isOfThisSite({ host = '', origin, 'sec-fetch-site': fetchSite }: IncomingHttpHeaders): boolean {
  if (!OUR_HOST.test(host)) return false;
  if (fetchSite !== undefined && !OWN_FETCHES.has(String(fetchSite))) return false;
  return origin === undefined || origin.toLowerCase() === `http://${host.toLowerCase()}`;
}
