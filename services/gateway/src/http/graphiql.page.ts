import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const example = (
  port: number,
): string => `# 恒心 Hengxin. 1. Get a token:  curl -s localhost:${port}/demo/token -H 'content-type: application/json' -d '{"staffId":"S0001"}'
#               2. Put it into the Headers tab below, after "Bearer "; it is gone when the page is.  3. Run.
query MyDay {
  myDay {
    date
    dayKind
    items {
      client { name tier }
      reason { code text }
      channel
      status
    }
  }
}
`;

/** A page, packed, and the headers that keep other sites out of it and it out of other sites. */
export interface GraphiqlPage {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

let page: Promise<GraphiqlPage> | undefined;

/** GraphiQL, whole in one page so that it works without a network; nine megabytes, packed once. */
export function graphiqlPage(port: number): Promise<GraphiqlPage> {
  page ??= render(port);
  return page;
}

async function render(port: number): Promise<GraphiqlPage> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const html = renderGraphiQL({
    title: 'Hengxin 恒心',
    defaultQuery: example(port),
    headers: JSON.stringify({ authorization: 'Bearer ', 'accept-language': 'zh' }, null, 2),
    // A token stays in the memory of the page: any other reader of the browser's storage would have it for as long as
    // it lives.
    shouldPersistHeaders: false,
    subscriptionsProtocol: 'WS',
  });
  const { text, scriptHash } = hashed(html);
  return {
    body: await promisify(gzip)(text, { level: 6 }),
    headers: { 'content-security-policy': policy(scriptHash), 'x-frame-options': 'DENY' },
  };
}

/** The page as browsers read it, line breaks made one, and the hash of its one script. */
function hashed(html: string): { text: string; scriptHash: string } {
  const text = html.replace(/\r\n?/g, '\n');
  const from = text.indexOf('<script>') + '<script>'.length;
  const script = text.slice(from, text.indexOf('</script>', from));
  return { text, scriptHash: createHash('sha256').update(script).digest('base64') };
}

/**
 * No script but the page's own, no call but to where it came from, in no frame. The editor makes workers of blobs, and
 * styles as it goes.
 */
function policy(scriptHash: string): string {
  return [
    "default-src 'none'",
    `script-src 'sha256-${scriptHash}'`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'img-src data:',
    'font-src data:',
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
