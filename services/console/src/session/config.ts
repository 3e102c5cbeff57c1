/** `config.json` beside the page says how a deployment lets people in; it may be changed without a new build. */
export interface OidcConfig {
  readonly kind: 'oidc';
  /** The issuer's address; the page's policy has to let it in by `connect-src`. */
  readonly authority: string;
  readonly clientId: string;
  /** Default `openid offline_access`. */
  readonly scope?: string;
  /** What the platform expects in `aud`, where the provider wants to be asked for it. */
  readonly resource?: string;
}
export type SignInConfig = { readonly kind: 'demo' } | OidcConfig;
export interface ConsoleConfig {
  readonly signIn: SignInConfig;
}

/** What the page is told by its deployment; without an answer, what the standalone profile has. */
export async function loadConfig(): Promise<ConsoleConfig> {
  const answer = await fetch(`${import.meta.env.BASE_URL}config.json`).catch(() => null);
  if (!answer?.ok) return { signIn: { kind: 'demo' } };
  return (await answer.json()) as ConsoleConfig;
}
