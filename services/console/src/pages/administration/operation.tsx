import { lazy, Suspense } from 'react';
import { Consumers } from './consumers.js';
import { Parked } from './parked.js';
import css from './state.module.css';

const KeptAside = lazy(async () => ({ default: (await import('../holdings/kept-aside.js')).KeptAside }));

/** What reads the events of the platform: how far it is, and what it could not take. */
export function Operation() {
  return (
    <div className={css.columns}>
      <Parked />
      <Consumers />
      <Suspense>
        <KeptAside />
      </Suspense>
    </div>
  );
}
