import { createContext, type ReactNode, use, useCallback, useEffect, useState } from 'react';
import css from './say.module.css';

const SHOWN_MS = 4_000;
const SayContext = createContext<(words: string) => void>(() => undefined);

/** Says in passing what was done; a screen reader hears it. */
export const useSay = (): ((words: string) => void) => use(SayContext);

export function Saying({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState({ words: '', at: 0 });
  const say = useCallback((words: string) => setSaid(({ at }) => ({ words, at: at + 1 })), []);
  useEffect(() => {
    if (!said.words) return undefined;
    const timer = setTimeout(() => setSaid(({ at }) => ({ words: '', at })), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <SayContext value={say}>
      {children}
      <div role="status" className={css.say} data-shown={said.words !== ''}>
        {said.words}
      </div>
    </SayContext>
  );
}
