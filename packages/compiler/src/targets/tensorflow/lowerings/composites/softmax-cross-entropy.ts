import { compositeGradient, compositeNames } from '@lml/core/engine';

import type { GraphValue } from '../../../../graph/graph.js';
import type { Lowering } from '../../lowering.js';

/** The composite `softmax-cross-entropy`: `−Σ q · ln p`, nothing where q is zero. */
export const softmaxCrossEntropy: Lowering = {
  ops: [compositeNames.softmaxCrossEntropy],
  lower({ inputs, outputs }, emit) {
    const [logits, target] = [inputs['0']!, inputs['1']!];
    const [output, surprise] = outputs as [GraphValue, GraphValue?];
    const q = emit.input(target);
    const logarithms = emit.node('LogSoftmax', [emit.input(logits)], { T: { type: 'float32' } });
    const axis = logits.shape.length - 1;
    // Nothing times −∞ is nothing.
    const products = emit.float('MulNoNan', logarithms, q);
    emit.define(output, emit.float('Neg', emit.reduce('Sum', products, [axis])));
    if (surprise !== undefined) emit.define(surprise, emit.float('Neg', logarithms));
  },
};

/** Its gradient: `(p · Σ q − q) · dL` and `−ln p · dL`, and zero for rows of zeros. p is taken of `−ln p`, which has NaN where it is to be. */
export const softmaxCrossEntropyGradient: Lowering = {
  ops: [compositeGradient(compositeNames.softmaxCrossEntropy)],
  lower({ inputs, outputs }, emit) {
    const [dL, logits, target, surprise] = Object.values(inputs) as [GraphValue, GraphValue, GraphValue, GraphValue];
    const axis = logits.shape.length - 1;
    const [q, zero] = [emit.input(target), emit.scalar(0, 'float32')];
    const flow = emit.reshape(emit.input(dL), [...dL.shape, 1]);
    const p = emit.float('Exp', emit.float('Neg', emit.input(surprise)));
    const difference = emit.float('Sub', emit.float('Mul', p, emit.reduce('Sum', q, [axis], true)), q);
    const isIdle = emit.float('Equal', emit.reduce('Sum', emit.float('Abs', q), [axis], true), zero);
    emit.define(outputs[0]!, emit.where(isIdle, zero, emit.float('Mul', flow, difference)));
    emit.define(outputs[1]!, emit.float('Mul', flow, emit.input(surprise)));
  },
};
