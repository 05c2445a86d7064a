// Taken out once: in a sandbox, such as jest's, each look at a global is slow.
const { cos, log, PI, sin, sqrt } = Math;

/**
 * Two standard normal numbers from two random words, by Box and Muller: radius √(−2 ln u) and angle 2πv, where
 * u = (first + 1) · 2⁻³² lies in (0, 1] and v = second · 2⁻³² in [0, 1).
 */
export function normalPair(first: number, second: number): [number, number] {
  const radius = sqrt(-2 * log((first + 1) * 2 ** -32));
  const angle = second * (PI * 2 ** -31);
  return [radius * cos(angle), radius * sin(angle)];
}
