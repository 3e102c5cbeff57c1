import { Link } from 'react-router';
import { useTexts } from '../app/texts.js';
import { shellTexts } from '../locales/shell.js';
import { Icon } from '../ui/icon.js';
import css from './back.module.css';

/** The way back to the page on which everything else stands. */
export function BackToMore() {
  return (
    <Link className={css.back} to="/more">
      <Icon name="back" size={18} />
      {useTexts(shellTexts).pages.more}
    </Link>
  );
}
