import { defineComponent, InvalidArgumentError } from '@lml/core';
import { z } from 'zod';

import { anneals, between, type Anneal } from '../shared/anneal.js';
import { minShape, numbersShape, totalShape, unitShape } from '../shared/schedule-shape.js';
import { lengthOf } from '../shared/schedule-time.js';
import { warmedUpSchedule, warmUpShape } from '../shared/warm-up.js';

const shape = {
  /** How long before the end the number begins to fall, in what it counts by. */
  decay: z.number().gt(0).describe('How long before the end the number begins to fall, in what it counts by.'),
  /** The form of the fall; of '1-sqrt' it is steep at first. Default: `'cos'`. */
  annealStrategy: z
    .enum(['cos', 'linear', '1-sqrt'])
    .default('cos')
    .describe("The form of the fall; of '1-sqrt' it is steep at first."),
};

/** Options of {@link wsd}. */
export interface WsdOptions
  extends
    z.input<z.ZodObject<typeof warmUpShape>>,
    z.input<z.ZodObject<typeof shape>>,
    z.input<z.ZodObject<typeof totalShape>>,
    z.input<z.ZodObject<typeof minShape>>,
    z.input<z.ZodObject<typeof unitShape>>,
    z.input<z.ZodObject<typeof numbersShape>> {}

/** By the square root of the part that is made. */
const bySquareRoot: Anneal = (from, to, part) => between(from, to, Math.sqrt(part));

/**
 * Warm-up, stable, decay: rises in a straight line, keeps a number's first value, and falls to `min` over the last part of the run, from
 * where it stays. Training may go on from a checkpoint of the stable part with another total.
 *
 * @throws `LML_INVALID_OPTIONS` for a decay or a total of 0 or less; `LML_INVALID_ARGUMENT` in the run if neither `total` nor the length of
 * the run is known, or warm-up and decay are longer than it.
 *
 * @example
 * ```ts
 * import { scheduleValues } from '@lml/core';
 * import { wsd } from '@lml/optimizers';
 *
 * const scheduler = wsd({ warmup: 2, decay: 2, annealStrategy: 'linear', total: 6 });
 * scheduleValues(scheduler, { base: { lr: 0.4 }, steps: 7 }).lr; // => [0, 0.2, 0.4, 0.4, 0.4, 0.2, 0]
 * ```
 *
 * @see Hu et al., MiniCPM: unveiling the potential of small language models with scalable training strategies, 2024; Hägele et al.,
 * Scaling laws and compute-optimal training beyond fixed training durations, 2024; `get_wsd_schedule` of Hugging Face transformers.
 */
export const wsd = defineComponent({
  kind: 'scheduler',
  name: 'wsd',
  summary: 'Warm-up, stable, decay: the rate rises, stays, and falls in the last part of the run.',
  schema: z.strictObject({ ...warmUpShape, ...shape, ...totalShape, ...minShape, ...unitShape, ...numbersShape }),
  examples: [
    { warmup: 5, decay: 20 },
    { warmup: 1, decay: 2, total: 6, annealStrategy: '1-sqrt', min: 1e-5, unit: 'epoch' },
  ],
  create({ decay, annealStrategy, total, min, ...options }, { name }) {
    const anneal = annealStrategy === '1-sqrt' ? bySquareRoot : anneals[annealStrategy];
    return warmedUpSchedule(name, options, (first, now, time) => {
      const end = lengthOf(name, total, options.unit, time);
      if (options.warmup + decay > end) {
        const expected = `at most as long as the total, which is ${end}`;
        throw new InvalidArgumentError(`warmup and decay of the scheduler '${name}'`, expected, options.warmup + decay);
      }
      const done = (now - end + decay) / decay;
      return done <= 0 ? first : anneal(first, min, Math.min(1, done));
    });
  },
});
