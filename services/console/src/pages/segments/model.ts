/** Conditions that stand in a filter as the platform keeps it, however deep. */
export function conditionsIn(filter: string): number {
  return counted(JSON.parse(filter));
}

function counted(filter: unknown): number {
  if (Array.isArray(filter)) return filter.reduce((sum: number, each) => sum + counted(each), 0);
  if (typeof filter !== 'object' || filter === null) return 0;
  return Object.entries(filter).reduce(
    (sum, [name, value]) => sum + (['all', 'any', 'not'].includes(name) ? counted(value) : 1),
    0,
  );
}
