import { compositeGradient, compositeNames } from '@lml/core/engine';

import type { GraphValue } from '../../../../graph/graph.js';
import type { Emitter } from '../../emitter.js';
import { layoutAxis, type Layout } from '../../../../layout/layout.js';
import type { Lowering } from '../../lowering.js';
import { remainingLayout } from '../reduced.js';

/** The composite `softmax-cross-entropy`: `−Σ q · ln p`, nothing where q is zero. */
export const softmaxCrossEntropy: Lowering = {
  ops: [compositeNames.softmaxCrossEntropy],
  layout: 'same',
  lower({ inputs, outputs }, emit) {
    const [logits, target] = [inputs['0']!, inputs['1']!];
    const [output, surprise] = outputs as [GraphValue, GraphValue?];
    const classes = new Classes(emit, logits);
    const [q, zero] = [emit.input(target, classes.layout), emit.scalar(0, 'float32')];
    const logarithms = classes.logSoftmax(logits);
    const isNothing = emit.node('Equal', [q, zero]);
    const products = emit.node('Where', [isNothing, zero, emit.node('Mul', [q, logarithms])]);
    const sum = emit.node('Neg', [classes.sum(products, 0)]);
    emit.define(output, sum, remainingLayout(classes.layout, [logits.shape.length - 1]));
    if (surprise !== undefined) emit.define(surprise, emit.node('Neg', [logarithms]), classes.layout);
  },
};

/** The gradient of `softmax-cross-entropy`: `(p · Σ q − q) · dL` and `−ln p · dL`, and zero for rows of zeros. */
export const softmaxCrossEntropyGradient: Lowering = {
  ops: [compositeGradient(compositeNames.softmaxCrossEntropy)],
  layout: 'same',
  lower({ inputs, outputs }, emit) {
    const [dL, logits, target, surprise] = Object.values(inputs) as [GraphValue, GraphValue, GraphValue, GraphValue];
    const classes = new Classes(emit, logits);
    const [q, zero, flow] = [emit.input(target, classes.layout), emit.scalar(0, 'float32'), classes.beside(dL)];
    const p = emit.node('Exp', [classes.logSoftmax(logits)]);
    const difference = emit.node('Sub', [emit.node('Mul', [p, classes.sum(q, 1)]), q]);
    const isIdle = emit.node('Equal', [classes.sum(emit.node('Abs', [q]), 1), zero]);
    const ofLogits = emit.node('Where', [isIdle, zero, emit.node('Mul', [flow, difference])]);
    emit.define(outputs[0]!, ofLogits, classes.layout);
    emit.define(outputs[1]!, emit.node('Mul', [flow, emit.input(surprise, classes.layout)]), classes.layout);
  },
};

/** How the classes of a tensor lie. */
class Classes {
  readonly layout: Layout;
  private readonly axis: number;

  constructor(
    private readonly emit: Emitter,
    logits: GraphValue,
  ) {
    this.layout = emit.layoutOf(logits);
    this.axis = layoutAxis(logits.shape.length - 1, this.layout);
  }

  /** ln p; the same node in both directions. */
  logSoftmax(logits: GraphValue): string {
    return this.emit.node('LogSoftmax', [this.emit.input(logits, this.layout)], { axis: this.axis });
  }

  sum(name: string, keepdims: 0 | 1): string {
    return this.emit.node('ReduceSum', [name, this.emit.int64s([this.axis])], { keepdims });
  }

  /** Values of the rows, as they may stand beside all classes. */
  beside(value: GraphValue): string {
    const shape = [...value.shape, 1];
    const column = this.emit.reshape(this.emit.input(value), shape);
    return this.layout.length === 0 ? column : this.emit.transpose(column, shape, this.layout);
  }
}
