import * as tf from '@tensorflow/tfjs';

import { adamStep, type AdamNumbers } from '../composites/adam-step.js';
import { softmaxCrossEntropy } from '../composites/softmax-cross-entropy.js';
import type { HostBatch } from '../data/batch.js';
import { elementwise } from '../learning/elementwise.js';

import { RandomStreams } from '../random/random-streams.js';
import type { StateEntry } from '../steps/state.js';
import type { Step } from '../steps/step.js';
import { valueAndGradients } from '../tensorflow/gradients.js';
import type { Tensors } from '../tensorflow/tensor-tree.js';

/** A training step by which engines are compared, with all that it needs. */
export interface ProbeStep {
  /** What is run. It gives a scalar, `loss`. */
  readonly step: Step;
  /** Its weights. */
  readonly state: readonly StateEntry[];
  /** What it is run on. */
  readonly batch: HostBatch;
}

const SAMPLES = 32;
const CLASSES = 10;
const MOMENTS = ['expAvg', 'expAvgSq'];

/** The numbers of Adam's steps, without the correction of bias. */
export const ADAM = { stepSize: 1e-3, epsilon: 1e-8, beta1: 0.9, restOfBeta1: 0.1, beta2: 0.999, restOfBeta2: 1e-3 };

/** A step of a small multilayer perceptron: 32 samples of 784 numbers, 128 hidden units, 10 classes. Less would measure calls alone. */
export function mlpProbe(): ProbeStep {
  const shapes = {
    'hidden/kernel': [784, 128],
    'hidden/bias': [128],
    'top/kernel': [128, CLASSES],
    'top/bias': [CLASSES],
  };
  return probeStep('mlp', [784], shapes, (inputs, weight) => {
    const hidden = tf.relu(tf.add(tf.matMul(inputs as tf.Tensor2D, weight('hidden/kernel')), weight('hidden/bias')));
    return tf.add(tf.matMul(hidden as tf.Tensor2D, weight('top/kernel')), weight('top/bias'));
  });
}

/** A step of a small convolutional network: 32 images of 20 × 20 × 4, two convolutions with a pooling between them, 10 classes. */
export function convolutionProbe(): ProbeStep {
  const shapes = {
    'first/kernel': [3, 3, 4, 16],
    'first/bias': [16],
    'second/kernel': [3, 3, 16, 32],
    'second/bias': [32],
    'top/kernel': [32, CLASSES],
    'top/bias': [CLASSES],
  };
  return probeStep('convolution', [20, 20, 4], shapes, (inputs, weight) => {
    const block = (images: tf.Tensor, name: string): tf.Tensor4D =>
      tf.relu(tf.add(tf.conv2d(images as tf.Tensor4D, weight(`${name}/kernel`), 1, 'same'), weight(`${name}/bias`)));
    const images = block(tf.maxPool(block(inputs, 'first'), 2, 2, 'valid'), 'second');
    return tf.add(tf.matMul(tf.mean(images, [1, 2]), weight('top/kernel')), weight('top/bias'));
  });
}

/** A step of Adam on the cross-entropy of what `forward` gives. */
function probeStep(
  name: string,
  inputShape: readonly number[],
  shapes: Readonly<Record<string, readonly number[]>>,
  forward: (inputs: tf.Tensor, weight: <T extends tf.Tensor>(name: string) => T) => tf.Tensor,
): ProbeStep {
  const random = new RandomStreams(0);
  const numbers = (of: string, shape: readonly number[], bound: number): Float32Array =>
    random.uniform(
      of,
      0,
      shape.reduce((a, b) => a * b, 1),
      -bound,
      bound,
    );
  // Probes take turns on an engine, so each has state of its own.
  const names = Object.keys(shapes).map((each) => `${name}/${each}`);
  const entry = (each: string, shape: readonly number[], bound: number): StateEntry => {
    const value = { dtype: 'float32' as const, shape, data: numbers(each, shape, bound) };
    return { name: each, shape, dtype: 'float32', trainable: bound > 0, value };
  };
  const state = names.flatMap((each) => {
    const shape = shapes[each.slice(name.length + 1)]!;
    return [entry(each, shape, 0.05), ...MOMENTS.map((moment) => entry(`${moment}/${each}`, shape, 0))];
  });
  const shape = [SAMPLES, ...inputShape];
  const target = Int32Array.from({ length: SAMPLES }, (_, index) => index % CLASSES);
  return {
    state,
    batch: {
      input: { dtype: 'float32', shape, data: numbers('input', shape, 1) },
      target: { dtype: 'int32', shape: [SAMPLES], data: target },
    },
    step: {
      name: `probe/${name}`,
      stage: 'train',
      training: true,
      run(batch, context) {
        const { input, target: classes } = batch as Readonly<Record<'input' | 'target', tf.Tensor>>;
        const weights = Object.fromEntries(names.map((each) => [each, context.read(each)]));
        const wanted = tf.cast(tf.oneHot(classes as tf.Tensor1D, CLASSES), 'float32');
        const { value: loss, gradients } = valueAndGradients(
          () =>
            tf.mean(
              softmaxCrossEntropy(
                forward(input, <T>(each: string) => weights[`${name}/${each}`] as T),
                wanted,
              ),
            ),
          Object.values(weights),
        );
        const numbers = Object.fromEntries(Object.keys(ADAM).map((each) => [each, context.hyper(each)]));
        const moments = (of: string): Tensors =>
          Object.fromEntries(names.map((each) => [each, context.read(`${of}/${each}`)]));
        const [next, expAvg, expAvgSq] = elementwise(
          [weights, Object.fromEntries(gradients.map((each, at) => [names[at]!, each])), ...MOMENTS.map(moments)],
          (weight, gradient, m, v) => {
            const updated = adamStep(gradient, { expAvg: m, expAvgSq: v }, numbers as unknown as AdamNumbers);
            return [tf.sub(weight, updated.step), updated.expAvg, updated.expAvgSq];
          },
        );
        for (const each of names) {
          context.write(each, next[each]!);
          context.write(`expAvg/${each}`, expAvg[each]!);
          context.write(`expAvgSq/${each}`, expAvgSq[each]!);
        }
        return { scalars: { loss } };
      },
    },
  };
}
