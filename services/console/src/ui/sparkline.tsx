const WIDTH = 120;
const HEIGHT = 28;
const EDGE = 4;

/** The points of a line over `values`, from the least to the greatest; a gap where there is none. Pure. */
export function sparkPoints(values: readonly (number | null)[]): { readonly x: number; readonly y: number }[] {
  const known = values.filter((value): value is number => value !== null);
  const top = Math.max(...known);
  const low = Math.min(...known);
  const step = (WIDTH - 2 * EDGE) / Math.max(values.length - 1, 1);
  return values.flatMap((value, index) =>
    value === null
      ? []
      : [{ x: EDGE + index * step, y: HEIGHT - EDGE - ((value - low) / (top - low || 1)) * (HEIGHT - 2 * EDGE) }],
  );
}

/** A small line in a row of a table; `label` says in words what it shows. */
export function Sparkline({ values, label }: { readonly values: readonly (number | null)[]; readonly label: string }) {
  const points = sparkPoints(values);
  const last = points.at(-1);
  if (!last) return null;
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <polyline
        points={points.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')}
        fill="none"
        stroke="var(--ant-color-link)"
        strokeWidth="1.5"
        strokeLinejoin="round"
      />
      <circle cx={last.x} cy={last.y} r="2.5" fill="var(--ant-color-link)" />
    </svg>
  );
}
