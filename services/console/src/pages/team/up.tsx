import { Link } from 'react-router';
import { useTexts } from '../../app/texts.js';
import { Icon } from '../../ui/icon.js';
import { teamTexts } from './texts.js';
import css from './team.module.css';

/** The way back to the unit above. */
export function Up({ to }: { readonly to: { readonly id: string; readonly name: string } }) {
  const t = useTexts(teamTexts);
  return (
    <Link className={css.up} to={`?unit=${encodeURIComponent(to.id)}`}>
      <Icon name="back" size={16} />
      {t.up(to.name)}
    </Link>
  );
}
