/** Stops what was to come; nothing happens where it has come already, or was stopped. */
export type Stop = () => void;

/** Acts once, after so many milliseconds. `holdsProcess: false`: the process may end before that. */
export function after(
  durationMs: number,
  act: () => void,
  { holdsProcess = true }: { readonly holdsProcess?: boolean } = {},
): Stop {
  const timer = setTimeout(act, durationMs);
  if (!holdsProcess) timer.unref();
  return () => clearTimeout(timer);
}

/** Acts every so many milliseconds, for the first time after the first of them. The process may end meanwhile. */
export function every(periodMs: number, act: () => void): Stop {
  const timer = setInterval(act, periodMs);
  timer.unref();
  return () => clearInterval(timer);
}
