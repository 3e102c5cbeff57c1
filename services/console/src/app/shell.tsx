import { Button } from 'antd';
import { lazy, type ReactNode, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { NavLink } from 'react-router';
import { Fault } from '../api/fault.js';
import { onReconnected } from '../api/live.js';
import { shellTexts } from '../locales/shell.js';
import { keptSheet } from '../offline/kept-sheet.js';
import { useOnline } from '../offline/network.js';
import { outbox } from '../offline/outbox.js';
import { session } from '../session/session.js';
import { Icon } from '../ui/icon.js';
import { PAGES_OF } from './access.js';
import { useToday } from './clock.js';
import { useMe } from './me.js';
import { queries } from './queries.js';
import { signOut } from './sign-out.js';
import { useTexts } from './texts.js';
import css from './shell.module.css';

const Account = lazy(async () => ({ default: (await import('./account.js')).Account }));

/** What stands around every page: the way to the others, who is in, and what concerns them all. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const t = useTexts(shellTexts);
  const { person } = useMe();
  const [isAccountShown, showAccount] = useState(false);
  const online = useOnline();
  useSending(online);
  // Whatever a page sends is of the platform's moment: its clock is asked for on every page.
  useToday();
  useEffect(() => onReconnected(() => void queries.invalidateQueries()), []);
  useEffect(() => keptSheet.dropOthers(session.subject()), []);
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#content">
        {t.skip}
      </a>
      <header className={css.bar}>
        <span className={css.brand}>
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width={26} height={26} />
          {t.brand}
        </span>
        <nav className={css.nav} aria-label={t.main}>
          {(person ? PAGES_OF[person.role] : []).map((page) => (
            <NavLink key={page} to={`/${page}`}>
              <Icon name={page} />
              <span>{t.pages[page]}</span>
            </NavLink>
          ))}
        </nav>
        <button
          type="button"
          className={css.you}
          onClick={() => showAccount(true)}
          aria-haspopup="dialog"
          aria-label={`${t.you}: ${person?.name ?? ''}`}
        >
          <span data-initial={person?.name.slice(0, 1) ?? '·'} />
          <b>{person?.name}</b>
        </button>
      </header>
      {!online && (
        <p role="status" className={css.offline}>
          <Icon name="cloudOff" size={16} />
          {t.offline}
        </p>
      )}
      <main id="content" tabIndex={-1} className={css.main}>
        {children}
      </main>
      <Suspense>{isAccountShown && <Account person={person} onClose={() => showAccount(false)} />}</Suspense>
      <Ended />
    </div>
  );
}

/** Sends what waits whenever there may be somebody to take it; then everything is read again. */
function useSending(online: boolean): void {
  useEffect(() => outbox.onSent(() => queries.invalidateQueries()), []);
  useEffect(() => {
    if (!online || !session.subject()) return;
    void outbox.flush(session.subject());
    // Loaded behind the page: most days nothing of visits waits.
    void import('../offline/visit-steps.js').then(
      ({ steps }) => steps.flush(),
      () => undefined,
    );
  }, [online]);
}

/** A token that is renewed no more: what is on the page stays under this. */
function Ended() {
  const t = useTexts(shellTexts);
  const state = useSyncExternalStore(session.onChange, session.state);
  if (state !== 'ended') return null;
  /** The bank's provider leads back to this page, the demo issuer lets in at once whom it let in before. */
  const again = async () => {
    try {
      await session.signIn();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      // No network reaches it: the page stays as it is, and the button with it.
      return;
    }
    // One whom it lets in no more chooses a person instead, and finds this page as it is now.
    if (session.state() === 'ended') await signOut({ keepsForms: true });
    else await queries.invalidateQueries();
  };
  return (
    <div role="alert" className={css.ended}>
      <p>
        <strong>{t.ended}</strong> {t.endedHint}
      </p>
      <Button type="primary" onClick={() => void again()}>
        {t.signInAgain}
      </Button>
    </div>
  );
}
