import type { GraphValue } from '../../../graph/graph.js';
import type { Lowering } from '../lowering.js';

/**
 * A number at the place that an index names and another one elsewhere, also where no place has that index. Comparing with all
 * indices was measured to be faster than ONNX's OneHot, which moreover counts negative indices from the end.
 */
export const oneHot: Lowering = {
  ops: ['OneHot'],
  lower({ inputs, outputs, attributes }, emit) {
    const { indices } = inputs as { indices: GraphValue };
    const [output] = outputs as [GraphValue];
    const { depth, onValue = 1, offValue = 0 } = attributes as { depth: number; onValue?: number; offValue?: number };
    const column = emit.reshape(emit.input(indices), [...indices.shape, 1]);
    const all = Array.from({ length: depth }, (_, index) => index);
    const isHot = emit.node('Equal', [column, emit.numbers(all, 'int32')]);
    if (onValue === 1 && offValue === 0) {
      emit.define(output, output.dtype === 'bool' ? isHot : emit.cast(isHot, output.dtype), []);
      return;
    }
    const type = output.dtype === 'bool' ? 'int32' : output.dtype;
    const name = emit.node('Where', [isHot, emit.scalar(onValue, type), emit.scalar(offValue, type)]);
    emit.define(output, type === output.dtype ? name : emit.cast(name, output.dtype), []);
  },
};
