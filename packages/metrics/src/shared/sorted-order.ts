/** The places of values from the lowest to the highest; of equal values by another row of values, or else that which comes first. */
export function sortedOrder(values: Float32Array, then?: Float32Array): Uint32Array {
  const order = Uint32Array.from(values.keys());
  return then === undefined
    ? order.sort((a, b) => values[a]! - values[b]! || a - b)
    : order.sort((a, b) => values[a]! - values[b]! || then[a]! - then[b]! || a - b);
}

/** The lengths of runs of equal values, of values that are sorted. */
export function runsOf(length: number, isSame: (before: number, after: number) => boolean): number[] {
  const runs: number[] = [];
  let start = 0;
  for (let at = 1; at <= length; at++) {
    if (at < length && isSame(at - 1, at)) continue;
    runs.push(at - start);
    start = at;
  }
  return runs;
}

/** The rank of each value, from 1 on; equal values have the mean of their ranks. */
export function averageRanks(values: Float32Array): Float64Array {
  const order = sortedOrder(values);
  const ranks = new Float64Array(values.length);
  let start = 0;
  for (const run of runsOf(values.length, (before, after) => values[order[before]!] === values[order[after]!])) {
    for (let at = start; at < start + run; at++) ranks[order[at]!] = start + (run + 1) / 2;
    start += run;
  }
  return ranks;
}
