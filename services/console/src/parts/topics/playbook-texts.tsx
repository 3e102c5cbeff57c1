import type { Topic } from './documents.js';
import css from './topics.module.css';

/** Playbooks to be read, each folded under its title. */
export function PlaybookTexts({ playbooks }: Pick<Topic, 'playbooks'>) {
  return playbooks.map(({ id, title, text }) => (
    <details key={id} className={css.playbook}>
      <summary>{title}</summary>
      <p>{text}</p>
    </details>
  ));
}
