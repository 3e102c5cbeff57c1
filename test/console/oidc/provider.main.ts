/**
 * An OpenID provider as a bank has one: `node provider.main.js '{"port", "consoleUrl", "resource", "audience",
 * "accounts", "tokenSeconds"}'`. Typing a name is enough to sign in as that person. What it does it says on stdout,
 * an event a line.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Provider, { type AccessToken, type ClientCredentials, type KoaContextWithOIDC } from 'oidc-provider';

/** What the program is told by its one argument. */
export interface ProviderOptions {
  readonly port: number;
  /** Of the console, with a `/` at its end. */
  readonly consoleUrl: string;
  /** By what name the console asks for the platform, and what its tokens then carry in `aud`. */
  readonly resource: string;
  readonly audience: string;
  /** Service accounts and their secrets: administrators of the platform. */
  readonly accounts: Readonly<Record<string, string>>;
  readonly tokenSeconds: number;
}

const options = JSON.parse(process.argv[2]!) as ProviderOptions;
const issuer = `http://localhost:${options.port}`;
const say = (event: string, more: object = {}) => process.stdout.write(`${JSON.stringify({ event, ...more })}\n`);
const isAccount = (id: string | undefined): boolean => id !== undefined && id in options.accounts;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'console',
      application_type: 'web',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: [`${options.consoleUrl}callback`],
      post_logout_redirect_uris: [options.consoleUrl],
    },
    ...Object.entries(options.accounts).map(([client_id, client_secret]) => ({
      client_id,
      client_secret,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [] as [],
    })),
  ],
  cookies: { keys: ['a key for tests alone'] },
  findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx, form) =>
        void (ctx.body = page(`${form}<button form="op.logoutForm" name="logout" value="yes">Sign out</button>`)),
    },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => options.resource,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: 'platform',
        audience: options.audience,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
  },
  // As banks' providers have it: a first-party app of many hours gets a token to renew with, without a page that asks.
  issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  loadExistingGrant: granted,
  clientBasedCORS: (_ctx, origin) => origin === new URL(options.consoleUrl).origin,
  extraTokenClaims: (_ctx, token) => (isAccount(token.clientId) ? { hengxin_role: 'ADMIN' } : undefined),
  interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
  ttl: {
    AccessToken: (_ctx: KoaContextWithOIDC, _token: AccessToken) => options.tokenSeconds,
    ClientCredentials: (_ctx: KoaContextWithOIDC, _token: ClientCredentials) => 600,
    RefreshToken: 86_400,
    Session: 86_400,
    Interaction: 600,
    IdToken: 600,
    Grant: 86_400,
  },
});

/** The bank's own console needs nobody's consent. */
async function granted(ctx: KoaContextWithOIDC) {
  const { session, client } = ctx.oidc;
  const known = session!.grantIdFor(client!.clientId);
  const found = known ? await ctx.oidc.provider.Grant.find(known) : undefined;
  if (found) return found;
  const grant = new ctx.oidc.provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
  grant.addOIDCScope('openid offline_access');
  grant.addResourceScope(options.resource, 'platform');
  await grant.save();
  return grant;
}

const page = (body: string): string =>
  `<!doctype html><html lang="en"><title>The bank's provider</title><main><h1>The bank</h1>${body}</main></html>`;

async function interaction(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response);
  if (request.method === 'POST') {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const accountId = new URLSearchParams(body).get('name')!;
    return provider.interactionFinished(request, response, { login: { accountId } });
  }
  const form = `<form method="post" action="/interaction/${uid}"><label>Name <input name="name"></label><button>Sign in</button></form>`;
  response.setHeader('content-type', 'text/html; charset=utf-8').end(page(form));
}

provider.on('grant.success', ({ oidc }) => say('grant', { type: oidc.params?.['grant_type'] }));
provider.on('refresh_token.destroyed', () => say('refresh-token-gone'));
provider.on('end_session.success', () => say('signed-out'));
provider.on('server_error', (_ctx, error) => say('fault', { message: error.stack }));
provider.on('revocation.error', (_ctx, error) => say('revocation-refused', { message: error.message }));
provider.on('grant.error', (_ctx, error) => say('grant-refused', { message: error.message }));
provider.on('authorization.error', (_ctx, error) => say('authorization-refused', { message: error.message }));

const handle = provider.callback();
createServer((request, response) => {
  if (!request.url?.startsWith('/interaction/')) return void handle(request, response);
  interaction(request, response).catch((error: Error) => {
    say('fault', { message: error.stack });
    response.writeHead(500).end();
  });
}).listen(options.port, 'localhost', () => say('ready'));
