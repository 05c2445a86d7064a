/** A function of one number. */
type Curve = (x: number) => number;

const GOLDEN = 0.381966;
const TOLERANCE = 1.48e-8;
const CALLS = 500;

/** A point and its value. */
type Point = readonly [x: number, value: number];

/**
 * Where a function is least between two numbers, by Brent's method without derivatives.
 *
 * @see SciPy's `fminbound`; R. Brent, "Algorithms for Minimization without Derivatives" (1973), chapter 5.
 */
export function minimumBetween(curve: Curve, low: number, high: number): number {
  const start = low + 0.5 * (3 - Math.sqrt(5)) * (high - low);
  return brent(curve, [start, curve(start)], [low, high], {
    golden: 0.5 * (3 - Math.sqrt(5)),
    tolerance: (x) => Math.sqrt(2.2e-16) * Math.abs(x) + TOLERANCE / 3,
  });
}

/**
 * Where a function is least, from two numbers on, beyond which it may be looked for.
 *
 * @see SciPy's `brent`, of which it is the bracket.
 */
export function minimumNear(curve: Curve, first: number, second: number): number {
  const [a, b, c] = bracket(curve, first, second);
  return brent(curve, b, [Math.min(a[0], c[0]), Math.max(a[0], c[0])], {
    golden: GOLDEN,
    tolerance: (x) => TOLERANCE * Math.abs(x) + 1e-11,
  });
}

interface BrentSettings {
  readonly golden: number;
  tolerance(x: number): number;
}

/** Parabolas through the three best points, and golden sections where they do not help. */
function brent(
  curve: Curve,
  start: Point,
  ends: readonly [number, number],
  { golden, tolerance }: BrentSettings,
): number {
  let [low, high] = ends;
  let [best, second, third] = [start, start, start];
  let [step, before] = [0, 0];
  for (let call = 1; call < CALLS; call++) {
    const [x, value] = best;
    const middle = 0.5 * (low + high);
    const least = tolerance(x);
    if (Math.abs(x - middle) <= 2 * least - 0.5 * (high - low)) break;
    const parabola = Math.abs(before) > least ? parabolicStep(best, second, third) : undefined;
    const isUseful =
      parabola !== undefined &&
      Math.abs(parabola) < Math.abs(0.5 * before) &&
      parabola > low - x &&
      parabola < high - x;
    if (isUseful) {
      before = step;
      step = parabola;
      const near = x + step - low < 2 * least || high - (x + step) < 2 * least;
      if (near) step = middle >= x ? least : -least;
    } else {
      before = x >= middle ? low - x : high - x;
      step = golden * before;
    }
    const next = x + (step >= 0 ? 1 : -1) * Math.max(Math.abs(step), least);
    const point: Point = [next, curve(next)];
    if (point[1] <= value) {
      if (next >= x) low = x;
      else high = x;
      [best, second, third] = [point, best, second];
      continue;
    }
    if (next < x) low = next;
    else high = next;
    if (point[1] <= second[1] || second[0] === x) [second, third] = [point, second];
    else if (point[1] <= third[1] || third[0] === x || third[0] === second[0]) third = point;
  }
  return best[0];
}

/** From the best of three points to where the parabola through them is least; undefined where there is none. */
function parabolicStep([x, fx]: Point, [w, fw]: Point, [v, fv]: Point): number | undefined {
  const one = (x - w) * (fx - fv);
  const other = (x - v) * (fx - fw);
  const divisor = 2 * (other - one);
  const step = -((x - v) * other - (x - w) * one) / divisor;
  return Number.isFinite(step) ? step : undefined;
}

/** Three points, of which the middle one is least: steps that grow, downhill. */
function bracket(curve: Curve, first: number, second: number): readonly [Point, Point, Point] {
  const at = (x: number): Point => [x, curve(x)];
  const farther = (b: Point, c: Point): number => c[0] + 1.618034 * (c[0] - b[0]);
  let [a, b] = [at(first), at(second)];
  if (a[1] < b[1]) [a, b] = [b, a];
  let c = at(farther(a, b));
  for (let call = 0; c[1] < b[1] && call < CALLS; call++) {
    const guess = b[0] + (parabolicStep(b, c, a) ?? 0);
    const limit = b[0] + 110 * (c[0] - b[0]);
    let next: Point;
    if ((guess - c[0]) * (b[0] - guess) > 0) {
      next = at(guess);
      if (next[1] < c[1]) return [b, next, c];
      if (next[1] > b[1]) return [a, b, next];
      next = at(farther(b, c));
    } else if ((guess - limit) * (limit - c[0]) >= 0) {
      next = at(limit);
    } else if ((guess - limit) * (c[0] - guess) > 0) {
      next = at(guess);
      if (next[1] < c[1]) {
        [b, c] = [c, next];
        next = at(farther(b, c));
      }
    } else {
      next = at(farther(b, c));
    }
    [a, b, c] = [b, c, next];
  }
  return [a, b, c];
}
