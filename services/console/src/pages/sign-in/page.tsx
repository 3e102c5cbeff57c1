import { Button } from 'antd';
import { useState } from 'react';
import { Fault } from '../../api/fault.js';
import { useSettings } from '../../app/settings-context.js';
import { useTexts } from '../../app/texts.js';
import { shellTexts } from '../../locales/shell.js';
import { type DemoChoice, session } from '../../session/session.js';
import { Note } from '../../ui/states.js';
import { Demo } from './demo.js';
import { signInTexts } from './texts.js';
import css from './sign-in.module.css';

/**
 * The way in: the bank's own, or in a demonstration a choice of people. The address that was asked for stays, and is
 * shown afterwards.
 */
export function Page() {
  const t = useTexts(signInTexts);
  const shell = useTexts(shellTexts);
  const { language, setLanguage } = useSettings();
  const { busy, said, signIn } = useSignIn(t.noNetwork);
  return (
    <main className={css.page}>
      <section className={css.card}>
        <header className={css.head}>
          <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width={48} height={48} />
          <div>
            <h1>{t.title}</h1>
            <p>{t.motto}</p>
          </div>
          <Button
            type="text"
            lang={language === 'zh' ? 'en' : 'zh'}
            onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
          >
            {shell.otherLanguage}
          </Button>
        </header>
        {said && <Note kind="error">{said}</Note>}
        {session.kind() === 'oidc' ? (
          <Button type="primary" size="large" block loading={busy} onClick={() => void signIn()}>
            {t.bankTitle}
          </Button>
        ) : (
          <Demo busy={busy} onChoose={(choice) => void signIn(choice)} />
        )}
      </section>
    </main>
  );
}

function useSignIn(noNetwork: string) {
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const signIn = async (choice?: DemoChoice) => {
    setBusy(true);
    setSaid('');
    await session.signIn(choice).catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
      setSaid(error.message || noNetwork);
    });
    setBusy(false);
  };
  return { busy, said, signIn };
}
