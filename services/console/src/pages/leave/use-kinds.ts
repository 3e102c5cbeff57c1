import { useMemo } from 'react';
import { useAsk } from '../../api/ask.js';
import { DayKinds } from './kinds-documents.js';
import { type Kinds, kindsAsked } from './model.js';

/** What the bank's calendar says of the days of a month, as far as it is known yet. */
export function useKinds(days: readonly string[], when: boolean): Kinds {
  const [first, second] = kindsAsked(days);
  const early = useAsk(DayKinds, first, { when }).data;
  const late = useAsk(DayKinds, second, { when }).data;
  return useMemo(() => {
    const told = [early, late].flatMap((half) => (half ? Object.values(half) : []));
    return new Map(told.map(({ date, dayKind }) => [date, dayKind]));
  }, [early, late]);
}
