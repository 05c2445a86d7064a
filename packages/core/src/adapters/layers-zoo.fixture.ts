import * as tf from '@tensorflow/tfjs';

import { RandomStreams } from '../random/random-streams.js';
import { eager, type EagerEngine } from '../engines/eager-engine.js';
import type { HostBatch } from '../data/batch.js';
import { ndArray, type NdArray } from '../data/nd-array.js';
import type { Step } from '../steps/step.js';
import { valueAndGradients } from '../tensorflow/gradients.js';
import { fromLayers, type AdaptedLayersModel, type FromLayersOptions } from './layers-model.js';

const { layers } = tf;

/** A kind of model, made anew by each call, with an input for each of its inputs. */
export interface ZooEntry {
  readonly make: () => tf.LayersModel;
  readonly inputs: readonly NdArray[];
}

/** Numbers without pattern between −1 and 1, exact in float32. */
export function numbers(shape: readonly number[], salt = 1): NdArray {
  const length = shape.reduce((a, b) => a * b, 1);
  const value = (i: number): number => ((((i + 7) * 2654435 * salt) % 2011) % 129) / 64 - 1;
  return ndArray(
    Float32Array.from({ length }, (_, i) => value(i)),
    { shape },
  );
}

function indices(shape: readonly number[], below: number): NdArray {
  const length = shape.reduce((a, b) => a * b, 1);
  return ndArray(
    Int32Array.from({ length }, (_, i) => (i * i + 3 * i) % below),
    { shape },
  );
}

const image = [6, 7, 2];
const sequence = [5, 3];

/** Models of every kind that the adapter has to deal with, without dropout or noise. */
export const zoo: Readonly<Record<string, ZooEntry>> = {
  dense: {
    make: () =>
      tf.sequential({
        layers: [
          layers.dense({ units: 5, activation: 'relu', inputShape: [4] }),
          layers.dense({ units: 3, useBias: false }),
        ],
      }),
    inputs: [numbers([6, 4])],
  },
  conv1d: {
    make: () =>
      tf.sequential({
        layers: [
          layers.conv1d({ filters: 4, kernelSize: 3, inputShape: [8, 2], activation: 'tanh' }),
          layers.globalAveragePooling1d({}),
        ],
      }),
    inputs: [numbers([3, 8, 2])],
  },
  'conv2d, pooling, flatten': {
    make: () =>
      tf.sequential({
        layers: [
          layers.conv2d({ filters: 3, kernelSize: 3, strides: 2, padding: 'same', inputShape: image }),
          layers.maxPooling2d({ poolSize: 2, strides: 1 }),
          layers.flatten(),
          layers.dense({ units: 2 }),
        ],
      }),
    inputs: [numbers([4, ...image])],
  },
  'transposed convolution': {
    make: () =>
      tf.sequential({
        layers: [layers.conv2dTranspose({ filters: 2, kernelSize: 3, strides: 2, inputShape: image })],
      }),
    inputs: [numbers([2, ...image])],
  },
  'separable convolution': {
    make: () =>
      tf.sequential({
        layers: [layers.separableConv2d({ filters: 4, kernelSize: 3, depthMultiplier: 2, inputShape: image })],
      }),
    inputs: [numbers([2, ...image])],
  },
  'depthwise convolution': {
    make: () =>
      tf.sequential({
        layers: [layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, inputShape: image })],
      }),
    inputs: [numbers([2, ...image])],
  },
  'batch normalisation': {
    make: () =>
      tf.sequential({
        layers: [
          layers.dense({ units: 5, useBias: false, inputShape: [4] }),
          layers.batchNormalization({ momentum: 0.8 }),
          layers.activation({ activation: 'relu' }),
          layers.dense({ units: 2 }),
          layers.batchNormalization(),
        ],
      }),
    inputs: [numbers([6, 4])],
  },
  'batch normalisation of images': {
    make: () =>
      tf.sequential({
        layers: [
          layers.conv2d({ filters: 3, kernelSize: 3, inputShape: image }),
          layers.batchNormalization(),
          layers.globalMaxPooling2d({}),
        ],
      }),
    inputs: [numbers([4, ...image])],
  },
  'layer normalisation': {
    make: () =>
      tf.sequential({
        layers: [layers.dense({ units: 5, inputShape: [4] }), layers.layerNormalization(), layers.dense({ units: 2 })],
      }),
    inputs: [numbers([6, 4])],
  },
  'activations with weights and without': {
    make: () =>
      tf.sequential({
        layers: [
          layers.conv2d({ filters: 3, kernelSize: 3, inputShape: image }),
          layers.prelu({ alphaInitializer: 'ones', sharedAxes: [1, 2] }),
          layers.leakyReLU({ alpha: 0.2 }),
          layers.flatten(),
          layers.prelu({ alphaInitializer: 'glorotUniform' as never }),
          layers.elu(),
          layers.dense({ units: 4 }),
          layers.softmax(),
        ],
      }),
    inputs: [numbers([2, ...image])],
  },
  'simple recurrent': {
    make: () => tf.sequential({ layers: [layers.simpleRNN({ units: 4, inputShape: sequence })] }),
    inputs: [numbers([3, ...sequence])],
  },
  LSTM: {
    make: () =>
      tf.sequential({
        layers: [
          layers.lstm({ units: 4, returnSequences: true, inputShape: sequence }),
          layers.lstm({ units: 2, goBackwards: true }),
        ],
      }),
    inputs: [numbers([3, ...sequence])],
  },
  GRU: {
    make: () => tf.sequential({ layers: [layers.gru({ units: 4, inputShape: sequence })] }),
    inputs: [numbers([3, ...sequence])],
  },
  'stacked cells': {
    make: () =>
      tf.sequential({
        layers: [
          layers.rnn({
            cell: [layers.lstmCell({ units: 3 }), layers.gruCell({ units: 2 })],
            inputShape: sequence,
          }),
        ],
      }),
    inputs: [numbers([3, ...sequence])],
  },
  'convolutional LSTM': {
    make: () =>
      tf.sequential({
        layers: [layers.convLstm2d({ filters: 2, kernelSize: 2, inputShape: [3, 4, 4, 1] })],
      }),
    inputs: [numbers([2, 3, 4, 4, 1])],
  },
  bidirectional: {
    make: () =>
      tf.sequential({
        layers: [
          layers.bidirectional({
            layer: layers.lstm({ units: 3, returnSequences: true }),
            mergeMode: 'concat',
            inputShape: sequence,
          }),
          layers.bidirectional({ layer: layers.gru({ units: 2 }), mergeMode: 'sum' }),
        ],
      }),
    inputs: [numbers([3, ...sequence])],
  },
  'time-distributed': {
    make: () =>
      tf.sequential({
        layers: [
          layers.timeDistributed({ layer: layers.dense({ units: 4, activation: 'tanh' }), inputShape: sequence }),
          layers.timeDistributed({ layer: layers.dense({ units: 2 }) }),
        ],
      }),
    inputs: [numbers([3, ...sequence])],
  },
  embedding: {
    make: () =>
      tf.sequential({
        layers: [
          layers.embedding({ inputDim: 11, outputDim: 4, inputLength: 6 }),
          layers.globalAveragePooling1d({}),
          layers.dense({ units: 2 }),
        ],
      }),
    inputs: [indices([5, 6], 11)],
  },
  nested: {
    make: () => {
      const encoder = tf.sequential({
        name: 'encoder',
        layers: [layers.dense({ units: 4, inputShape: [3], activation: 'tanh' }), layers.batchNormalization()],
      });
      const inner = tf.sequential({ layers: [layers.dense({ units: 3, inputShape: [4] })] });
      const head = tf.sequential({ layers: [inner, layers.dense({ units: 2 })] });
      const input = tf.input({ shape: [3] });
      return tf.model({
        inputs: input,
        outputs: head.apply(encoder.apply(input)) as tf.SymbolicTensor,
      });
    },
    inputs: [numbers([6, 3])],
  },
  'two inputs, a shared layer': {
    make: () => {
      const left = tf.input({ shape: [3], name: 'left' });
      const right = tf.input({ shape: [3], name: 'right' });
      const shared = layers.dense({ units: 4, activation: 'sigmoid' });
      const both = layers
        .concatenate()
        .apply([shared.apply(left) as tf.SymbolicTensor, shared.apply(right) as tf.SymbolicTensor]);
      return tf.model({
        inputs: [left, right],
        outputs: layers.dense({ units: 2 }).apply(both) as tf.SymbolicTensor,
      });
    },
    inputs: [numbers([5, 3]), numbers([5, 3], 2)],
  },
  'two outputs, a residual': {
    make: () => {
      const input = tf.input({ shape: [3] });
      const hidden = layers.dense({ units: 3 }).apply(input) as tf.SymbolicTensor;
      const sum = layers.add().apply([input, hidden]) as tf.SymbolicTensor;
      const heads = [1, 2].map((units) => layers.dense({ units }).apply(sum) as tf.SymbolicTensor);
      return tf.model({ inputs: input, outputs: heads });
    },
    inputs: [numbers([5, 3])],
  },
  'frozen layers': {
    make: () =>
      tf.sequential({
        layers: [
          layers.dense({ units: 5, inputShape: [4], trainable: false }),
          layers.batchNormalization({ trainable: false }),
          layers.dense({ units: 3 }),
        ],
      }),
    inputs: [numbers([6, 4])],
  },
};

/** A model, built from a seed. */
export async function built(
  source: tf.LayersModel | (() => tf.LayersModel),
  options?: FromLayersOptions,
  seed = 7,
): Promise<AdaptedLayersModel> {
  const model = fromLayers(source, options);
  await model.build({ random: new RandomStreams(seed) });
  return model;
}

/** The smallest model: one dense layer of 2 units for 3 features. */
export const dense = (): tf.LayersModel => tf.sequential({ layers: [layers.dense({ units: 2, inputShape: [3] })] });

/** A loss that every output and every row counts in differently. */
export function anyLoss(outputs: tf.Tensor | readonly tf.Tensor[]): tf.Scalar {
  return tf.tidy(() => {
    const list = Array.isArray(outputs) ? (outputs as tf.Tensor[]) : [outputs as tf.Tensor];
    const losses = list.map((output) => {
      const target = tf.linspace(-1, 1, output.size).reshape(output.shape);
      return tf.mean<tf.Scalar>(tf.square(tf.sub(output, target)));
    });
    return tf.addN(losses);
  });
}

/** The inputs of a model as a batch, and back. */
export function batchOf({ inputs }: ZooEntry): HostBatch {
  return Object.fromEntries(inputs.map((input, index) => [`input${index}`, input]));
}

/** An engine that holds a model's weights. */
export async function engineFor(model: AdaptedLayersModel, seed = 3): Promise<EagerEngine> {
  const engine = eager();
  await engine.setup({ seed });
  const values = await model.getWeights();
  engine.declare(model.weights.map((spec) => ({ ...spec, value: values[spec.name]! })));
  return engine;
}

/** Options of {@link descentStep}. */
export interface DescentOptions {
  readonly loss?: (output: tf.Tensor | tf.Tensor[]) => tf.Scalar;
  readonly rate?: number;
  readonly training?: boolean;
  /** Whether the penalty of regularizers is added. */
  readonly penalty?: boolean;
}

/** Names of gradients among a step's outputs. */
export const gradientName = (weight: string): string => `gradient of ${weight}`;

/** A step of gradient descent that gives the loss, and as outputs all gradients. */
export function descentStep(model: AdaptedLayersModel, options: DescentOptions = {}): Step {
  const { loss = anyLoss, rate = 0.125, training = true, penalty = false } = options;
  return {
    name: 'descent',
    stage: 'train',
    training,
    run(batch, context) {
      const names = model.weights.filter(({ trainable }) => trainable).map(({ name }) => name);
      const parameters = names.map((name) => context.read(name));
      const inputs = Object.values(batch) as tf.Tensor[];
      const { value, gradients } = valueAndGradients(() => {
        const output = model.apply<tf.Tensor | tf.Tensor[]>(inputs);
        const own = loss(output);
        const extra = penalty ? model.penalty?.() : undefined;
        return extra === undefined ? own : tf.add(own, extra);
      }, parameters);
      names.forEach((name, index) => {
        context.write(name, tf.sub(parameters[index]!, tf.mul(rate, gradients[index]!)));
      });
      const outputs = Object.fromEntries(names.map((name, index) => [gradientName(name), gradients[index]!]));
      return { scalars: { loss: value }, outputs };
    },
  };
}
