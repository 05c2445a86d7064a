import * as tf from '@tensorflow/tfjs';

import { opCase, type GradientCase } from '../gradient-case.js';

const logits = [
  [0.4, -0.9, 1.3],
  [-0.6, 0.8, 0.2],
];
const labels = [
  [0, 1, 0],
  [1, 0, 0],
];
const probabilities = [
  [0.3, 0.5, 0.8],
  [0.6, 0.1, 0.4],
];

type Loss = (labels: tf.Tensor, predictions: tf.Tensor) => tf.Tensor;

const targets = (): tf.Tensor => tf.tensor2d(labels);

const of = (name: string, compute: Loss, input: number[][], traits = {}): GradientCase =>
  opCase(name, (x) => compute(targets(), x), [input], traits);

const ofTargets = (name: string, compute: Loss): GradientCase => opCase(name, compute, [probabilities, logits]);

/** Losses of TensorFlow.js. What is composed of a `tf.customGrad` that keeps more than its inputs has no second derivative. */
export const losses: readonly GradientCase[] = [
  of('losses.absoluteDifference', (y, x) => tf.losses.absoluteDifference(y, x), logits),
  ofTargets('losses.absoluteDifference: of targets too', (y, x) => tf.losses.absoluteDifference(y, x)),
  of(
    'losses.computeWeightedLoss',
    (y, x) => tf.losses.computeWeightedLoss(tf.square(tf.sub(x, y)), tf.tensor2d([[2], [0.5]])),
    logits,
  ),
  of('losses.cosineDistance', (y, x) => tf.losses.cosineDistance(y, tf.sin(x), 1), logits),
  of('losses.hingeLoss', (y, x) => tf.losses.hingeLoss(y, x), logits),
  of('losses.huberLoss', (y, x) => tf.losses.huberLoss(y, x, undefined, 0.75), logits),
  of('losses.logLoss', (y, x) => tf.losses.logLoss(y, x), probabilities),
  of('losses.meanSquaredError', (y, x) => tf.losses.meanSquaredError(y, x), logits),
  ofTargets('losses.meanSquaredError: of targets too, weighted', (y, x) =>
    tf.losses.meanSquaredError(y, x, tf.tensor2d([[2], [0.5]])),
  ),
  of('losses.sigmoidCrossEntropy: of zeros', (y, x) => tf.losses.sigmoidCrossEntropy(y, x), [
    [0, 0, 0.5],
    [0, -0.7, 0],
  ]),
  of('losses.sigmoidCrossEntropy', (y, x) => tf.losses.sigmoidCrossEntropy(y, x, undefined, 0.1), logits),
  of('losses.softmaxCrossEntropy', (y, x) => tf.losses.softmaxCrossEntropy(y, x), logits, {
    secondRefused: 'tf.customGrad',
  }),
  of('losses.softmaxCrossEntropy: smoothed', (y, x) => tf.losses.softmaxCrossEntropy(y, x, undefined, 0.1), logits, {
    secondRefused: 'tf.customGrad',
  }),
  of('metrics.binaryCrossentropy', (y, x) => tf.metrics.binaryCrossentropy(y, x), probabilities),
  of('metrics.categoricalCrossentropy', (y, x) => tf.metrics.categoricalCrossentropy(y, x), probabilities),
  of('metrics.cosineProximity', (y, x) => tf.metrics.cosineProximity(y, x), logits),
  of('metrics.meanAbsoluteError', (y, x) => tf.metrics.meanAbsoluteError(y, x), logits),
  of('metrics.meanAbsolutePercentageError', (y, x) => tf.metrics.meanAbsolutePercentageError(tf.add(y, 2), x), logits),
  of('metrics.meanSquaredError', (y, x) => tf.metrics.meanSquaredError(y, x), logits),
  of('metrics.r2Score', (y, x) => tf.metrics.r2Score(y, x), logits),
];
