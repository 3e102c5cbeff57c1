/** A generated file: path from the root of the workspace, and its whole text. */
export interface Page {
  readonly path: string;
  readonly text: string;
}
