import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** Where the parent listens; stdout is left to whatever a run prints. */
const REPLIES = 3;

/**
 * Makes a training loop stop and go as the parent asks. After its first step the loop waits, tells how long that took, and
 * from then on runs bursts: for a number of steps, or for a time, to the end of the step.
 *
 * @param {() => Record<string, unknown>} facts what to tell besides, after the first step
 */
export function createPacer(facts) {
  const commands = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
  /** @type {{ steps: number, samples: number, started: number, wanted: { steps?: number, seconds?: number } } | undefined} */
  let burst;
  let firstStarted = 0;

  /** @param {number} seconds */
  const ready = async (seconds) => {
    // Warnings come when the step has returned.
    await new Promise((resolve) => setImmediate(resolve));
    reply({ firstStepSeconds: seconds, ...facts() });
    await nextBurst();
  };
  const nextBurst = async () => {
    const { value, done } = await commands.next();
    // The parent has closed the line.
    if (done) process.exit(0);
    burst = { steps: 0, samples: 0, wanted: JSON.parse(value), started: performance.now() };
  };

  return {
    /** A step begins. */
    stepStarts() {
      if (burst === undefined) firstStarted = performance.now();
    },
    /**
     * A step is over.
     *
     * @param {number} samples
     * @returns {Promise<void> | undefined} what to wait for before the next one
     */
    stepEnds(samples) {
      const now = performance.now();
      if (burst === undefined) return ready((now - firstStarted) / 1000);
      burst.steps += 1;
      burst.samples += samples;
      const { wanted, started, ...done } = burst;
      const seconds = (now - started) / 1000;
      if (done.steps < (wanted.steps ?? Infinity) && seconds < (wanted.seconds ?? Infinity)) return undefined;
      reply({ ...done, seconds });
      return nextBurst();
    },
  };
}

/** @param {Record<string, unknown>} message */
function reply(message) {
  writeSync(REPLIES, `${JSON.stringify(message)}\n`);
}
