import { Fault } from '../api/fault.js';
import { loadConfig, type SignInConfig } from './config.js';

/** A token and whom it names. `expiresAt` in milliseconds of the device's clock. */
export interface Held {
  readonly token: string;
  readonly subject: string;
  readonly expiresAt: number;
  /** Of a service account, which is no member of staff: what its token lets it do. */
  readonly accountRole?: 'ADMIN' | 'INTEGRATION';
}

/** How a bank lets people in: the demo issuer, or its own identity provider. Tokens live in memory alone. */
export interface Door {
  /** The person who was let in before, without asking them anything; null: nobody. Throws when the network is gone. */
  restore(): Promise<Held | null>;
  /** A new token for the one who is in; null: they have to sign in again. Throws when the network is gone. */
  renew(): Promise<Held | null>;
  /**
   * Lets somebody in, without a choice the one who was in before; null: nobody. A provider that leads the browser away
   * never resolves. Throws when the network is gone.
   */
  signIn(choice?: DemoChoice): Promise<Held | null>;
  /** Revokes what can be revoked. */
  signOut(): Promise<void>;
}
export type DemoChoice =
  { readonly staffId: string } | { readonly account: string; readonly role: 'ADMIN' | 'INTEGRATION' };

/** `starting` until it is known who is in; `ended`: somebody was in, and their token is renewed no more. */
export type SessionState = 'starting' | 'signed-out' | 'signed-in' | 'ended';

const LAST = 'hengxin-last-subject';
/** More than the live connection has when it is closed for a new token: the next one has to be another. */
const SPARE_MS = 25_000;

let door: Door | null = null;
let kind: SignInConfig['kind'] = 'demo';
let held: Held | null = null;
let subject = '';
let state: SessionState = 'starting';
let renewing: Promise<Held> | null = null;
const listeners = new Set<() => void>();

function become(next: SessionState): void {
  state = next;
  listeners.forEach((tell) => tell());
}

function hold(next: Held): Held {
  held = next;
  subject = next.subject;
  localStorage.setItem(LAST, next.subject);
  if (state !== 'signed-in') become('signed-in');
  return next;
}

async function renewed(): Promise<Held> {
  const next = await (held || !door ? door?.renew() : door.restore());
  if (!next) {
    session.ended();
    throw new Fault('signed-out', 'TOKEN_MISSING', '');
  }
  return hold(next);
}

/** Who uses this page. One a page; the platform's own word on who they are is asked for by `useMe`. */
export const session = {
  state: (): SessionState => state,
  kind: () => kind,
  /** The id of the person who is signed in, known without a network too; empty: nobody. */
  subject: (): string => subject,
  accountRole: () => held?.accountRole ?? null,
  expiresAt: (): number => held?.expiresAt ?? 0,
  onChange(tell: () => void): () => void {
    listeners.add(tell);
    return () => void listeners.delete(tell);
  },

  /**
   * Finds out who is signed in. Without a network it is the last person signed in on this device: they can read what
   * was kept, but ask for nothing.
   */
  async start(): Promise<void> {
    const { signIn } = await loadConfig();
    kind = signIn.kind;
    door =
      signIn.kind === 'oidc' ? (await import('./oidc.js')).oidcDoor(signIn) : (await import('./demo.js')).demoDoor();
    try {
      const restored = await door.restore();
      if (restored) hold(restored);
      else become('signed-out');
    } catch {
      subject = localStorage.getItem(LAST) ?? '';
      become(subject ? 'signed-in' : 'signed-out');
    }
  },

  /** A token that is good for some seconds yet. */
  async token(): Promise<string> {
    if (held && held.expiresAt - Date.now() > SPARE_MS) return held.token;
    renewing ??= renewed().finally(() => (renewing = null));
    return (await renewing).token;
  },

  /** Another token than one that was refused. */
  async tokenAfter(refused: string): Promise<string> {
    if (held?.token === refused) held = { ...held, expiresAt: 0 };
    return session.token();
  },

  async signIn(choice?: DemoChoice): Promise<void> {
    const next = await door!.signIn(choice);
    if (next) hold(next);
  },

  async signOut(): Promise<void> {
    await door?.signOut().catch(() => undefined);
    held = null;
    subject = '';
    localStorage.removeItem(LAST);
    become('signed-out');
  },

  /** The one who was in has to sign in again; what they were doing stays on the page. */
  ended(): void {
    if (state === 'signed-in') become('ended');
  },
};
