import { compositeGradient, compositeNames } from '@lml/core/engine';

import { sizeOfShape, type GraphValue } from '../../../../graph/graph.js';
import type { Emitter } from '../../emitter.js';
import type { Lowering } from '../../lowering.js';
import { FLOAT, float, type, type TensorflowAttributes } from '../../model.js';

interface Attributes {
  readonly epsilon: number;
  readonly scale: boolean;
  readonly center: boolean;
}

/** The composite `batch-norm`, by TensorFlow's own op. */
export const batchNorm: Lowering = {
  ops: [compositeNames.batchNorm],
  lower({ inputs, outputs, attributes }, emit) {
    const { epsilon, scale, center } = attributes as unknown as Attributes;
    const x = inputs['0']!;
    const [output, ...statistics] = outputs as [GraphValue, ...GraphValue[]];
    const channels = x.shape.at(-1)!;
    const gamma = scale ? emit.input(inputs['1']!) : all(1, channels, emit);
    const beta = center ? emit.input(inputs[scale ? '2' : '1']!) : all(0, channels, emit);
    const none = emit.numbers([], 'float32', [0]);
    const [y, mean, , , variance] = emit.split(
      'FusedBatchNormV3',
      [asImages(x, emit), gamma, beta, none, none],
      { ...kinds(epsilon), exponential_avg_factor: float(1) },
      6,
    ) as [string, string, string, string, string];
    const shifted = emit.float('AddV2', variance, emit.scalar(epsilon, 'float32'));
    emit.define(output, emit.reshape(y, x.shape));
    const found = [mean, variance, mean, emit.float('Rsqrt', shifted)];
    statistics.forEach((statistic, index) => emit.define(statistic, found[index]!));
  },
};

/** Its gradient. */
export const batchNormGradient: Lowering = {
  ops: [compositeGradient(compositeNames.batchNorm)],
  lower({ inputs, outputs, attributes }, emit) {
    const { epsilon, scale, center } = attributes as unknown as Attributes;
    const values = Object.values(inputs);
    // The gradients of mean and variance, which come second and third, go nowhere.
    const [dy, , , x, gamma] = values as [GraphValue, GraphValue, GraphValue, GraphValue, GraphValue];
    const channels = x.shape.at(-1)!;
    const [mean, inverse] = values.slice(-2).map((value) => emit.input(value)) as [string, string];
    // TensorFlow asks for the variance, of which 1/√(variance + ε) was kept.
    const shifted = emit.float('Reciprocal', emit.float('Square', inverse));
    const variance = emit.float('Sub', shifted, emit.scalar(epsilon, 'float32'));
    const names = [
      asImages(dy, emit),
      asImages(x, emit),
      scale ? emit.input(gamma) : all(1, channels, emit),
      mean,
      variance,
      emit.numbers([], 'float32', [0]),
    ];
    const [ofInput, ofScale, ofOffset] = emit.split('FusedBatchNormGradV3', names, kinds(epsilon), 5) as [
      string,
      string,
      string,
    ];
    emit.define(outputs[0]!, emit.reshape(ofInput, x.shape));
    if (scale) emit.define(outputs[1]!, ofScale);
    if (center) emit.define(outputs.at(-1)!, ofOffset);
  },
};

function kinds(epsilon: number): TensorflowAttributes {
  return { ...FLOAT, U: type('float32'), epsilon: float(epsilon), data_format: 'NHWC', is_training: true };
}

/** Values as images, which TensorFlow asks for. */
function asImages(value: GraphValue, emit: Emitter): string {
  const channels = value.shape.at(-1)!;
  if (value.shape.length === 4) return emit.input(value);
  return emit.reshape(emit.input(value), [sizeOfShape(value.shape) / channels, 1, 1, channels]);
}

function all(value: number, channels: number, emit: Emitter): string {
  return emit.numbers(new Float32Array(channels).fill(value), 'float32');
}
