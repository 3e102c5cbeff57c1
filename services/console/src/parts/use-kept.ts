import { useEffect, useState } from 'react';
import { hold } from '../app/busy.js';
import { keptSheet } from '../offline/kept-sheet.js';
import { session } from '../session/session.js';

/**
 * What is put into a form, kept in the tab under a name: a page that is loaded again, or a sign-in that ran out, takes
 * none of it away. `done`: it was sent or discarded, and the form begins with `then`, else with what stands in it.
 * `isTouched`: something was put in. A form of another name is another component, by its key.
 */
export function useKept<T>(name: string, initial: T | (() => T)) {
  const [begun, begin] = useState<T>(initial);
  const [value, change] = useState<T>(() => keptSheet.leftBy<T>(session.subject(), name) ?? begun);
  const isTouched = JSON.stringify(value) !== JSON.stringify(begun);
  useEffect(() => {
    if (isTouched) keptSheet.keep(session.subject(), name, value);
    else keptSheet.drop(name);
  }, [name, value, isTouched]);
  useEffect(() => (isTouched ? hold('form') : undefined), [isTouched]);
  const done = (then: T = value) => {
    keptSheet.drop(name);
    begin(() => then);
    if (then !== value) change(() => then);
  };
  return { value, change, done, isTouched };
}
