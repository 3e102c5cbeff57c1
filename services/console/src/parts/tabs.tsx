import { Link } from 'react-router';
import { useAddress } from '../app/address.js';
import css from './tabs.module.css';

interface Props<T extends string> {
  readonly label: string;
  /** The first of them is shown where the address names none. */
  readonly values: readonly T[];
  readonly shown: T;
  readonly text: (value: T) => string;
}

/** The parts of a page; which is shown lies in its address, as `show`. */
export function Tabs<T extends string>({ label, values, shown, text }: Props<T>) {
  const { params } = useAddress();
  const searchOf = (value: T) => {
    const next = new URLSearchParams(params);
    if (value === values[0]) next.delete('show');
    else next.set('show', value);
    return `?${next}`;
  };
  return (
    <nav className={css.tabs} aria-label={label}>
      {values.map((value) => (
        <Link key={value} to={searchOf(value)} replace aria-current={value === shown ? 'page' : undefined}>
          {text(value)}
        </Link>
      ))}
    </nav>
  );
}

/** The part that an address names, or the first. */
export const shownOf = <T extends string>(values: readonly T[], named: string | null): T =>
  values.find((one) => one === named) ?? values[0]!;
