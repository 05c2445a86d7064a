/**
 * Counts the samples of whole steps for a time, after another time that does not count, and then ends the run.
 *
 * @param {number} warm seconds after the first step that do not count
 * @param {number} seconds that count, to the end of the step
 * @returns {import('./lml-ways.mjs').Pacer & { result(): { samples: number, seconds: number, untilFirst: number } }}
 */
export function createStopwatch(warm, seconds) {
  const made = performance.now();
  let first = 0;
  let started = 0;
  let ended = 0;
  let samples = 0;
  return {
    isOver: false,
    stepStarts: () => undefined,
    stepEnds(size) {
      const now = performance.now();
      if (first === 0) first = now;
      if (started !== 0) samples += size;
      else if (now - first >= 1000 * warm) started = now;
      ended = now;
      this.isOver = started !== 0 && now - started >= 1000 * seconds;
      return undefined;
    },
    result: () => ({ samples, seconds: (ended - started) / 1000, untilFirst: (first - made) / 1000 }),
  };
}
