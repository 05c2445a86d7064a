import {
  CheckpointError,
  defineComponent,
  InvalidArgumentError,
  ndArray,
  NotFittedError,
  predictorShape,
  ShapeMismatchError,
  type EngineArray,
  type NdArray,
  type Predictor,
} from '@lml/core';
import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

/** Options of {@link temperatureScaling}. */
export interface TemperatureScalingOptions extends z.input<z.ZodObject<typeof predictorShape>> {}

/** Where the best temperature is looked for. */
const [LOWEST, HIGHEST] = [0.01, 100];

/**
 * Calibrated probabilities: `softmax(logits / T)` of logits `[batch, classes]`, with the temperature T that makes the right labels of
 * the validation data likeliest. Predictions are `[batch, classes]`; the order of classes stays what it was.
 *
 * It is fitted at the end of training, on validation data, and kept beside the checkpoint.
 *
 * @throws from `fit` `LML_SHAPE_MISMATCH` and `LML_INVALID_ARGUMENT` for what are no logits and labels; from `predict` `LML_NOT_FITTED`.
 *
 * @see Guo, Pleiss, Sun, Weinberger: On Calibration of Modern Neural Networks (2017)
 */
export const temperatureScaling = defineComponent({
  kind: 'predictor',
  name: 'temperature-scaling',
  summary: 'Probabilities that are calibrated by one temperature.',
  schema: z.strictObject({ ...predictorShape }),
  examples: [{}],
  create: ({ head }, { name }): Predictor => {
    let temperature: NdArray | undefined;
    return {
      name,
      head,
      fitOn: 'validation',
      fit(outputs, targets) {
        const rows = logitsOf(name, outputs, targets);
        const found = minimum((log) => meanLoss(rows, Math.exp(log)), Math.log(LOWEST), Math.log(HIGHEST));
        temperature = ndArray(Math.exp(found));
      },
      state: () =>
        temperature && [{ name: 'temperature', shape: [], dtype: 'float32', trainable: false, value: temperature }],
      load(state) {
        if (state['temperature']?.shape.length !== 0)
          throw new CheckpointError(`The state of ${name} must have a number 'temperature'.`);
        temperature = state['temperature'];
      },
      predict(output, { read }) {
        if (temperature === undefined)
          throw new NotFittedError(
            `${name} has no temperature. Train with validation data, or call project.fitPredictor().`,
          );
        return tf.softmax(tf.div(output, read('temperature')));
      },
      decode(prediction, { classNames }) {
        const { shape, data } = prediction as EngineArray;
        const [samples, classes] = shape as [number, number];
        return Array.from({ length: samples }, (_, row) => {
          const probabilities = Array.from(data.slice(row * classes, (row + 1) * classes));
          const index = probabilities.indexOf(Math.max(...probabilities));
          return { label: classNames?.[index] ?? index, index, probability: probabilities[index]!, probabilities };
        });
      },
    };
  },
});

/** Logits of a sample, and the right class. */
export interface LabelledLogits {
  /** The logits. */
  readonly logits: readonly number[];
  /** The class. */
  readonly label: number;
}

/**
 * Logits `[samples, classes]` and labels `[samples]` by sample.
 *
 * @throws `LML_SHAPE_MISMATCH` for other shapes, `LML_INVALID_ARGUMENT` for labels that are none, and where there are no samples.
 */
export function logitsOf(name: string, outputs: NdArray, targets: NdArray): LabelledLogits[] {
  const [samples = 0, classes = 0] = outputs.shape;
  if (outputs.shape.length !== 2 || targets.shape.length !== 1 || targets.shape[0] !== samples)
    throw new ShapeMismatchError(
      `${name} is fitted to logits [samples, classes] and labels [samples], got [${outputs.shape.join(', ')}] and [${targets.shape.join(', ')}].`,
    );
  if (samples === 0) throw new InvalidArgumentError('outputs', `at least one sample to fit ${name} to`, outputs);
  return Array.from({ length: samples }, (_, row) => {
    const label = Number(targets.data[row]);
    if (!Number.isInteger(label) || label < 0 || label >= classes)
      throw new InvalidArgumentError('targets', `classes from 0 to ${classes - 1}`, label);
    return {
      logits: Array.from(outputs.data.slice(row * classes, (row + 1) * classes) as ArrayLike<number>, Number),
      label,
    };
  });
}

/** Probabilities of logits, divided by a temperature. */
export function softmaxOf(logits: readonly number[], temperature = 1): number[] {
  const largest = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp((logit - largest) / temperature));
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / sum);
}

function meanLoss(rows: readonly LabelledLogits[], temperature: number): number {
  const losses = rows.map(({ logits, label }) => {
    const largest = Math.max(...logits);
    const sum = logits.reduce((all, logit) => all + Math.exp((logit - largest) / temperature), 0);
    return Math.log(sum) - (logits[label]! - largest) / temperature;
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / rows.length;
}

/** Where a function with one valley is lowest, by the golden section. */
function minimum(value: (x: number) => number, low: number, high: number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [from, to] = [low, high];
  for (let round = 0; round < 100; round++) {
    const [left, right] = [to - ratio * (to - from), from + ratio * (to - from)];
    if (value(left) <= value(right)) to = right;
    else from = left;
  }
  return (from + to) / 2;
}

declare module '@lml/core' {
  interface PredictorComponents {
    'temperature-scaling': typeof temperatureScaling;
  }
  interface PredictorOptions {
    'temperature-scaling': TemperatureScalingOptions;
  }
}
