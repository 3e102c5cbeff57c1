const WIDTH = 66;
const HEIGHT = 24;
const STEP = 11;
const BAR = 7;

/** A bar a day, as high as the share of the plan that was done, 0 to 1; a day without a plan is a dot. */
export function DayBars({ shares, label }: { readonly shares: readonly (number | null)[]; readonly label: string }) {
  return (
    <svg width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {shares.map((share, at) => {
        const high = share === null ? 2 : Math.max(share * HEIGHT, 2);
        const fill = share === null ? 'var(--ant-color-fill)' : 'var(--ant-color-link)';
        return (
          <g key={at}>
            {share !== null && (
              <rect x={at * STEP} y={0} width={BAR} height={HEIGHT} rx={2} fill="var(--ant-color-fill-tertiary)" />
            )}
            <rect x={at * STEP} y={HEIGHT - high} width={BAR} height={high} rx={2} fill={fill} />
          </g>
        );
      })}
    </svg>
  );
}
