import type { GraphValue } from '../../../graph/graph.js';
import type { Lowering } from '../lowering.js';
import { float } from '../model.js';

/** The largest float32. */
const LARGEST = 3.4028234663852886e38;

/**
 * The gradient of ReLU, `dy` where `y` is positive: the compiler's own op.
 *
 * A HardSigmoid this steep is 0 up to 0 and 1 from the smallest number with all its digits on (below that, less than 1), and
 * NaN at NaN, as TensorFlow.js's Step is. It is the fastest way to such a factor: one op, and no truth values.
 */
export const reluGradient: Lowering = {
  ops: ['relu-gradient'],
  layout: 'same',
  lower({ inputs, outputs }, emit) {
    const { dy, y } = inputs as { dy: GraphValue; y: GraphValue };
    const [output] = outputs as [GraphValue];
    const steep = { alpha: float(LARGEST), beta: float(0) };
    const factor = emit.node('HardSigmoid', [emit.aligned(y, output)], steep);
    emit.define(output, emit.node('Mul', [emit.aligned(dy, output), factor]));
  },
};
