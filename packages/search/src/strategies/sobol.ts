import {
  chooseFrom,
  defineComponent,
  InvalidArgumentError,
  valueAt,
  type Distribution,
  type SearchSpace,
  type Strategy,
} from '@lml/core';
import { z } from 'zod';

import { SOBOL_DIMENSIONS, SOBOL_POINTS, sobolPoint } from '../shared/sobol-point.js';

const shape = {
  /**
   * Whether the points are scrambled by the seed; without, the first one has the lowest value of everything. Default:
   * `true`.
   */
  scramble: z
    .boolean()
    .default(true)
    .describe(
      'Whether the points are scrambled by the seed; without, the first one has the lowest value of everything.',
    ),
};

/** Options of {@link sobol}. */
export interface SobolOptions extends z.input<z.ZodObject<typeof shape>> {}

/**
 * Points of Sobol's sequence, which fill the space more evenly than random ones, best in numbers that are powers of 2. It has no end.
 *
 * Each parameter has a dimension of its own, those of branches that are not chosen too, and of several spaces the choice of one; values
 * are taken by the fraction of their mass, so that choices and integers are dealt evenly. Unscrambled points are those of SciPy's
 * `qmc.Sobol`; scrambling, by a random triangular matrix and a shift, is ours.
 *
 * @throws `LML_INVALID_ARGUMENT` for more than 64 dimensions.
 *
 * @example
 * ```ts
 * import { Study, uniform } from '@lml/core';
 * import { sobol } from '@lml/search';
 *
 * const space = { x: uniform({ low: 0, high: 1 }), y: uniform({ low: 0, high: 1 }) };
 * const study = new Study({ space, strategy: sobol({ scramble: false }), limit: 4 });
 * [study.ask(), study.ask(), study.ask()].map((trial) => trial?.params); // => [{ x: 0, y: 0 }, { x: 0.5, y: 0.5 }, { x: 0.75, y: 0.25 }]
 * ```
 *
 * @see Joe, Kuo (2008), Constructing Sobol sequences with better two-dimensional projections; Matoušek (1998), On the L2-discrepancy for
 * anchored boxes.
 */
export const sobol = defineComponent({
  kind: 'strategy',
  name: 'sobol',
  summary: "Points of Sobol's sequence, which fill the space evenly.",
  schema: z.strictObject(shape),
  create: ({ scramble }): Strategy => ({
    learns: false,
    endless: true,
    check: ({ spaces }) => {
      const count = dimensionsOf(spaces).length;
      if (count <= SOBOL_DIMENSIONS) return;
      const expected = `a space of at most ${SOBOL_DIMENSIONS} dimensions for sobol, those of branches included`;
      throw new InvalidArgumentError('space', expected, count, 'Search fewer parameters, or use random.');
    },
    propose: ({ spaces, trials, seed }) => {
      if (trials.length >= SOBOL_POINTS) return 'done';
      const dimensions = dimensionsOf(spaces);
      const point = sobolPoint(dimensions.length, trials.length, scramble ? seed : undefined);
      const space =
        spaces.length === 1 ? spaces[0]! : (valueAt({ type: 'choice', values: spaces }, point[0]!) as SearchSpace);
      const find = (one: Distribution, name: string): number =>
        point[dimensions.findIndex((each) => each.space === space && each.name === name && each.distribution === one)]!;
      return { params: chooseFrom(space, (distribution, name) => valueAt(distribution, find(distribution, name))) };
    },
  }),
});

/** What a dimension of the sequence stands for: nothing named where it chooses the space. */
interface Dimension {
  readonly space?: SearchSpace;
  readonly name?: string;
  readonly distribution?: Distribution;
}

function dimensionsOf(spaces: readonly SearchSpace[]): Dimension[] {
  const own = spaces.flatMap((space) => namedOf(space).map((one) => ({ ...one, space })));
  return spaces.length === 1 ? own : [{}, ...own];
}

function namedOf(space: SearchSpace): Dimension[] {
  return Object.keys(space)
    .sort()
    .flatMap((name) => {
      const distribution = space[name]!;
      const branches = distribution.type === 'choice' ? (distribution.branches ?? []) : [];
      return [{ name, distribution }, ...branches.flatMap(namedOf)];
    });
}
