import {
  ErrorResponse,
  InMemoryWebStorage,
  type SigninRedirectArgs,
  type User,
  UserManager,
  WebStorageStateStore,
} from 'oidc-client-ts';
import { Fault } from '../api/fault.js';
import type { OidcConfig } from './config.js';
import type { Door, Held } from './session.js';

const heldOf = (user: User): Held => ({
  token: user.access_token,
  subject: user.profile.sub,
  expiresAt: (user.expires_at ?? 0) * 1000,
});

const offline = (): never => {
  throw new Fault('offline', 'OFFLINE', '');
};

/**
 * A bank's own identity provider, by OpenID Connect with PKCE. Tokens lie in memory, so that a reload asks the provider
 * without a prompt; what has to outlive the way there and back, the verifier of PKCE, lies in the tab's storage. It is
 * renewed by the refresh token alone: the page's policy lets no frame in, and browsers keep the provider's cookie out
 * of one.
 */
export function oidcDoor(config: OidcConfig): Door {
  const here = `${location.origin}${import.meta.env.BASE_URL}`;
  const manager = new UserManager({
    authority: config.authority,
    client_id: config.clientId,
    redirect_uri: `${here}callback`,
    post_logout_redirect_uri: here,
    scope: config.scope ?? 'openid offline_access',
    ...(config.resource && { resource: config.resource }),
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: false,
    // The one that lives longest goes first: providers that sign access tokens refuse to revoke them.
    revokeTokenTypes: ['refresh_token', 'access_token'],
  });
  /** Leads the browser to the provider, and never comes back from there. Throws when the provider can't be reached. */
  const away = async (more: SigninRedirectArgs = {}): Promise<never> => {
    // Where it was led from is where it comes back to; without a network it would be led to an error of the browser's.
    if (!navigator.onLine) offline();
    await manager.signinRedirect({ url_state: location.pathname + location.search, ...more }).catch(offline);
    return new Promise<never>(() => undefined);
  };
  return {
    async restore() {
      if (location.pathname !== new URL(`${here}callback`).pathname) return away({ prompt: 'none' });
      try {
        const user = await manager.signinCallback();
        history.replaceState(null, '', user?.url_state ?? here);
        return user ? heldOf(user) : null;
      } catch (error) {
        // The provider knows nobody without asking: the page says so at the address that was asked for.
        history.replaceState(null, '', (error instanceof ErrorResponse && error.url_state) || here);
        return null;
      }
    },
    async renew() {
      const known = await manager.getUser();
      if (!known?.refresh_token) return null;
      const user = await manager.signinSilent().catch((error: unknown) => {
        if (error instanceof ErrorResponse) return null;
        return offline();
      });
      return user && heldOf(user);
    },
    signIn: () => away(),
    async signOut() {
      await manager.revokeTokens().catch(() => undefined);
      await manager.signoutRedirect().catch(() => manager.removeUser());
    },
  };
}
