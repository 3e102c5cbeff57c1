import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { graphiqlPage } from './graphiql.page.js';

/** Nine megabytes: what is expected of them is asked in a word, so that a failure can be read. */
describe('the page of GraphiQL', () => {
  const read = async () => {
    const { body, headers } = await graphiqlPage(8080);
    const html = gunzipSync(body).toString('utf8');
    const [before = '', ...rest] = html.split('<script>');
    const [script = '', ...after] = rest.join('<script>').split('</script>');
    return { html, before, script, after: after.join('</script>'), headers };
  };
  it('runs its one script and no other, calls its own origin, and stands in no frame', async () => {
    const { html, before, script, after, headers } = await read();
    expect([before.includes('<script'), after.replace(/\s/g, ''), html.includes('\r')]).toEqual([
      false,
      '</body></html>',
      false,
    ]);
    expect((headers['content-security-policy'] ?? '').split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`,
        "connect-src 'self'",
        "frame-ancestors 'none'",
      ]),
    );
    expect(headers['x-frame-options']).toBe('DENY');
  }, 30_000);
  it('keeps a token in its memory alone', async () => {
    const { script } = await read();
    const options = script.slice(script.lastIndexOf('renderYogaGraphiQL('));
    expect(options).toContain('"shouldPersistHeaders":false');
  }, 30_000);
});
