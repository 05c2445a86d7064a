import { sizeOfShape, type GraphNode, type GraphValue } from '../../../graph/graph.js';
import { sameShape } from '@lml/core';
import type { Emitter } from '../emitter.js';
import type { Lowering } from '../lowering.js';
import { FLOAT, float } from '../model.js';
import { defineOfFloats, operands } from './pointwise.js';

/** What is let through between bounds, and NaN. */
export const clip: Lowering = {
  ops: ['ClipByValue'],
  lower(node, emit) {
    const { x } = node.inputs as { x: GraphValue };
    const { clipValueMin, clipValueMax } = node.attributes as Record<string, number>;
    defineOfFloats(node, [x], emit, (name) => {
      const [low, high] = [clipValueMin!, clipValueMax!].map((bound) => emit.scalar(bound, 'float32'));
      return emit.float('Minimum', emit.float('Maximum', name, low!), high!);
    });
  },
};

/** ReLU with a slope below 0. */
export const leakyRelu: Lowering = {
  ops: ['LeakyRelu'],
  lower(node, emit) {
    const alpha = float(node.attributes['alpha'] as number);
    defineOfFloats(node, [node.inputs['x']!], emit, (x) => emit.node('LeakyRelu', [x], { ...FLOAT, alpha }));
  },
};

/** 1 above 0, else alpha; NaN at NaN. */
export const step: Lowering = {
  ops: ['Step'],
  lower(node, emit) {
    const alpha = (node.attributes['alpha'] as number | undefined) ?? 0;
    defineOfFloats(node, [node.inputs['x']!], emit, (x) => {
      const [zero, one, below] = [0, 1, alpha].map((value) => emit.scalar(value, 'float32')) as [
        string,
        string,
        string,
      ];
      const chosen = emit.where(emit.float('Greater', x, zero), one, below);
      return emit.where(emit.float('IsNan', x), x, chosen);
    });
  },
};

/** ReLU with slopes below 0 that are learnt. */
export const prelu: Lowering = {
  ops: ['Prelu'],
  lower(node, emit) {
    const { x, alpha } = node.inputs as { x: GraphValue; alpha: GraphValue };
    defineOfFloats(node, [x, alpha], emit, (name, slope) => withSlope(name, slope, emit));
  },
};

/** x where it is not negative, else slope · x. */
function withSlope(x: string, slope: string, emit: Emitter): string {
  const isNegative = emit.float('Less', x, emit.scalar(0, 'float32'));
  return emit.where(isNegative, emit.float('Mul', slope, x), x);
}

/** The gradient of ELU: dy where y is not negative, else dy · (y + 1). TensorFlow's own op loses NaN. */
export const eluGradient: Lowering = {
  ops: ['EluGrad'],
  lower({ inputs, outputs }, emit) {
    const one = emit.scalar(1, 'float32');
    const slope = emit.float('Minimum', emit.float('AddV2', emit.input(inputs['y']!), one), one);
    emit.define(outputs[0]!, emit.float('Mul', emit.input(inputs['dy']!), slope));
  },
};

/** The gradient of ReLU, `dy` where `y` is positive: the compiler's own op. */
export const reluGradient: Lowering = {
  ops: ['relu-gradient'],
  lower({ inputs, outputs }, emit) {
    const { dy, y } = inputs as { dy: GraphValue; y: GraphValue };
    const [output] = outputs as [GraphValue];
    const whole = (value: GraphValue): string =>
      sameShape(value.shape, output.shape) ? emit.input(value) : emit.broadcast(emit.input(value), output.shape);
    emit.define(output, emit.float('ReluGrad', whole(dy), whole(y)));
  },
};

/** A part of a fused kernel: what its sum goes through. */
export function fusedActivation(sum: string, node: GraphNode, emit: Emitter): string {
  const { activation = 'linear', leakyreluAlpha } = node.attributes;
  if (activation === 'linear') return sum;
  if (activation === 'leakyrelu')
    return emit.node('LeakyRelu', [sum], { ...FLOAT, alpha: float((leakyreluAlpha as number | undefined) ?? 0.2) });
  if (activation === 'prelu') return withSlope(sum, emit.input(node.inputs['preluActivationWeights']!), emit);
  // TensorFlow would make one op of the product and its Relu, which takes NaN for 0.
  const relu = (): string => emit.float('Maximum', sum, emit.scalar(0, 'float32'));
  if (activation === 'relu') return relu();
  if (activation === 'relu6') return emit.float('Minimum', relu(), emit.scalar(6, 'float32'));
  return emit.float(activation === 'elu' ? 'Elu' : 'Sigmoid', sum);
}

/** A sum with a bias: by TensorFlow's own op where there is a number for each of the last places. */
export function biased(sum: string, bias: GraphValue, output: GraphValue, emit: Emitter): string {
  const channels = output.shape.at(-1);
  const isVector = sizeOfShape(bias.shape) === channels && bias.shape.at(-1) === channels && output.shape.length > 1;
  if (!isVector) return emit.float('AddV2', ...operands(emit, [bias], bias), sum);
  const vector = bias.shape.length === 1 ? emit.input(bias) : emit.reshape(emit.input(bias), [channels]);
  return emit.node('BiasAdd', [sum, vector], { ...FLOAT, data_format: 'NHWC' });
}
