/**
 * What trains by hand.
 *
 * @typedef {object} Parts
 * @property {import('@lml/core').Engine} engine
 * @property {readonly import('@lml/core/engine').OptimizerStep[]} steps
 * @property {import('@lml/core').DataLoader} loader
 */

/**
 * An epoch of a loop by hand, which the Trainer is compared with.
 *
 * @param {Parts} parts
 * @param {{ epoch: number, number: number }} from the epoch, and how many steps there were before it
 * @param {import('./lml-ways.mjs').Pacer} pacer
 * @returns {Promise<number>} how many steps there were after it
 */
export async function epochByHand({ engine, steps, loader }, { epoch, number }, pacer) {
  for await (const loaded of loader.iterate(epoch)) {
    const { batch, size } = loaded;
    pacer.stepStarts();
    for (const step of steps) {
      const hyper = { ...step.hyper(number, step.base), 'lml/batch': number };
      const pending = engine.run(step, batch, { step: number, hyper });
      const { scalars } = pending instanceof Promise ? await pending : pending;
      for (const scalar of Object.values(scalars)) scalar.dispose();
    }
    loaded.release();
    number += 1;
    const pause = pacer.stepEnds(size);
    if (pause !== undefined) await pause;
    if (pacer.isOver) break;
  }
  return number;
}
