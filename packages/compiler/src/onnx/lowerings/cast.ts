import type { GraphValue } from '../../graph/graph.js';
import type { Lowering } from '../lowering.js';
import { converted, pointwise } from './pointwise.js';

/** Another data type: whole numbers lose what comes after the point, whatever is not 0 is true. NaN has no whole number. */
export const cast: Lowering = {
  ops: ['Cast', 'Identity'],
  layout: 'same',
  lower({ inputs, outputs }, emit) {
    const { x } = inputs as { x: GraphValue };
    const [output] = outputs as [GraphValue];
    pointwise(emit, [x], output, (name) => converted(emit, name, x.dtype, output.dtype));
  },
};
