import { Button } from 'antd';
import { shellTexts } from '../locales/shell.js';
import { termTexts } from '../locales/terms.js';
import { useOutbox } from '../offline/outbox.js';
import { useSteps } from '../offline/visit-steps.js';
import { session } from '../session/session.js';
import { Icon } from '../ui/icon.js';
import { Sheet } from '../ui/sheet.js';
import type { Person } from './me.js';
import { useSettings } from './settings-context.js';
import { signOut } from './sign-out.js';
import { useTexts } from './texts.js';
import css from './shell.module.css';

/** Who is in, their language and theme, and the way out. */
export function Account({ person, onClose }: { readonly person: Person | null; onClose(): void }) {
  const t = useTexts(shellTexts);
  const terms = useTexts(termTexts);
  const { dark, setDark, language, setLanguage } = useSettings();
  const queues = [...useOutbox(session.subject()), ...useSteps()];
  const waiting = queues.filter(({ state }) => state !== 'taken').length;
  const under = person && [person.id, terms.role[person.role], person.unit?.name].filter(Boolean).join(' · ');
  return (
    <Sheet title={person?.name ?? t.you} under={under} onClose={onClose}>
      <div className={css.choices}>
        <Button
          size="large"
          lang={language === 'zh' ? 'en' : 'zh'}
          onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
        >
          {t.otherLanguage}
        </Button>
        <Button size="large" icon={<Icon name={dark ? 'sun' : 'moon'} size={18} />} onClick={() => setDark(!dark)}>
          {dark ? t.toLight : t.toDark}
        </Button>
        <Button size="large" danger onClick={() => void signOut()}>
          {t.signOut}
        </Button>
      </div>
      {waiting > 0 && <p className={css.hint}>{t.signOutWaiting(waiting)}</p>}
    </Sheet>
  );
}
