import { compositeGradient, compositeNames } from '@lml/core/engine';

import { splatValue } from '../../../../graph/graph-builder.js';
import { sizeOfShape, type GraphValue } from '../../../../graph/graph.js';
import type { Emitter } from '../../emitter.js';
import type { Lowering } from '../../lowering.js';
import { float } from '../../model.js';
import { columnSums } from './column-sums.js';

interface Attributes {
  readonly epsilon: number;
  readonly scale: boolean;
  readonly center: boolean;
}

/** The composite `layer-norm`: ONNX's LayerNormalization, which gives mean and 1/√(variance + ε) besides. */
export const layerNorm: Lowering = {
  ops: [compositeNames.layerNorm],
  lower({ inputs, outputs, attributes }, emit) {
    const { epsilon, scale, center } = attributes as unknown as Attributes;
    const x = inputs['0']!;
    const features = { shape: x.shape.slice(-1), dtype: 'float32' } as const;
    const gamma = scale ? inputs['1']! : splatValue(1, features);
    const beta = center ? [inputs[scale ? '2' : '1']!] : [];
    const names = emit.split(
      'LayerNormalization',
      [x, gamma, ...beta].map((value) => emit.input(value)),
      { axis: x.shape.length - 1, epsilon: float(epsilon) },
      outputs.length,
    );
    outputs.forEach((output, index) => emit.define(output, names[index]!, []));
  },
};

/**
 * The gradient of `layer-norm`. With c = x − mean, s = 1/√(variance + ε) and f = dy · γ of each row,
 *
 *     dx = s · (f − mean f) − c · s³ · mean(f · c)
 *
 * where both means are products with the column γ/n; and dγ is a product of dy · c with the column s.
 */
export const layerNormGradient: Lowering = {
  ops: [compositeGradient(compositeNames.layerNorm)],
  lower({ inputs, outputs, attributes }, emit) {
    const { scale, center } = attributes as unknown as Attributes;
    const values = Object.values(inputs);
    const [dyValue, x, gammaValue] = values as [GraphValue, GraphValue, GraphValue];
    const size = x.shape.at(-1)!;
    const count = sizeOfShape(x.shape.slice(0, -1));
    const rows = (value: GraphValue, width = size): string => matrix(emit, value, count, width);
    const [dy, mean, inverse] = [rows(dyValue), rows(values.at(-2)!, 1), rows(values.at(-1)!, 1)];
    const gamma = scale ? emit.input(gammaValue) : emit.input(splatValue(1, { shape: [size], dtype: 'float32' }));
    const centred = emit.node('Sub', [rows(x), mean]);
    const product = emit.node('Mul', [dy, centred]);
    const column = emit.reshape(emit.node('Mul', [gamma, emit.scalar(1 / size, 'float32')]), [size, 1]);
    const flow = scale ? emit.node('Mul', [dy, gamma]) : dy;
    const level = emit.node('Mul', [emit.node('Sub', [flow, emit.node('Gemm', [dy, column])]), inverse]);
    const cube = emit.node('Mul', [emit.node('Mul', [inverse, inverse]), inverse]);
    const along = emit.node('Mul', [cube, emit.node('Gemm', [product, column])]);
    const ofInput = emit.node('Sub', [level, emit.node('Mul', [centred, along])]);
    emit.define(outputs[0]!, emit.reshape(ofInput, x.shape), []);
    if (scale) emit.define(outputs[1]!, emit.reshape(columnSums(emit, product, count, inverse), [size]));
    if (center) emit.define(outputs[scale ? 2 : 1]!, emit.reshape(columnSums(emit, dy, count), [size]));
  },
};

function matrix(emit: Emitter, value: GraphValue, rows: number, columns: number): string {
  const name = emit.input(value);
  return value.shape.length === 2 ? name : emit.reshape(name, [rows, columns]);
}
