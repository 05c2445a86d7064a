import { z } from 'zod';

/** The measures of how far a distribution is from another. */
const MEASURES = [
  'kl-divergence',
  'alpha-divergence',
  'beta-divergence',
  'ab-divergence',
  'renyi-divergence',
  'l1-distance',
  'l2-distance',
  'l-infinity-distance',
  'fisher-rao-distance',
] as const;

/** The options of measures, as entries of a zod object. */
export const measureShape = {
  /** How far the distributions are apart. Default: `'kl-divergence'`. */
  informationMeasure: z.enum(MEASURES).default('kl-divergence').describe('How far the distributions are apart.'),
  /** The parameter of `alpha-divergence`, `ab-divergence` and `renyi-divergence`. Default: none. */
  alpha: z
    .number()
    .optional()
    .describe('The parameter of `alpha-divergence`, `ab-divergence` and `renyi-divergence`. Default: none.'),
  /** The parameter of `beta-divergence` and `ab-divergence`. Default: none. */
  beta: z.number().optional().describe('The parameter of `beta-divergence` and `ab-divergence`. Default: none.'),
};

type MeasureOptions = z.output<z.ZodObject<typeof measureShape>>;

/** Complains of parameters that a measure has no value for. */
export function checkMeasure(
  { informationMeasure, alpha, beta }: MeasureOptions,
  context: z.core.$RefinementCtx<MeasureOptions>,
): void {
  const complain = (path: string, what: string): void =>
    context.addIssue({ code: 'custom', path: [path], message: `must be ${what} for ${informationMeasure}` });
  if (informationMeasure === 'alpha-divergence' && (alpha === undefined || alpha === 0 || alpha === 1))
    complain('alpha', 'a number other than 0 and 1');
  if (informationMeasure === 'renyi-divergence' && (alpha === undefined || alpha <= 0 || alpha === 1))
    complain('alpha', 'a number above 0 other than 1');
  if (informationMeasure === 'beta-divergence' && (beta === undefined || beta === 0 || beta === -1))
    complain('beta', 'a number other than 0 and −1');
  if (informationMeasure !== 'ab-divergence') return;
  if (alpha === undefined || alpha === 0) complain('alpha', 'a number other than 0');
  if (beta === undefined || beta === 0) complain('beta', 'a number other than 0');
  if (alpha !== undefined && beta !== undefined && alpha + beta === 0) complain('beta', 'other than −alpha');
}

/** How far a predicted distribution p is from that of a reference, q. */
export function measureOf(
  { informationMeasure, alpha = 1, beta = 1 }: MeasureOptions,
  p: Float64Array,
  q: Float64Array,
): number {
  const sum = (of: (ours: number, theirs: number) => number): number =>
    p.reduce((total, ours, at) => total + of(ours, q[at]!), 0);
  const apart = p.map((ours, at) => Math.abs(ours - q[at]!));
  switch (informationMeasure) {
    case 'kl-divergence':
      return sum((ours, theirs) => (theirs === 0 ? 0 : theirs * Math.log(theirs / ours)));
    case 'alpha-divergence':
      return (sum((ours, theirs) => theirs ** alpha * ours ** (1 - alpha)) - 1) / (alpha * (alpha - 1));
    case 'beta-divergence':
      return abDivergence(sum, 1, beta);
    case 'ab-divergence':
      return abDivergence(sum, alpha, beta);
    case 'renyi-divergence':
      return Math.log(sum((ours, theirs) => theirs ** alpha * ours ** (1 - alpha))) / (alpha - 1);
    case 'l1-distance':
      return apart.reduce((total, distance) => total + distance, 0);
    case 'l2-distance':
      return Math.sqrt(apart.reduce((total, distance) => total + distance ** 2, 0));
    case 'l-infinity-distance':
      return apart.reduce((most, distance) => Math.max(most, distance), 0);
    case 'fisher-rao-distance':
      return (
        2 *
        Math.acos(
          Math.min(
            1,
            sum((ours, theirs) => Math.sqrt(ours * theirs)),
          ),
        )
      );
  }
}

function abDivergence(
  sum: (of: (ours: number, theirs: number) => number) => number,
  alpha: number,
  beta: number,
): number {
  const both = alpha + beta;
  return (
    Math.log(sum((_, theirs) => theirs ** both)) / (beta * both) +
    Math.log(sum((ours) => ours ** both)) / (alpha * both) -
    Math.log(sum((ours, theirs) => theirs ** alpha * ours ** beta)) / (alpha * beta)
  );
}
