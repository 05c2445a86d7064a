import { ShapeMismatchError, defineComponent, predictorShape, requireTensor, type Predictor } from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

const EXPECTED = 'must be a finite number, or a list of such, one for each output';
const perOutput = z.union([z.number(EXPECTED), z.array(z.number(EXPECTED), EXPECTED).min(1, EXPECTED)]);

const shape = {
  /** What outputs are multiplied by: one number, or one for each output. Default: `1`. */
  scale: perOutput
    .refine((scale) => ![scale].flat().includes(0), 'must not be 0: all predictions would be equal')
    .default(1)
    .describe('What outputs are multiplied by: one number, or one for each output.'),
  /** What is then added: one number, or one for each output. Default: `0`. */
  offset: perOutput.default(0).describe('What is then added: one number, or one for each output.'),
  /** Whether a last axis of size 1 is dropped. Default: `true`. */
  squeeze: z.boolean().default(true).describe('Whether a last axis of size 1 is dropped.'),
};

/** Options of {@link regression}. */
export interface RegressionOptions
  extends z.input<z.ZodObject<typeof shape>>, z.input<z.ZodObject<typeof predictorShape>> {}

/**
 * Regression: brings outputs back to the unit of the targets, `prediction = output · scale + offset`. It undoes a
 * standardisation of the targets, `(target − mean) / deviation`, by `scale: deviation, offset: mean`, and a scaling to
 * [0, 1] by `scale: maximum − minimum, offset: minimum`. Without options, predictions are the outputs. Metrics on predictions see
 * targets brought back likewise.
 *
 * Output `[batch]` or `[batch, …, outputs]`; prediction float32 of the same shape, but `[batch, …]` where there is one
 * output and `squeeze` is on.
 *
 * @throws `LML_INVALID_OPTIONS` for a scale that is 0, or numbers that are not finite; `LML_SHAPE_MISMATCH` when it
 * predicts from an output without a batch axis, or with another number of outputs than there are scales or offsets.
 *
 * @example
 * ```ts
 * import { applyPredictor, ndArray } from '@lml/core';
 * import { regression } from '@lml/predictors';
 *
 * const inEuro = regression({ scale: 1000, offset: 20_000 });
 * (await applyPredictor(inEuro, ndArray([[-1], [0.5]]))).data; // => Float32Array.of(19000, 20500)
 * ```
 */
export const regression = defineComponent({
  kind: 'predictor',
  name: 'regression',
  summary: 'Outputs brought back to the unit of the targets.',
  schema: z.strictObject({ ...predictorShape, ...shape }),
  examples: [{}, { scale: 2.5, offset: -1 }, { squeeze: false }],
  create: ({ scale, offset, squeeze, head }, { name }): Predictor => ({
    name,
    head,
    target: (target) => inUnit(requireTensor(name, 'target', target), { scale, offset, squeeze }),
    predict(output) {
      if (output.rank === 0) {
        throw new ShapeMismatchError('Regression predicts from outputs [batch, outputs], got a scalar.');
      }
      return inUnit(output, { scale, offset, squeeze });
    },
  }),
});

/** Numbers as the model gives and learns them, in the unit of predictions. */
function inUnit(
  numbers: tf.Tensor,
  { scale, offset, squeeze }: Pick<z.output<z.ZodObject<typeof shape>>, 'scale' | 'offset' | 'squeeze'>,
): tf.Tensor {
  const width = numbers.rank === 1 ? 1 : numbers.shape.at(-1)!;
  const scaled = tf.mul(tf.cast(numbers, 'float32'), constant(scale, 'scale', width));
  const prediction = tf.add(scaled, constant(offset, 'offset', width));
  return squeeze && numbers.rank > 1 && width === 1 ? tf.squeeze(prediction, [numbers.rank - 1]) : prediction;
}

function constant(value: number | readonly number[], option: string, width: number): tf.Tensor {
  if (typeof value === 'number') return tf.scalar(value);
  if (value.length === width) return tf.tensor1d([...value]);
  throw new ShapeMismatchError(
    `The option ${option} of regression has ${value.length} numbers, but the model has ${width} output${width === 1 ? '' : 's'}. ` +
      'Give one number for all, or one for each.',
  );
}
