import { type Rejection, sentencesElsewhere } from '../api/command.js';
import type { Fault } from '../api/fault.js';
import { useTexts } from '../app/texts.js';
import { shellTexts } from '../locales/shell.js';
import { Note } from '../ui/states.js';

interface Props {
  readonly errors: readonly Rejection[];
  readonly fault: Fault | null;
  /** The fields that show their own sentences. */
  readonly named: readonly string[];
}

/**
 * What stands above a form: why it did not get through, and what the platform refused and no field of the form shows.
 */
export function FormNote({ errors, fault, named }: Props) {
  const shell = useTexts(shellTexts);
  const unsaid = fault && (fault.message || (fault.kind === 'offline' ? shell.offlineState : shell.serviceDown));
  const said = sentencesElsewhere(errors, named) || unsaid;
  return said ? <Note kind="error">{said}</Note> : null;
}
