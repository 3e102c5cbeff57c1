/** The first of some things, one at a time; fewer where there are fewer. */
export function* firstOf<Thing>(count: number, things: Iterable<Thing>): Iterable<Thing> {
  let left = count;
  if (left <= 0) return;
  for (const thing of things) {
    yield thing;
    if (--left === 0) return;
  }
}
