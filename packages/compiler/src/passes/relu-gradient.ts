import type { GraphValue } from '../graph/graph.js';
import type { Rule, Rules } from './rewrite.js';
import { sameType } from './shapes.js';

/** The op of the compiler's own that lets `dy` through where `y` is positive. */
const RELU_GRADIENT = 'relu-gradient';

/**
 * `dy · step(x)`, as TensorFlow.js writes the gradient of ReLU, becomes an op of its own. It looks at the function's value
 * instead of its argument, if that is there: the value is needed anyway, the argument is not.
 */
const multiply: Rule = ({ inputs, outputs: [output] }, editor) => {
  const { a, b } = inputs as { a: GraphValue; b: GraphValue };
  for (const [dy, step] of [
    [a, b],
    [b, a],
  ] as const) {
    const node = editor.producer(step);
    if (node?.op !== 'Step' || (node.attributes['alpha'] ?? 0) !== 0 || !sameType(step, output!)) continue;
    const { x } = node.inputs as { x: GraphValue };
    const [y = x] = editor.find('Relu', { x }) ?? [];
    return [editor.add(RELU_GRADIENT, { dy, y }, {}, output!)];
  }
  return undefined;
};

/** Gradients of ReLU. */
export const reluGradients: Rules = { Multiply: multiply };
