/**
 * Makes the function that changes the sampling rate of signals from `from` to `to` by a filter of a Kaiser window with 60 decibels of
 * rejection, that of Octave's `resample`. Whole numbers.
 */
export function resampler(to: number, from: number): (signal: Float64Array) => Float64Array {
  const divisor = greatestCommonDivisor(to, from);
  const [up, down] = [to / divisor, from / divisor];
  if (up === down) return (signal) => signal;
  const { filter, middle } = lowPass(up, down);
  return (signal) => {
    const resampled = new Float64Array(Math.ceil((signal.length * up) / down));
    for (let at = 0; at < resampled.length; at++) {
      // The signal with zeros between its values, only the others of which count.
      const place = middle + at * down;
      const last = Math.min(signal.length - 1, Math.floor(place / up));
      let sum = 0;
      for (let from = Math.max(0, Math.ceil((place - filter.length + 1) / up)); from <= last; from++)
        sum += signal[from]! * filter[place - from * up]!;
      resampled[at] = sum;
    }
    return resampled;
  };
}

/** A filter below half of both rates, for signals with zeros in between, whose sum is `up`. */
function lowPass(up: number, down: number): { filter: Float64Array; middle: number } {
  const rejection = 60;
  const cutoff = 1 / (2 * Math.max(up, down));
  const middle = Math.ceil((rejection - 8) / (28.714 * (cutoff / 10)));
  const beta = 0.1102 * (rejection - 8.7);
  const filter = Float64Array.from({ length: 2 * middle + 1 }, (_, at) => {
    const angle = 2 * Math.PI * cutoff * (at - middle);
    const window = besselI0(beta * Math.sqrt(1 - ((at - middle) / middle) ** 2)) / besselI0(beta);
    return window * (angle === 0 ? 1 : Math.sin(angle) / angle);
  });
  const sum = filter.reduce((all, weight) => all + weight, 0);
  return { filter: filter.map((weight) => (weight * up) / sum), middle };
}

/** The modified Bessel function of the first kind and order 0, by its series. */
function besselI0(value: number): number {
  let [sum, term] = [1, 1];
  for (let order = 1; term > sum * Number.EPSILON; order++) {
    term *= (value / (2 * order)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}
