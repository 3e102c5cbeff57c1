import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from './page.js';

/** The schemas of the services put together: what the gateway serves, and the page that shows it to callers. */
export async function gatewayPages(root: string): Promise<Page[]> {
  const { generatedFiles } = (await import(pathToFileURL(join(root, 'services/gateway/dist/generate.js')).href)) as {
    generatedFiles(): Promise<Page[]>;
  };
  return generatedFiles();
}
