import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const example = (
  port: number,
): string => `# 恒心 Hengxin. 1. Get a token:  curl -s localhost:${port}/demo/token -H 'content-type: application/json' -d '{"staffId":"S0001"}'
#               2. Put it into the Headers tab below, after "Bearer ".  3. Run.
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

let page: Promise<Buffer> | undefined;

/** GraphiQL, whole in one page so that it works without a network; nine megabytes, packed once. */
export function graphiqlPage(port: number): Promise<Buffer> {
  page ??= render(port);
  return page;
}

async function render(port: number): Promise<Buffer> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const html = renderGraphiQL({
    title: 'Hengxin 恒心',
    defaultQuery: example(port),
    headers: JSON.stringify({ authorization: 'Bearer ', 'accept-language': 'zh' }, null, 2),
    shouldPersistHeaders: true,
    subscriptionsProtocol: 'WS',
  });
  return promisify(gzip)(html, { level: 6 });
}
