import { compositeNames } from '@lml/core/engine';

import type { GraphValue } from '../../../../graph/graph.js';
import type { Lowering } from '../../lowering.js';
import { converted } from '../pointwise.js';

interface Attributes {
  readonly classes: number;
  readonly ignoreIndex: number;
}

/**
 * The composite `class-rows`: 1 where the class stands, times a factor for each row, which is 0 for the index to
 * be ignored and NaN for one that is no class. Whether it is one is asked of the index, not of all classes.
 */
export const classRows: Lowering = {
  ops: [compositeNames.classRows],
  lower({ inputs, outputs, attributes }, emit) {
    const { classes, ignoreIndex } = attributes as unknown as Attributes;
    const given = inputs['0']!;
    const [output] = outputs as [GraphValue];
    const type = given.dtype === 'float32' ? 'float32' : 'int32';
    const indices = converted(emit, emit.input(given), given.dtype, type);
    const all = emit.numbers(
      Array.from({ length: classes }, (_, index) => index),
      type,
    );
    const column = [...given.shape, 1];
    const isClass = emit.node('Equal', [emit.reshape(indices, column), all]);
    const whole = type === 'float32' ? emit.node('Floor', [indices]) : indices;
    const nearest = emit.node('Clip', [whole, emit.scalar(0, type), emit.scalar(classes - 1, type)]);
    const [zero, one, nan] = [0, 1, NaN].map((value) => emit.scalar(value, 'float32')) as [string, string, string];
    const known = emit.node('Where', [emit.node('Equal', [nearest, indices]), one, nan]);
    const factor = emit.node('Where', [emit.node('Equal', [indices, emit.scalar(ignoreIndex, type)]), zero, known]);
    emit.define(output, emit.node('Mul', [emit.cast(isClass, 'float32'), emit.reshape(factor, column)]), []);
  },
};
