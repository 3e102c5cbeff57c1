/** What is counted for one scope in one window. Whole numbers, so that sums are exact at every level. */
export interface Figures {
  touches: number;
  contacts: number;
  /** Distinct clients with a contact. */
  clients: number;
  /** Numerator of COVERAGE, in contact-days. */
  covered: number;
  /** Items that a plan was drawn with, cancelled ones left out. */
  drawn: number;
  /** Drawn items that a contact did. */
  done: number;
}

/** What contacts alone can move. */
export type Move = Pick<Figures, 'touches' | 'contacts' | 'clients' | 'covered'>;

export const noFigures = (): Figures => ({ touches: 0, contacts: 0, clients: 0, covered: 0, drawn: 0, done: 0 });

export function isNothing(figures: Figures): boolean {
  return (
    figures.touches === 0 &&
    figures.contacts === 0 &&
    figures.clients === 0 &&
    figures.covered === 0 &&
    figures.drawn === 0 &&
    figures.done === 0
  );
}
