import { Link } from 'react-router';
import { useAddress } from '../../app/address.js';
import { useTexts } from '../../app/texts.js';
import { type Section, SECTIONS } from './appraisal-model.js';
import { searchOf } from './crumbs.js';
import { figuresTexts } from './texts.js';
import css from './figures.module.css';

/** The parts of the page; each lies in the address. */
export function Sections({ shown }: { readonly shown: Section }) {
  const t = useTexts(figuresTexts);
  const { params } = useAddress();
  return (
    <nav className={css.sections} aria-label={t.sections}>
      {SECTIONS.map((one) => (
        <Link
          key={one}
          to={searchOf(params, { show: one === 'overview' ? null : one, behind: null })}
          aria-current={one === shown ? 'page' : undefined}
        >
          {t.section[one]}
        </Link>
      ))}
    </nav>
  );
}
