/**
 * A failure that says nothing about what was asked: something that is needed is out of reach, or not there yet. The
 * same again may succeed later. A handler of events tries again for as long as it takes and parks nothing.
 */
export class RetriableFailure extends Error {
  override name = 'RetriableFailure';
}
