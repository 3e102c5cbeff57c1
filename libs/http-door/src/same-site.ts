import type { IncomingHttpHeaders } from 'node:http';

/** With any port: a tunnel to this machine has its own. */
const OUR_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;
/** Of a fetch that a page of ours makes, and of an address that a person types. */
const OWN_FETCHES = new Set(['same-origin', 'none']);

/**
 * Whether a call comes from a program or a page of this machine's platform itself. The address alone does not tell: a
 * browser here calls for pages of any site, and a site may give its own name the address 127.0.0.1. So the name that
 * the caller means must be ours, and the page that the browser names must come from that very host and port.
 */
export function isOfThisSite({ host = '', origin, 'sec-fetch-site': fetchSite }: IncomingHttpHeaders): boolean {
  if (!OUR_HOST.test(host)) return false;
  if (fetchSite !== undefined && !OWN_FETCHES.has(String(fetchSite))) return false;
  return origin === undefined || origin.toLowerCase() === `http://${host.toLowerCase()}`;
}

/**
 * Whether a browser was led to a page by a link or a redirect of another site, as an identity provider leads back after
 * signing in. The page is shown by itself and to nobody else: not in a frame, and not to the script that led there.
 */
export function isLedHere(method: string, { host = '', origin, ...headers }: IncomingHttpHeaders): boolean {
  return (
    method === 'GET' &&
    OUR_HOST.test(host) &&
    origin === undefined &&
    headers['sec-fetch-mode'] === 'navigate' &&
    headers['sec-fetch-dest'] === 'document'
  );
}
