import { Link } from 'react-router';
import { useAddress } from '../../app/address.js';
import { useTexts } from '../../app/texts.js';
import { termTexts } from '../../locales/terms.js';
import type { Result } from './documents.js';
import { figuresTexts } from './texts.js';
import css from './figures.module.css';

interface Place {
  readonly id: string;
  readonly name: string;
  readonly parent?: Place | null;
}

/** The units above what is shown, the topmost first; each leads there. */
export function Crumbs({ of: { unit, staff } }: { readonly of: Result }) {
  const t = useTexts(figuresTexts);
  const terms = useTexts(termTexts);
  const { params } = useAddress();
  const above: Place[] = [];
  for (let place: Place | null | undefined = unit ? unit.parent : staff?.unit; place; place = place.parent)
    above.unshift(place);
  const own = unit ? `${terms.unitKind[unit.kind]} ${unit.id}` : staff?.id;
  return (
    <span role="navigation" aria-label={t.where} className={css.crumbs}>
      {above.map(({ id, name }) => (
        <Link key={id} to={searchOf(params, { unit: id, staff: null, open: null, behind: null })}>
          {name}
        </Link>
      ))}
      <span>{own}</span>
    </span>
  );
}

/** The same address with other names in it. */
export function searchOf(params: URLSearchParams, changes: Readonly<Record<string, string | null>>): string {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  return `?${next.toString()}`;
}
