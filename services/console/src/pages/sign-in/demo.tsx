import { Button } from 'antd';
import { type FormEvent, useEffect, useState } from 'react';
import type { Role } from '../../app/access.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import type { DemoChoice } from '../../session/session.js';
import { Field } from '../../ui/field.js';
import { Icon, type IconName } from '../../ui/icon.js';
import { type Choosable, choosables, demoPeople, type Person } from './people.js';
import { signInTexts } from './texts.js';
import css from './sign-in.module.css';

const PICTURES: Readonly<Record<Role, IconName>> = {
  RM: 'today',
  UNIT_HEAD: 'team',
  HEAD_OFFICE: 'figures',
  ADMIN: 'administration',
  INTEGRATION: 'organisation',
};

/** In a demonstration: a choice of people, and anybody else by their id. */
export function Demo({ busy, onChoose }: { readonly busy: boolean; onChoose(choice: DemoChoice): void }) {
  const t = useTexts(signInTexts);
  const [people, setPeople] = useState<readonly Person[]>([]);
  const [staffId, setStaffId] = useState('');
  useEffect(() => void demoPeople().then(setPeople), []);
  const { first, others } = choosables(people);
  const list = (all: readonly Choosable[]) => (
    <ul className={css.people}>
      {all.map((one) => (
        <Choice key={one.id} one={one} busy={busy} onChoose={onChoose} />
      ))}
    </ul>
  );
  const other = (event: FormEvent) => {
    event.preventDefault();
    if (staffId.trim()) onChoose({ staffId: staffId.trim() });
  };
  return (
    <>
      <h2 className={css.title}>{t.demoTitle}</h2>
      {list(first)}
      {others.length > 0 && (
        <details className={css.others}>
          <summary>{t.others}</summary>
          {list(others)}
        </details>
      )}
      <form className={css.other} onSubmit={other}>
        <Field
          label={t.other}
          placeholder={t.otherHint}
          value={staffId}
          onChange={setStaffId}
          autoComplete="off"
          maxLength={64}
        />
        <Button htmlType="submit" size="large" loading={busy}>
          {t.signIn}
        </Button>
      </form>
      <p className={css.hint}>{t.demoHint}</p>
    </>
  );
}

interface ChoiceProps {
  readonly one: Choosable;
  readonly busy: boolean;
  onChoose(choice: DemoChoice): void;
}
function Choice({ one: { role, id, choice, person }, busy, onChoose }: ChoiceProps) {
  const t = useTexts(signInTexts);
  const terms = useTexts(termTexts);
  const hint = person ? [person.name, person.unit?.name].filter(Boolean).join(' · ') : t.hints[role];
  return (
    <li>
      <button type="button" disabled={busy} onClick={() => onChoose(choice)}>
        <span className={css.picture}>
          <Icon name={PICTURES[role]} />
        </span>
        <span className={css.words}>
          <b>{terms.role[role]}</b>
          <small>{hint}</small>
        </span>
        <code>{id}</code>
      </button>
    </li>
  );
}
