import { ImportFault } from './import.fault.js';

/**
 * The two accounts of the standalone profile: one sends the files, the other gives the second word on the placements in
 * them.
 */
export const DEMO_ACCOUNTS = { first: 'import', second: 'import-second' } as const;

/** An ADMIN's token from the demo issuer, which answers in the standalone profile and on this machine alone. */
export const adminToken = (url: string, account: string = DEMO_ACCOUNTS.first): Promise<string> =>
  demoToken(url, { account, role: 'ADMIN' });

/** A token of the demo issuer for a member of staff or an account. Throws ImportFault where it hands out none. */
export async function demoToken(
  url: string,
  whose: { readonly staffId: string } | { readonly account: string; readonly role: 'ADMIN' },
): Promise<string> {
  const answer = await fetch(new URL('/demo/token', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(whose),
  }).catch((error: Error) => {
    throw new ImportFault(
      `The platform does not answer at ${url} (${reasonOf(error)}). Start it with npm start, or name it with --url.`,
    );
  });
  const body = (await answer.json().catch(() => ({}))) as { token?: unknown };
  if (typeof body.token === 'string') return body.token;
  throw new ImportFault(
    `The platform at ${url} hands out no demo tokens: give an ADMIN's token with --token-file, or in HENGXIN_TOKEN.`,
  );
}

function reasonOf(error: Error): string {
  const { cause } = error as { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? error.message;
}
