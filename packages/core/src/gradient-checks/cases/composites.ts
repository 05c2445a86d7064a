import * as tf from '@tensorflow/tfjs';

import { attention } from '../../composites/attention.js';
import { batchNorm } from '../../composites/batch-norm.js';
import { ctcNegativeLogLikelihood } from '../../composites/ctc.js';
import { gelu } from '../../composites/gelu.js';
import { gru } from '../../composites/gru.js';
import { l2Normalise } from '../../composites/l2-normalise.js';
import { layerNorm } from '../../composites/layer-norm.js';
import { lstm } from '../../composites/lstm.js';
import { pack } from '../../composites/pack.js';
import { softmaxCrossEntropy } from '../../composites/softmax-cross-entropy.js';
import { unpack } from '../../composites/unpack.js';
import { ndArray } from '../../data/nd-array.js';
import {
  numbersOf,
  opCase,
  type CaseInput,
  type CaseTraits,
  type GradientCase,
  type GradientProblem,
} from '../gradient-case.js';

const of = (
  name: string,
  compute: GradientProblem['compute'],
  inputs: readonly CaseInput[],
  traits?: CaseTraits,
): GradientCase => opCase(name, compute, inputs, traits, 'composite');

/** Smaller weights, so that gates are not shut. */
const small = (shape: readonly number[], seed: number): CaseInput => {
  const { data } = numbersOf(shape, seed);
  return ndArray(
    Float32Array.from(data, (value) => 0.4 * value),
    { shape: [...shape] },
  );
};

const recurrent = (gates: number): CaseInput[] => [
  [2, 3, 2],
  ...[[2, gates * 2], [2, gates * 2], [gates * 2]].map((shape, index) => small(shape, index + 2)),
];

const qkv = [
  [2, 2, 3, 2],
  [2, 2, 4, 2],
  [2, 2, 4, 3],
];

/** Composites of LML: pieces with a name, an eager definition and a gradient of their own, which an engine may run as something better. */
export const composites: readonly GradientCase[] = [
  of('gelu', (x) => gelu(x), [[3, 4]]),
  of('gelu: by tanh', (x) => gelu(x, { approximate: 'tanh' }), [[3, 4]]),
  of('batchNorm', (x, gamma, beta) => batchNorm(x, { gamma, beta }).output, [[5, 3], [3], [3]]),
  of('batchNorm: of images', (x, gamma, beta) => batchNorm(x, { gamma, beta }).output, [[2, 3, 2, 2], [2], [2]]),
  of('batchNorm: plain', (x) => batchNorm(x).output, [[5, 2]]),
  of('layerNorm', (x, gamma, beta) => layerNorm(x, { gamma, beta }), [[2, 2, 4], [4], [4]]),
  of('layerNorm: plain', (x) => layerNorm(x), [[3, 4]]),
  of('l2Normalise', (x) => l2Normalise(x), [[3, 4]]),
  of('softmaxCrossEntropy', (x, y) => softmaxCrossEntropy(x, tf.softmax(y)), [
    [3, 4],
    [3, 4],
  ]),
  ...(['sigmoid', 'hardSigmoid'] as const).flatMap((recurrentActivation) => {
    const how = recurrentActivation === 'sigmoid' ? '' : ': hard sigmoids';
    return [
      of(
        `lstm${how}`,
        (x, kernel, recurrentKernel, bias) => {
          const { sequence, hidden, cell } = lstm(x, { kernel, recurrentKernel, bias }, { recurrentActivation });
          return [sequence, hidden, cell];
        },
        recurrent(4),
      ),
      of(
        `gru${how}`,
        (x, kernel, recurrentKernel, bias) => {
          const { sequence, hidden } = gru(x, { kernel, recurrentKernel, bias }, { recurrentActivation });
          return [sequence, hidden];
        },
        recurrent(3),
      ),
    ];
  }),
  of(
    'lstm: first states',
    (x, kernel, recurrentKernel, bias, initialHidden, initialCell) =>
      lstm(x, { kernel, recurrentKernel, bias }, { initialHidden, initialCell }).sequence,
    [...recurrent(4), [2, 2], [2, 2]],
  ),
  of('attention', (q, k, v, mask) => attention(q, k, v, { mask }), [...qkv, [3, 4]]),
  of('attention: causal', (q, k, v) => attention(q, k, v, { causal: true, scale: 0.7 }), [
    [1, 2, 3, 2],
    [1, 2, 3, 2],
    [1, 2, 3, 2],
  ]),
  of(
    'ctcNegativeLogLikelihood',
    (x, labels, labelLengths, inputLengths) =>
      ctcNegativeLogLikelihood(tf.logSoftmax(x), { labels, labelLengths, inputLengths }),
    [
      [2, 5, 3],
      ndArray(
        [
          [1, 2],
          [2, 0],
        ],
        { dtype: 'int32' },
      ),
      ndArray([2, 1], { dtype: 'int32' }),
      ndArray([5, 4], { dtype: 'int32' }),
    ],
    { secondRefused: 'ctc' },
  ),
  of('pack', (x, y) => pack([tf.sin(x), y], 'weights'), [[2, 3], [2]]),
  of('unpack', (x) => [...unpack(tf.sin(x), 'weights', [[2, 3], [2]])].map((part) => tf.square(part)), [[8]]),
];
