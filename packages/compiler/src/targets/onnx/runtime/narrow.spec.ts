import fc from 'fast-check';

import { encodeModel } from '../encode-model.js';
import type { OnnxModelGraph } from '../model.js';
import { narrow } from './narrow.js';
import { loadRuntime } from './node.js';

/** Takes a vector apart, and puts the parts together in the opposite order. */
function turned(sizes: readonly number[]): OnnxModelGraph {
  const parts = sizes.map((_, index) => `part${index}`);
  const vector = (name: string) => ({ name, type: 'float32', shape: [sizes.reduce((a, b) => a + b)] }) as const;
  const bytes = new Uint8Array(BigInt64Array.from(sizes, BigInt).buffer);
  return {
    name: 'turned',
    nodes: [
      { op: 'Split', domain: '', inputs: ['x', 'sizes'], outputs: parts, attributes: { axis: 0 } },
      { op: 'Concat', domain: '', inputs: [...parts].reverse(), outputs: ['y'], attributes: { axis: 0 } },
    ],
    inputs: [vector('x')],
    outputs: [vector('y')],
    initializers: [{ name: 'sizes', type: 'int64', shape: [sizes.length], bytes }],
  };
}

it('computes the same with nodes that are as narrow as a shader', async () => {
  const runtime = await loadRuntime();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 120 }), async (sizes) => {
      const model = turned(sizes);
      const narrowed = narrow(model);
      const widths = narrowed.nodes.map(({ op, inputs, outputs }) => (op === 'Split' ? outputs : inputs).length);
      expect(Math.max(...widths)).toBeLessThanOrEqual(7);
      const count = sizes.reduce((a, b) => a + b);
      const x = runtime.tensor(
        'float32',
        Float32Array.from({ length: count }, (_, index) => index),
        [count],
      );
      const [expected, computed] = await Promise.all(
        [model, narrowed].map(async (each) => {
          const session = await runtime.createSession(encodeModel(runtime.prepare(each)), { threads: 1 });
          const y = runtime.tensor('float32', new Float32Array(count), [count]);
          await session.run({ x }, { y });
          await session.release();
          return [...y.data];
        }),
      );
      expect(computed).toEqual(expected);
    }),
    { numRuns: 25 },
  );
});

it('leaves what is narrow as it is', () => {
  expect(narrow(turned([1, 2, 3]))).toEqual(turned([1, 2, 3]));
});
