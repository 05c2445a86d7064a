import type { GraphValue } from '../../../graph/graph.js';
import type { Lowering } from '../lowering.js';
import { converted, pointwise, truncated } from './pointwise.js';

/** Another data type: whole numbers lose what comes after the point, and are 0 for NaN; whatever is not 0 is true. */
export const cast: Lowering = {
  ops: ['Cast', 'Identity'],
  layout: 'same',
  lower({ inputs, outputs }, emit) {
    const { x } = inputs as { x: GraphValue };
    const [output] = outputs as [GraphValue];
    pointwise(emit, [x], output, (name) =>
      x.dtype === 'float32' && output.dtype === 'int32'
        ? truncated(emit, name)
        : converted(emit, name, x.dtype, output.dtype),
    );
  },
};
