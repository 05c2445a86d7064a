import { measureLoss, type MeasuredLoss, type NdArray, type TreeLoss } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { mapArrays, range, samplesOfTree, tensorsOf } from '../shared/array-tree.js';
import { caseCheck, ensure, type Case, type KindSuite } from '../shared/check.js';
import { difference } from '../shared/difference.js';
import { finiteDifferences } from '../shared/finite-differences.js';
import { ensureUntouched, namedTensors, numbersOf, readTensors } from '../shared/tensors.js';
import {
  conformanceOf,
  floatLeaves,
  isDifferentiable,
  lossAndGradients,
  pairOf,
  rowsOfPair,
  targetOf,
  type Pair,
} from './loss-pair.js';
import { lossStepChecks } from './loss-steps.js';

/** Loss: finite, a scalar, with the gradient that finite differences have, for one sample too, whatever the batches. */
export const lossSuite: KindSuite = {
  async use(loss: TreeLoss, one: Case) {
    const pair = await pairOf(loss, one);
    return readTensors(() => lossAndGradients(loss, pair, isDifferentiable(one)));
  },
  checks: [
    caseCheck<TreeLoss>('loss/value', 'is finite and a scalar, and leaves its arguments alone', async (loss, one) => {
      const pair = await pairOf(loss, one);
      const [prediction, target] = [tensorsOf(pair.prediction), targetOf(pair)];
      const tensors = { ...namedTensors('prediction', prediction), ...namedTensors('target', target) };
      try {
        await ensureUntouched(tensors, async () => {
          const { value } = await readTensors(() => ({ value: loss(prediction, target) }));
          const scalar = value.shape.length === 0 || one.options['reduction'] === 'none';
          ensure(scalar, () => `its value has shape [${value.shape.join(', ')}] rather than being a scalar`);
          ensure(value.dtype === 'float32', `its value is ${value.dtype} rather than float32`);
          ensure(numbersOf(value).every(Number.isFinite), () => `its value is ${numbersOf(value).join(', ')}`);
        });
      } finally {
        tf.dispose(tensors);
      }
    }),
    caseCheck<TreeLoss>(
      'loss/gradient',
      'has the gradient of finite differences',
      async (loss, one) => {
        const pair = await pairOf(loss, one);
        const read = await readTensors(() => lossAndGradients(loss, pair, isDifferentiable(one)));
        const expected: number[][] = [];
        for (const array of floatLeaves(pair.prediction)) {
          const compute = async (moved: NdArray): Promise<number> => {
            const prediction = mapArrays(pair.prediction, (own) => (own === array ? moved : own));
            const { value } = await readTensors(() => ({
              value: tf.sum(loss(tensorsOf(prediction), targetOf(pair))),
            }));
            return numbersOf(value)[0]!;
          };
          expected.push(await finiteDifferences(array, compute));
        }
        const scale = Math.max(1e-3, ...expected.flat().map(Math.abs));
        const { tolerance = 0.01 } = conformanceOf(one);
        expected.forEach((derivatives, leaf) => {
          numbersOf(read[`gradient ${leaf}`]!).forEach((value, index) => {
            const close = Math.abs(value - derivatives[index]!) <= tolerance * scale;
            const which = expected.length > 1 ? `of output ${leaf} ` : '';
            ensure(
              close,
              () =>
                `its gradient ${which}at element ${index} is ${value}, but finite differences give ${derivatives[index]}`,
            );
          });
        });
      },
      (one) => isDifferentiable(one) && conformanceOf(one).gradient !== false,
    ),
    caseCheck<TreeLoss>('loss/batch-of-one', 'is finite for a batch of one sample', async (loss, one) => {
      const first = rowsOfPair(await pairOf(loss, one), [0]);
      const values = await readTensors(() => lossAndGradients(loss, first, isDifferentiable(one)));
      for (const [name, array] of Object.entries(values))
        ensure(
          numbersOf(array).every(Number.isFinite),
          () => `its ${name} for one sample is ${numbersOf(array).join(', ')}`,
        );
    }),
    caseCheck<TreeLoss>(
      'loss/weights',
      'is the same with a weight of one for each sample',
      async (loss, one) => {
        const pair = await pairOf(loss, one);
        const samples = samplesOfTree(pair.prediction);
        const { plain, weighted } = await readTensors(() => ({
          plain: loss(tensorsOf(pair.prediction), targetOf(pair)),
          weighted: loss(tensorsOf(pair.prediction), targetOf(pair), tf.ones([samples])),
        }));
        const found = difference(plain, weighted, 1e-5);
        ensure(found === undefined, () => `without weights and with weights of one it gave ${found}`);
      },
      (one) => conformanceOf(one).weights !== false,
    ),
    caseCheck<TreeLoss>(
      'loss/weight-of-two',
      'counts a sample of weight two as two samples',
      async (loss, one) => {
        const pair = await pairOf(loss, one);
        const samples = samplesOfTree(pair.prediction);
        const twice = rowsOfPair(pair, [...range(0, samples), 0]);
        const { repeated, weighted } = await readTensors(() => ({
          repeated: loss(tensorsOf(twice.prediction), targetOf(twice)),
          weighted: loss(
            tensorsOf(pair.prediction),
            targetOf(pair),
            tf.tensor1d(Array.from({ length: samples }, (_, index) => (index === 0 ? 2 : 1))),
          ),
        }));
        const found = difference(repeated, weighted, 1e-5);
        ensure(found === undefined, () => `with a sample given twice and with weight two for it, it gave ${found}`);
      },
      (one) => {
        const { weights, separable } = conformanceOf(one);
        return weights !== false && separable !== false && one.options['reduction'] !== 'none';
      },
    ),
    caseCheck<TreeLoss>(
      'loss/total',
      'of a batch is put together from those of its parts, by what its mean divides by',
      async (loss, one) => {
        const pair = await pairOf(loss, one);
        const samples = samplesOfTree(pair.prediction);
        const takesWeights = conformanceOf(one).weights !== false;
        const weight = Array.from({ length: samples }, (_, index) => (takesWeights ? 1 + (index % 3) : 1));
        const measure = (from: number, to: number): Promise<number[][]> =>
          measuredTerms(loss, rowsOfPair(pair, range(from, to)), takesWeights ? weight.slice(from, to) : undefined);
        const whole = await measure(0, samples);
        const parts = [await measure(0, 1), await measure(1, samples)];
        const joined = whole.map((_, term) => {
          const totals = parts.map((part) => part[term]![1]!);
          const sum = parts.reduce((all, part, index) => all + part[term]![0]! * totals[index]!, 0);
          return Number.isNaN(totals[0])
            ? parts[0]![term]![0]! + parts[1]![term]![0]!
            : sum / (totals[0]! + totals[1]!);
        });
        whole.forEach(([value], term) => {
          const close = Math.abs(value! - joined[term]!) <= 1e-4 * Math.max(1, Math.abs(value!));
          ensure(
            close,
            () =>
              `for ${samples} samples it is ${value}, but put together from 1 and ${samples - 1} it is ${joined[term]}. What its mean divides by stands beside it: total(prediction, target, weight)`,
          );
        });
      },
      (one) => conformanceOf(one).separable !== false && one.options['reduction'] !== 'none',
    ),
    ...lossStepChecks,
  ],
};

/** Value and divisor of each term of a loss; the divisor of a sum is NaN. */
async function measuredTerms(loss: TreeLoss, pair: Pair, weight: readonly number[] | undefined): Promise<number[][]> {
  const read = await readTensors(() => {
    const weights = weight === undefined ? undefined : tf.tensor1d([...weight]);
    const measured = measureLoss(loss, tensorsOf(pair.prediction), targetOf(pair), weights);
    const terms: Pick<MeasuredLoss, 'value' | 'total'>[] = Object.values(measured.heads ?? { all: measured });
    const entries = terms.flatMap(({ value, total }, term) => [
      [`${term} value`, value] as const,
      [`${term} total`, typeof total === 'object' ? total : tf.scalar(total ?? NaN)] as const,
    ]);
    return Object.fromEntries(entries);
  });
  const numbers = Object.values(read).map((array) => numbersOf(array)[0]!);
  return Array.from({ length: numbers.length / 2 }, (_, term) => numbers.slice(term * 2, term * 2 + 2));
}
