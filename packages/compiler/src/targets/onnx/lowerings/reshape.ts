import type { Lowering } from '../lowering.js';

/** The same numbers in another shape. */
export const reshape: Lowering = {
  ops: ['Reshape', 'ExpandDims'],
  lower({ inputs, outputs }, emit) {
    const input = inputs['x'] ?? inputs['input'];
    emit.define(outputs[0]!, emit.reshape(emit.input(input!), outputs[0]!.shape), []);
  },
};
