/**
 * On every answer: it holds data of clients, which no cache may keep, and is what its content type says and nothing
 * else.
 */
export const SAFE_HEADERS = Object.freeze({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
