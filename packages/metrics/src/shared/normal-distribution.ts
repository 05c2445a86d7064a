/** From where on the tail is computed by its continued fraction. */
const FAR = 2.5;
const FRACTIONS = 80;

/** The probability that a standard normal number is at most x, to the digits of float64, also of small probabilities. */
export function normalCdf(x: number): number {
  const tail = erfc(Math.abs(x) / Math.SQRT2) / 2;
  return x < 0 ? tail : 1 - tail;
}

/** The complementary error function of x ≥ 0. */
function erfc(x: number): number {
  if (Number.isNaN(x)) return NaN;
  const density = Math.exp(-x * x) / Math.sqrt(Math.PI);
  if (x < FAR) {
    let [term, sum] = [2 * x, 2 * x];
    for (let n = 1; term > sum * Number.EPSILON; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - density * sum;
  }
  let fraction = x;
  for (let n = FRACTIONS; n > 0; n--) fraction = x + n / 2 / fraction;
  return density / fraction;
}
