import { defineComponent, type Strategy } from '@lml/core';
import { z } from 'zod';

import { checkGrid, gridPointAt } from '../shared/grid-points.js';

/**
 * Grid search: every combination of the values, in the order of scikit-learn's ParameterGrid: space by space, names sorted, the last
 * name fastest. Integers and quantized numbers have all their values.
 *
 * @throws `LML_INVALID_ARGUMENT` for a space with numbers that no grid has: uniform and logUniform.
 *
 * @example
 * ```ts
 * import { Study } from '@lml/core';
 * import { grid } from '@lml/search';
 *
 * const study = new Study({ space: { b: [1, 2], a: ['x', 'y'] }, strategy: grid() });
 * [study.ask(), study.ask(), study.ask()].map((trial) => trial?.params); // => [{ a: 'x', b: 1 }, { a: 'x', b: 2 }, { a: 'y', b: 1 }]
 * ```
 *
 * @see scikit-learn, `sklearn.model_selection.ParameterGrid`.
 */
export const grid = defineComponent({
  kind: 'strategy',
  name: 'grid',
  summary: 'Every combination of the values, in the order of scikit-learn.',
  schema: z.strictObject({}),
  create: (): Strategy => ({
    learns: false,
    check: ({ spaces }) => spaces.forEach(checkGrid),
    propose: ({ spaces, trials }) => {
      const params = gridPointAt(spaces, trials.length);
      return params === undefined ? 'done' : { params };
    },
  }),
});
