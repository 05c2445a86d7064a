import { defineComponent, type Strategy } from '@lml/core';
import { z } from 'zod';

import { parameterSampler } from '../shared/sampler.js';

/**
 * Random search: the points of scikit-learn's ParameterSampler for the same seed (`random_state`) and number of trials (`n_iter`).
 *
 * From lists alone, points are drawn without replacement, until there are none; which ones depends on the number of trials, so that a
 * search that goes on should keep it. Otherwise each point is drawn by itself, without end: names sorted, `uniform` and `logUniform`
 * as SciPy's of these names (logarithms may differ in the last digit), `int` as its `randint`. What scikit-learn has not is drawn our
 * way: a branch right after its value, a number in steps by the place of the step, an `int` with `log` by a fraction of its logarithm.
 * Of several spaces one is chosen for each point. Seeds from 2³² on, which NumPy refuses, are taken as a list of two words.
 *
 * @example
 * ```ts
 * import { Study } from '@lml/core';
 * import { random } from '@lml/search';
 *
 * const study = new Study({ space: { a: ['x', 'y'], b: [1, 2, 3] }, strategy: random(), seed: 1, limit: 2 });
 * [study.ask(), study.ask(), study.ask()].map((trial) => trial?.params); // => [{ a: 'x', b: 3 }, { a: 'x', b: 2 }, undefined]
 * ```
 *
 * @see Bergstra, Bengio (2012), Random search for hyper-parameter optimization; scikit-learn, `sklearn.model_selection.ParameterSampler`.
 */
export const random = defineComponent({
  kind: 'strategy',
  name: 'random',
  summary: 'Points drawn from the distributions, as by scikit-learn.',
  schema: z.strictObject({}),
  create: (): Strategy => ({
    learns: false,
    endless: true,
    propose: (view) => {
      const params = parameterSampler(view, view.limit)(view.trials.length);
      return params === undefined ? 'done' : { params };
    },
  }),
});
