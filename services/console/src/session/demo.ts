import { Fault } from '../api/fault.js';
import { claimsOf, expiryOf } from './claims.js';
import type { DemoChoice, Door, Held } from './session.js';

/** Whom this tab, and else this device, chose last: no token, so that a reload asks the demo issuer again. */
const CHOICE = 'hengxin-demo-choice';

const remembered = (): DemoChoice | null =>
  JSON.parse(sessionStorage.getItem(CHOICE) ?? localStorage.getItem(CHOICE) ?? 'null') as DemoChoice | null;

function remember(choice: DemoChoice): void {
  sessionStorage.setItem(CHOICE, JSON.stringify(choice));
  localStorage.setItem(CHOICE, JSON.stringify(choice));
}

async function ask(choice: DemoChoice): Promise<Held> {
  const answer = await fetch('/demo/token', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang.slice(0, 2) },
    body: JSON.stringify(choice),
  }).catch(() => {
    throw new Fault('offline', 'OFFLINE', '');
  });
  const said = (await answer.json().catch(() => ({}))) as { token?: string; code?: string; message?: string };
  if (!said.token)
    throw new Fault(answer.status >= 500 ? 'service-down' : 'refused', said.code ?? '', said.message ?? '');
  const claims = claimsOf(said.token);
  return {
    token: said.token,
    subject: claims.sub,
    expiresAt: expiryOf(claims, Date.now()),
    ...('role' in choice && { accountRole: choice.role }),
  };
}

/** The demo issuer of the standalone profile, which lets in any person who is chosen. */
export function demoDoor(): Door {
  let choice = remembered();
  /** One whom the issuer lets in no more is nobody; only a network or an issuer that is gone says nothing of them. */
  const again = async () =>
    choice &&
    ask(choice).catch((fault: Fault) => {
      if (fault.kind !== 'refused') throw fault;
      return null;
    });
  return {
    restore: again,
    renew: again,
    async signIn(chosen) {
      if (!chosen) return again();
      const held = await ask(chosen);
      remember((choice = chosen));
      return held;
    },
    async signOut() {
      choice = null;
      sessionStorage.removeItem(CHOICE);
      localStorage.removeItem(CHOICE);
    },
  };
}
