import css from './today.module.css';

const SIZE = 60;
const WIDTH = 6;
const RADIUS = (SIZE - WIDTH) / 2;
const AROUND = 2 * Math.PI * RADIUS;

/** How much of the day is done: a ring that closes. */
export function ProgressRing({
  done,
  all,
  label,
}: {
  readonly done: number;
  readonly all: number;
  readonly label: string;
}) {
  const circle = { cx: SIZE / 2, cy: SIZE / 2, r: RADIUS, fill: 'none', strokeWidth: WIDTH };
  return (
    <div
      className={css.ring}
      role="progressbar"
      aria-label={label}
      aria-valuenow={done}
      aria-valuemin={0}
      aria-valuemax={all}
      aria-valuetext={label}
    >
      <svg width={SIZE} height={SIZE} viewBox={`0 0 ${SIZE} ${SIZE}`} aria-hidden="true">
        <circle {...circle} stroke="var(--ant-color-fill-secondary)" />
        <circle
          {...circle}
          stroke="var(--ant-color-primary)"
          strokeLinecap="round"
          strokeDasharray={`${(AROUND * done) / all} ${AROUND}`}
          transform={`rotate(-90 ${SIZE / 2} ${SIZE / 2})`}
          visibility={done > 0 ? 'visible' : 'hidden'}
        />
      </svg>
      <span aria-hidden="true">
        <b>{done}</b>/{all}
      </span>
    </div>
  );
}
