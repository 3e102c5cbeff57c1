import type { ReactNode } from 'react';
import css from './page.module.css';

interface HeadProps {
  readonly title: string;
  readonly under?: ReactNode;
  readonly children?: ReactNode;
}

/** The head of a page: its title, a line under it, and at its end what can be done. */
export function PageHead({ title, under, children }: HeadProps) {
  return (
    <header className={css.head}>
      <div className={css.words}>
        <h1>{title}</h1>
        {under && <p>{under}</p>}
      </div>
      {children && <div className={css.actions}>{children}</div>}
    </header>
  );
}

/** The body of a page. `narrow`: one column for reading and for a phone; `wide`: tables and pictures. */
export function PageBody({
  width = 'narrow',
  children,
}: {
  readonly width?: 'narrow' | 'wide';
  readonly children: ReactNode;
}) {
  return (
    <div className={css.body} data-width={width}>
      {children}
    </div>
  );
}

/** A card with a heading of its own. */
export function Card({
  title,
  extra,
  children,
}: {
  readonly title: string;
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={css.card} aria-label={title}>
      <header>
        <h2>{title}</h2>
        {extra}
      </header>
      {children}
    </section>
  );
}
