/** A file that could not be sent; the message is for people. */
export class ImportFault extends Error {
  override readonly name = 'ImportFault';
}
