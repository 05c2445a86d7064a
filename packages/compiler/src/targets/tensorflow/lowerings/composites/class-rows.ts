import { compositeNames } from '@lml/core/engine';

import type { GraphValue } from '../../../../graph/graph.js';
import type { Lowering } from '../../lowering.js';
import { typed } from '../../model.js';

interface Attributes {
  readonly classes: number;
  readonly ignoreIndex: number;
}

/** The composite `class-rows`: 1 where the class stands, times a factor for each row: 0 for what is ignored, NaN for no class. */
export const classRows: Lowering = {
  ops: [compositeNames.classRows],
  lower({ inputs, outputs, attributes }, emit) {
    const { classes, ignoreIndex } = attributes as unknown as Attributes;
    const given = inputs['0']!;
    const type = given.dtype === 'float32' ? 'float32' : 'int32';
    const indices = emit.cast(emit.input(given), given.dtype, type);
    const all = Array.from({ length: classes }, (_, index) => index);
    const column = emit.reshape(indices, [...given.shape, 1], type);
    const isClass = emit.node('Equal', [column, emit.numbers(all, type)], typed(type));
    const [zero, one, nan] = [0, 1, NaN].map((value) => emit.scalar(value, 'float32')) as [string, string, string];
    const known = emit.where(emit.reduce('Any', isClass, [given.shape.length]), one, nan);
    const isIgnored = emit.node('Equal', [indices, emit.scalar(ignoreIndex, type)], typed(type));
    const factor = emit.reshape(emit.where(isIgnored, zero, known), [...given.shape, 1]);
    emit.define(outputs[0] as GraphValue, emit.float('Mul', emit.cast(isClass, 'bool', 'float32'), factor));
  },
};
