import * as tf from '@tensorflow/tfjs';

import { softmaxCrossEntropy } from '../composites/softmax-cross-entropy.js';
import type { HostBatch } from '../data/batch.js';
import { RandomStreams } from '../random/random-streams.js';
import type { StateEntry } from '../steps/state.js';
import type { Step } from '../steps/step.js';
import { valueAndGradients } from '../tensorflow/gradients.js';

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

/** A step of a small multilayer perceptron: 32 samples of 64 numbers, 128 hidden units, 10 classes. */
export function mlpProbe(): ProbeStep {
  const shapes = {
    'hidden/kernel': [64, 128],
    'hidden/bias': [128],
    'top/kernel': [128, CLASSES],
    'top/bias': [CLASSES],
  };
  return probeStep('mlp', [64], shapes, (inputs, weight) => {
    const hidden = tf.relu(tf.add(tf.matMul(inputs as tf.Tensor2D, weight('hidden/kernel')), weight('hidden/bias')));
    return tf.add(tf.matMul(hidden as tf.Tensor2D, weight('top/kernel')), weight('top/bias'));
  });
}

/** A step of a small convolutional network: 32 images of 12 × 12 × 4, two convolutions with a pooling between them, 10 classes. */
export function convolutionProbe(): ProbeStep {
  const shapes = {
    'first/kernel': [3, 3, 4, 8],
    'first/bias': [8],
    'second/kernel': [3, 3, 8, 16],
    'second/bias': [16],
    'top/kernel': [16, CLASSES],
    'top/bias': [CLASSES],
  };
  return probeStep('convolution', [12, 12, 4], shapes, (inputs, weight) => {
    const block = (images: tf.Tensor, name: string): tf.Tensor4D =>
      tf.relu(tf.add(tf.conv2d(images as tf.Tensor4D, weight(`${name}/kernel`), 1, 'same'), weight(`${name}/bias`)));
    const images = block(tf.maxPool(block(inputs, 'first'), 2, 2, 'valid'), 'second');
    return tf.add(tf.matMul(tf.mean(images, [1, 2]), weight('top/kernel')), weight('top/bias'));
  });
}

/** A step of gradient descent on the cross-entropy of what `forward` gives. */
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
  const state = names.map((each): StateEntry => {
    const shape = shapes[each.slice(name.length + 1)]!;
    const value = { dtype: 'float32' as const, shape, data: numbers(each, shape, 0.05) };
    return { name: each, shape, dtype: 'float32', trainable: true, value };
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
        for (const [index, each] of names.entries())
          context.write(each, tf.sub(weights[each]!, tf.mul(gradients[index]!, context.hyper('lr'))));
        return { scalars: { loss } };
      },
    },
  };
}
