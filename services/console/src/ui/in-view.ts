import { type RefObject, useEffect, useRef } from 'react';

/** Brings what is said about an input to where it is seen: a long form is sent from its end. */
export function useInView<T extends HTMLElement>(said: string | undefined): RefObject<T | null> {
  const box = useRef<T>(null);
  useEffect(() => {
    if (said) box.current?.scrollIntoView({ block: 'nearest' });
  }, [said]);
  return box;
}
