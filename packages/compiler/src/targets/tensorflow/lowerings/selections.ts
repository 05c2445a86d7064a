import type { GraphValue } from '../../../graph/graph.js';
import type { Lowering } from '../lowering.js';
import { truncated } from './pointwise.js';

/** One value where a condition holds, else another; a vector of conditions chooses rows. */
export const select: Lowering = {
  ops: ['Select'],
  lower({ inputs, outputs }, emit) {
    const { condition, t, e } = inputs as { condition: GraphValue; t: GraphValue; e: GraphValue };
    const [output] = outputs as [GraphValue];
    const { dtype, shape } = output;
    const isOfRows = condition.shape.length === 1 && shape.length > 1;
    const name = emit.cast(emit.input(condition), condition.dtype, 'bool');
    const where = isOfRows ? emit.reshape(name, [condition.shape[0]!, ...shape.slice(1).map(() => 1)], 'bool') : name;
    const [then, otherwise] = [t, e].map((value) => emit.cast(emit.input(value), value.dtype, dtype));
    emit.define(output, emit.where(where, then!, otherwise!, dtype));
  },
};

/** Values in another type. */
export const cast: Lowering = {
  ops: ['Cast'],
  lower({ inputs, outputs }, emit) {
    const { x } = inputs as { x: GraphValue };
    const [output] = outputs as [GraphValue];
    const name = emit.input(x);
    const isCut = x.dtype === 'float32' && output.dtype === 'int32';
    emit.define(output, isCut ? truncated(emit, name, 'float32') : emit.cast(name, x.dtype, output.dtype));
  },
};

/** A value itself. */
export const identity: Lowering = {
  ops: ['Identity'],
  lower({ inputs, outputs }, emit) {
    emit.define(outputs[0]!, emit.input(inputs['x']!));
  },
};
