import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { shellTexts } from '../locales/shell.js';
import { useSay } from '../ui/say.js';
import { isHeld } from './busy.js';
import { useTexts } from './texts.js';
import css from './shell.module.css';

const LOOK_EVERY_MS = 30 * 60_000;

/** Registers the service worker; `waiting` is told of a new version that stands ready. */
async function register(waiting: (worker: ServiceWorker) => void): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  const base = import.meta.env.BASE_URL;
  const registration = await navigator.serviceWorker.register(`${base}sw.js`, { scope: base, updateViaCache: 'none' });
  const look = () => registration.waiting && navigator.serviceWorker.controller && waiting(registration.waiting);
  look();
  registration.addEventListener('updatefound', () => registration.installing?.addEventListener('statechange', look));
  const check = () => void registration.update().catch(() => undefined);
  setInterval(check, LOOK_EVERY_MS);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && check());
}

const RELOADED = 'hengxin-reloaded';
const UPDATED = 'hengxin-updated';

/** Loads the page again; it says afterwards why. A form that is being filled in is there again. */
function loadAgain(): void {
  sessionStorage.setItem(UPDATED, 'yes');
  location.reload();
}

/** A page of a build whose files are gone from the server: what it still has to load is not there any more. */
function onStaleBuild(): void {
  addEventListener('vite:preloadError', (event) => {
    const last = Number(sessionStorage.getItem(RELOADED) ?? 0);
    // Once a minute at most: a network that is gone is no reason to load again and again.
    if (!navigator.onLine || Math.abs(Date.now() - last) < 60_000) return;
    // What runs would be cut off: the page says that it failed, and is loaded again by hand.
    if (isHeld('run')) return;
    event.preventDefault();
    sessionStorage.setItem(RELOADED, String(Date.now()));
    loadAgain();
  });
}

/**
 * A new version waits until the user takes it, or looks away with no sheet open, no form begun and nothing running:
 * never a reload under somebody's hands.
 */
export function Updates() {
  const t = useTexts(shellTexts);
  const say = useSay();
  const [waiting, setWaiting] = useState<ServiceWorker | null>(null);
  useEffect(() => {
    onStaleBuild();
    void register(setWaiting).catch(() => undefined);
  }, []);
  useEffect(() => {
    if (sessionStorage.getItem(UPDATED) === null) return;
    sessionStorage.removeItem(UPDATED);
    say(t.updated);
  }, [say, t]);
  useEffect(() => {
    if (!waiting) return undefined;
    const away = () => {
      if (document.visibilityState !== 'hidden' || document.querySelector('dialog[open]')) return;
      if (!isHeld('run', 'form')) take(waiting);
    };
    document.addEventListener('visibilitychange', away);
    return () => document.removeEventListener('visibilitychange', away);
  }, [waiting]);
  if (!waiting) return null;
  return (
    <div role="status" className={css.update}>
      {t.newVersion}
      <Button type="primary" onClick={() => take(waiting)}>
        {t.update}
      </Button>
    </div>
  );
}

function take(waiting: ServiceWorker): void {
  navigator.serviceWorker.addEventListener('controllerchange', loadAgain, { once: true });
  waiting.postMessage('take over');
}
