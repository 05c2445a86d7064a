/**
 * One burst of steps.
 *
 * @typedef {object} Burst
 * @property {number} round bursts of one round follow each other closely
 * @property {number} samplesPerSecond
 * @property {number} [foreignLoad] what others used of the machine meanwhile, from 0 to 1
 */

/** A burst during which others used more than this share of the machine is left out where enough others are left. */
export const QUIET = 0.1;

/**
 * The value below which that share of all lie, between two of them where it falls between two.
 *
 * @param {readonly number[]} values
 * @param {number} share
 */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  return sorted[below] + (position - below) * (sorted[Math.ceil(position)] - sorted[below]);
}

/** @param {readonly number[]} values */
export function median(values) {
  return quantile(values, 0.5);
}

/** @param {Burst} burst */
export function isQuiet({ foreignLoad = 0 }) {
  return foreignLoad <= QUIET;
}

/**
 * The bursts that count: the quiet ones if they are at least half, else all.
 *
 * @template {Burst} Entry
 * @param {readonly Entry[]} bursts
 */
export function counted(bursts) {
  const quiet = bursts.filter(isQuiet);
  return 2 * quiet.length >= bursts.length ? quiet : bursts;
}

/**
 * @param {readonly Burst[]} bursts
 * @returns {{ samplesPerSecond: number, foreignLoad: number | undefined, quietBursts: number }} medians
 */
export function summarise(bursts) {
  const used = counted(bursts);
  const loads = used.flatMap(({ foreignLoad }) => foreignLoad ?? []);
  return {
    samplesPerSecond: median(used.map(({ samplesPerSecond }) => samplesPerSecond)),
    foreignLoad: loads.length === 0 ? undefined : median(loads),
    quietBursts: bursts.filter(isQuiet).length,
  };
}

/**
 * How many times as much time the Trainer takes as the loop by hand before and after it.
 *
 * @param {import('./node/turns.mjs').Turn} turn
 */
export function timeRatio({ trainer, loop: [before, after] }) {
  return 1 / trainer / ((1 / before + 1 / after) / 2);
}
