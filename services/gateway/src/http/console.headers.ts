/** A file whose name holds a hash of what is in it never changes. */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** Kept, and asked for again at each use: a new build is seen at once. */
const ASKED_AGAIN = 'no-cache';

/**
 * What a page of the console may do: run its own scripts and styles and no inline ones, call where it came from (and
 * the identity provider, where a deployment names it), stand in no frame. `deploy/nginx/console.conf` says the same for
 * another web server.
 */
export function consolePolicy(connect: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * On every file of the console; a worker's own policy is that of its file. `path` is relative to the console's
 * directory.
 */
export function consoleHeaders(path: string, connect: readonly string[]): Readonly<Record<string, string>> {
  return {
    'cache-control': path.startsWith('assets/') ? FOR_EVER : ASKED_AGAIN,
    'content-security-policy': consolePolicy(connect),
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  };
}
