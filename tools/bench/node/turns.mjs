import { epochByHand } from './by-hand.mjs';
import { installStoppableClock } from './stoppable-clock.mjs';

const clock = installStoppableClock();

/**
 * A turn of the Trainer, between two of a loop by hand, in samples per second.
 *
 * @typedef {object} Turn
 * @property {number} trainer
 * @property {[before: number, after: number]} loop
 */

/**
 * Makes the Trainer and a loop by hand take turns on one engine, by whole epochs: the loop runs while the Trainer waits in the
 * middle of an epoch. Its clock stands still then, so that what it does at certain times, as writing a checkpoint, falls to its own
 * turns, and as often as without the loop. The first turn warms up and does not count.
 *
 * @param {{ seconds: number, turns: number, epochSteps: number }} wanted how long the Trainer's turns are at least (those of the
 * loop a third of it), how many, and the steps in an epoch
 * @returns {import('./lml-ways.mjs').Pacer & { readonly turns: readonly Turn[] }}
 */
export function createTurns({ seconds, turns: wanted, epochSteps }) {
  /** @type {Turn[]} */
  const turns = [];
  /** @type {import('./by-hand.mjs').Parts} */
  let parts;
  /** @type {number | undefined} */
  let before;
  let started = 0;
  let samples = 0;
  let steps = 0;
  let epoch = 0;

  /** @returns {Promise<number>} samples per second */
  const loop = async () => {
    let processed = 0;
    const counter = {
      isOver: false,
      stepStarts: () => undefined,
      stepEnds: (/** @type {number} */ size) => void (processed += size),
    };
    const begun = clock.real();
    let number = steps;
    do {
      number = await epochByHand(parts, { epoch, number }, counter);
      epoch += 1;
    } while (clock.real() - begun < (1000 * seconds) / 3);
    return (1000 * processed) / (clock.real() - begun);
  };

  return {
    get turns() {
      return turns.slice(1);
    },
    isOver: false,
    begins: (own) => void (parts = own),
    stepStarts: () => undefined,
    stepEnds(size) {
      samples += size;
      steps += 1;
      if (steps % epochSteps !== epochSteps >> 1) return undefined;
      const elapsed = clock.real() - started;
      if (before !== undefined && elapsed < 1000 * seconds) return undefined;
      const trainer = (1000 * samples) / elapsed;
      clock.stop();
      return loop().then((after) => {
        if (before !== undefined) turns.push({ trainer, loop: [before, after] });
        before = after;
        this.isOver = turns.length > wanted;
        samples = 0;
        started = clock.real();
        clock.go();
      });
    },
  };
}
