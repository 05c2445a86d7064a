/**
 * One burst of steps.
 *
 * @typedef {object} Burst
 * @property {number} round bursts of one round follow each other closely
 * @property {number} samplesPerSecond
 * @property {number} [samplesPerTick] by what the process itself used of the processor, all threads together
 * @property {number} [foreignLoad] what others used of the machine meanwhile, from 0 to 1
 */

/** A burst during which others used more than this share of the machine is left out where enough others are left. */
export const QUIET = 0.1;

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return Number.isInteger(middle) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[Math.floor(middle)];
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
 * How many times as much time one takes as another: the median over the rounds of ratios within a round, which a machine that
 * becomes slower or faster meanwhile does not change. Time of the processor counts from disturbed bursts too.
 *
 * @param {readonly Burst[]} bursts
 * @param {readonly Burst[]} reference
 * @param {'samplesPerSecond' | 'samplesPerTick'} rate
 * @returns {number | undefined} nothing where they have no round in common
 */
export function timeRatio(bursts, reference, rate = 'samplesPerSecond') {
  /** @param {readonly Burst[]} all */
  const used = (all) => (rate === 'samplesPerTick' ? all : counted(all));
  const byRound = new Map(used(reference).map((burst) => [burst.round, burst[rate]]));
  const ratios = used(bursts).flatMap((burst) => {
    const [own, other] = [burst[rate], byRound.get(burst.round)];
    return own === undefined || other === undefined ? [] : [other / own];
  });
  return ratios.length === 0 ? undefined : median(ratios);
}
