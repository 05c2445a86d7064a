import { createInterface } from 'node:readline';
import { reply } from './reply.mjs';

/**
 * Makes a training loop stop and go as the parent asks. After its first step the loop waits, tells how long that took, and
 * from then on runs bursts: for a number of steps, or for a time, to the end of the step.
 *
 * @param {() => Record<string, unknown>} facts what to tell besides, after the first step
 * @returns {import('./lml-ways.mjs').Pacer}
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
    isOver: false,
    stepStarts() {
      if (burst === undefined) firstStarted = performance.now();
    },
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
