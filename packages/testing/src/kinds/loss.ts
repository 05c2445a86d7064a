import { toTensor, valueAndGradients, type Loss, type NdArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import type { LossConformance, TensorFixture } from '../conformance.js';
import { caseCheck, ensure, type Case, type KindSuite } from '../shared/check.js';
import { difference } from '../shared/difference.js';
import { finiteDifferences } from '../shared/finite-differences.js';
import { arrayOf, firstAccepted, rowsOf } from '../shared/fixtures.js';
import { ensureUntouched, numbersOf, readTensors } from '../shared/tensors.js';

interface Pair {
  readonly prediction: NdArray;
  readonly target: NdArray;
}

const REAL: TensorFixture = { shape: [4, 3], low: -1.5, high: 1.5 };
const FRACTION: TensorFixture = { shape: [4, 3], low: 0.05, high: 0.95 };
const shaped = (fixture: TensorFixture, ...shape: number[]): TensorFixture => ({ ...fixture, shape });

/** Pairs of prediction and target that most losses take one of. */
const USUAL: readonly (readonly [TensorFixture, TensorFixture])[] = [
  [REAL, REAL],
  [REAL, { shape: [4], dtype: 'int32', high: 3 }],
  [shaped(REAL, 4), shaped(REAL, 4)],
  [shaped(REAL, 4, 1), shaped(REAL, 4, 1)],
  [FRACTION, FRACTION],
  [FRACTION, { shape: [4], dtype: 'int32', high: 3 }],
  [shaped(REAL, 4, 4, 4, 3), shaped(REAL, 4, 4, 4, 3)],
];

/** Loss: finite, a scalar, with the gradient that finite differences have, for one sample too. */
export const lossSuite: KindSuite = {
  async use(loss: Loss, one: Case) {
    const { prediction, target } = await pairOf(loss, one);
    return readTensors(() => lossAndGradient(loss, prediction, target, isDifferentiable(one)));
  },
  checks: [
    caseCheck<Loss>('loss/value', 'is finite and a scalar, and leaves its arguments alone', async (loss, one) => {
      const { prediction, target } = await pairOf(loss, one);
      const tensors = { prediction: toTensor(prediction), target: toTensor(target) };
      try {
        await ensureUntouched(tensors, async () => {
          const { value } = await readTensors(() => ({ value: loss(tensors.prediction, tensors.target) }));
          const scalar = value.shape.length === 0 || one.options['reduction'] === 'none';
          ensure(scalar, () => `its value has shape [${value.shape.join(', ')}] rather than being a scalar`);
          ensure(value.dtype === 'float32', `its value is ${value.dtype} rather than float32`);
          ensure(numbersOf(value).every(Number.isFinite), () => `its value is ${numbersOf(value).join(', ')}`);
        });
      } finally {
        tf.dispose(tensors);
      }
    }),
    caseCheck<Loss>(
      'loss/gradient',
      'has the gradient of finite differences',
      async (loss, one) => {
        const { prediction, target } = await pairOf(loss, one);
        const { gradient } = await readTensors(() => lossAndGradient(loss, prediction, target, isDifferentiable(one)));
        const expected = await finiteDifferences(prediction, async (moved) => {
          const { value } = await readTensors(() => ({ value: tf.sum(loss(toTensor(moved), toTensor(target))) }));
          return numbersOf(value)[0]!;
        });
        const scale = Math.max(1e-3, ...expected.map(Math.abs));
        const { tolerance = 0.01 } = conformanceOf(one);
        numbersOf(gradient).forEach((value, index) => {
          const close = Math.abs(value - expected[index]!) <= tolerance * scale;
          ensure(
            close,
            () => `its gradient at element ${index} is ${value}, but finite differences give ${expected[index]}`,
          );
        });
      },
      isDifferentiable,
    ),
    caseCheck<Loss>('loss/batch-of-one', 'is finite for a batch of one sample', async (loss, one) => {
      const { prediction, target } = await pairOf(loss, one);
      const [first, answer] = [rowsOf(prediction, 0, 1), rowsOf(target, 0, 1)];
      const values = await readTensors(() => lossAndGradient(loss, first, answer, isDifferentiable(one)));
      for (const [name, array] of Object.entries(values))
        ensure(
          numbersOf(array).every(Number.isFinite),
          () => `its ${name} for one sample is ${numbersOf(array).join(', ')}`,
        );
    }),
    caseCheck<Loss>(
      'loss/weights',
      'is the same with a weight of one for each sample',
      async (loss, one) => {
        const { prediction, target } = await pairOf(loss, one);
        const { plain, weighted } = await readTensors(() => ({
          plain: loss(toTensor(prediction), toTensor(target)),
          weighted: loss(toTensor(prediction), toTensor(target), tf.ones([prediction.shape[0]!])),
        }));
        const found = difference(plain, weighted, 1e-5);
        ensure(found === undefined, () => `without weights and with weights of one it gave ${found}`);
      },
      (one) => conformanceOf(one).weights !== false,
    ),
  ],
};

function conformanceOf({ conformance }: Case): LossConformance {
  return conformance ?? {};
}

async function pairOf(loss: Loss, one: Case): Promise<Pair> {
  const { prediction, target } = conformanceOf(one);
  const read = ([output, answer]: readonly [TensorFixture, TensorFixture]): Pair => ({
    prediction: arrayOf(output, 'prediction'),
    target: arrayOf(answer, 'target'),
  });
  if (prediction !== undefined && target !== undefined) return read([prediction, target]);
  const trait = 'prediction: { shape, … }, target: { shape, … }';
  const accepted = await firstAccepted(
    USUAL,
    async (candidate) => {
      const pair = read([prediction ?? candidate[0], target ?? candidate[1]]);
      const { value } = await readTensors(() => ({ value: loss(toTensor(pair.prediction), toTensor(pair.target)) }));
      ensure(numbersOf(value).every(Number.isFinite), 'its value is not finite');
    },
    trait,
  );
  return read([prediction ?? accepted[0], target ?? accepted[1]]);
}

function isDifferentiable({ component }: Case): boolean {
  return component.traits['differentiable'] !== false;
}

/** The sum of the loss and its gradient with respect to the prediction; that is zero for a loss that has none. */
function lossAndGradient(
  loss: Loss,
  prediction: NdArray,
  target: NdArray,
  differentiable: boolean,
): { value: tf.Tensor; gradient: tf.Tensor } {
  const [output, answer] = [toTensor(prediction), toTensor(target)];
  const total = (): tf.Scalar => tf.sum(loss(output, answer));
  if (!differentiable) return { value: total(), gradient: tf.zerosLike(output) };
  const { value, gradients } = valueAndGradients(total, [output]);
  return { value, gradient: gradients[0]! };
}
