/**
 * Takes the place of `performance.now`, `setTimeout` and `clearTimeout`, so that what goes by them does not notice how long it was
 * stopped: the clock stands still, and nothing falls due.
 *
 * @returns {{ stop(): void, go(): void, real(): number }} `real` is the clock that goes on
 */
export function installStoppableClock() {
  const real = performance.now.bind(performance);
  const { setTimeout: begin, clearTimeout: end } = globalThis;
  /** @typedef {{ act: () => void, due: number, running?: ReturnType<typeof setTimeout> }} Timer */
  /** @type {Set<Timer>} */
  const timers = new Set();
  let away = 0;
  /** @type {number | undefined} */
  let stopped;
  const now = () => stopped ?? real() - away;
  const run = (/** @type {Timer} */ timer) => {
    const act = () => {
      timers.delete(timer);
      timer.act();
    };
    timer.running = begin(act, timer.due - now());
  };
  const later = (/** @type {(...args: any[]) => void} */ act, delay = 0, /** @type {any[]} */ ...args) => {
    const timer = { act: () => act(...args), due: now() + delay };
    timers.add(timer);
    if (stopped === undefined) run(timer);
    return timer;
  };
  const clear = (/** @type {Timer | undefined} */ timer) => {
    if (timer === undefined) return;
    timers.delete(timer);
    end(timer.running);
  };
  performance.now = now;
  Object.assign(globalThis, { setTimeout: later, clearTimeout: clear });
  return {
    real,
    stop() {
      stopped = now();
      for (const { running } of timers) end(running);
    },
    go() {
      away = real() - (stopped ?? now());
      stopped = undefined;
      for (const timer of timers) run(timer);
    },
  };
}
