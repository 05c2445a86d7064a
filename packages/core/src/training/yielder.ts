import { platform } from '#platform';

/** How long steps may run before timers, signals and the progress bar have their turn, in milliseconds. */
const BUDGET = 15;

/**
 * Lets the event loop turn now and then: awaiting a tensor does not on the cpu and wasm backends. Call the function it
 * returns after each step.
 */
export function createYielder(): () => Promise<void> | undefined {
  let last = performance.now();
  return () => {
    if (performance.now() - last < BUDGET) return undefined;
    return platform.yieldToEvents().then(() => {
      last = performance.now();
    });
  };
}
