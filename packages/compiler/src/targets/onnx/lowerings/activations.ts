import * as tf from '@tensorflow/tfjs';

import type { GraphValue } from '../../../graph/graph.js';
import type { Emitter } from '../emitter.js';
import type { Lowering } from '../lowering.js';
import { float } from '../model.js';
import { converted, pointwise } from './pointwise.js';

/** The largest float32: a slope so steep that HardSigmoid is a step. */
const LARGEST = 3.4028234663852886e38;

type Activation = (x: string, emit: Emitter, alpha: number) => string;

const ACTIVATIONS: Readonly<Record<string, Activation>> = {
  Elu: (x, emit) => emit.node('Elu', [x]),
  LeakyRelu: (x, emit, alpha) => emit.node('LeakyRelu', [x], { alpha: float(alpha) }),
  Relu6: (x, emit) => emit.node('Clip', [x, emit.scalar(0, 'float32'), emit.scalar(6, 'float32')]),
  Selu(x, emit) {
    const { SELU_SCALE: gamma, SELU_SCALEALPHA: product } = tf.backend_util;
    return emit.node('Selu', [x], { alpha: float(product / gamma), gamma: float(gamma) });
  },
  Softplus: (x, emit) => emit.node('Softplus', [x]),
  Step: (x, emit, alpha) => step(x, emit, alpha),
};

/** 1 above 0, else alpha; NaN at NaN. Multiplied by something it is faster as a HardSigmoid than as a comparison with a cast. */
function step(x: string, emit: Emitter, alpha: number): string {
  const number = (value: number): string => emit.scalar(value, 'float32');
  if (alpha < 0 || alpha > 1) {
    const chosen = emit.node('Where', [emit.node('Greater', [x, number(0)]), number(1), number(alpha)]);
    return emit.node('Where', [emit.node('IsNaN', [x]), x, chosen]);
  }
  const zeroOrOne = emit.node('HardSigmoid', [x], { alpha: float(LARGEST), beta: float(0) });
  return alpha === 0 ? zeroOrOne : emit.node('Max', [zeroOrOne, number(alpha)]);
}

/** Activations, and the step that is the gradient of some. */
export const activations: Lowering = {
  ops: Object.keys(ACTIVATIONS),
  layout: 'same',
  lower({ op, inputs, outputs, attributes }, emit) {
    const { x } = inputs as { x: GraphValue };
    const [output] = outputs as [GraphValue];
    pointwise(emit, [x], output, (name) => {
      const alpha = (attributes['alpha'] as number | undefined) ?? 0;
      const result = ACTIVATIONS[op]!(converted(emit, name, x.dtype, 'float32'), emit, alpha);
      return converted(emit, result, 'float32', output.dtype);
    });
  },
};

/** The gradient of ELU: dy where y is not negative, else dy · (y + 1). */
export const eluGradient: Lowering = {
  ops: ['EluGrad'],
  layout: 'same',
  lower({ inputs, outputs }, emit) {
    pointwise(emit, [inputs['dy']!, inputs['y']!], outputs[0]!, (dy, y) => {
      const one = emit.scalar(1, 'float32');
      return emit.node('Mul', [dy, emit.node('Min', [emit.node('Add', [y, one]), one])]);
    });
  },
};

/** ReLU with slopes below 0 that are learnt. */
export const prelu: Lowering = {
  ops: ['Prelu'],
  layout: 'same',
  lower({ inputs, outputs }, emit) {
    const { x, alpha } = inputs as { x: GraphValue; alpha: GraphValue };
    pointwise(emit, [x, alpha], outputs[0]!, (name, slope) =>
      emit.node('PRelu', [converted(emit, name, x.dtype, 'float32'), converted(emit, slope, alpha.dtype, 'float32')]),
    );
  },
};
