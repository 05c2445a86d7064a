import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import { GraphBuilder, newValue } from '../graph/graph-builder.js';
import { normal } from '../graph/compute.fixture.js';
import { applied, expectEqualResults, simplified } from './graph.fixture.js';
import { reshapes } from './reshapes.js';
import { trivialMoves } from './trivial-moves.js';

const x = normal(1, [2, 1, 4]);
const rules = [trivialMoves, reshapes];

describe('moves that move nothing', () => {
  it.each<[string, (a: tf.Tensor) => tf.Tensor]>([
    ['a slice of everything', (a) => tf.slice(a, [0, 0, 0])],
    [
      'a padding by nothing',
      (a) =>
        tf.pad(a, [
          [0, 0],
          [0, 0],
          [0, 0],
        ]),
    ],
    [
      'a mirrored padding by nothing',
      (a) =>
        tf.mirrorPad(
          a,
          [
            [0, 0],
            [0, 0],
            [0, 0],
          ],
          'reflect',
        ),
    ],
    ['one tensor joined', (a) => tf.concat([a, tf.zeros([0, 1, 4])])],
    ['one tensor stacked', (a) => tf.squeeze(tf.stack([a]), [0])],
    ['a reversal along single places', (a) => tf.reverse(a, 1)],
  ])('are left out: %s', async (_, compute) => {
    expect(await simplified(compute, [x], rules)).toEqual(['output all.0 <- %0']);
  });

  it.each(['SplitV', 'Unpack'])('are left out where %s takes one tensor off', (op) => {
    const type = { shape: [1, 4], dtype: 'float32' as const };
    const value = newValue(type, { kind: 'batch', path: ['input0'] });
    const builder = new GraphBuilder();
    const inputs = op === 'SplitV' ? { x: value } : { value };
    const made = builder.add(op, inputs, { axis: 0, numOrSizeSplits: 1 }, [
      op === 'SplitV' ? type : { ...type, shape: [4] },
    ]);
    const graph = builder.finish('compute', [{ value: made[0]!, target: { kind: 'output', path: ['all'] } }]);
    const after = applied(graph, rules);
    expect(after.nodes.map((node) => node.op)).toEqual(op === 'SplitV' ? [] : ['Reshape']);
    expectEqualResults(graph, after, [normal(1, [1, 4])]);
  });

  it('are not confused with those that move something', async () => {
    const compute = (a: tf.Tensor): tf.Tensor[] => [
      tf.slice(a, [0, 0, 1]),
      tf.pad(a, [
        [0, 0],
        [1, 0],
        [0, 0],
      ]),
      tf.reverse(a, [1, 2]),
      tf.concat([a, a]),
      tf.stack([a, a]),
      tf.split(a, 2)[1]!,
    ];
    expect((await simplified(compute, [x], rules)).filter((line) => line.includes('='))).toHaveLength(6);
  });

  it('join only tensors that have places', async () => {
    const compute = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.concat([a, tf.zeros([0, 1, 4]), b]);
    expect((await simplified(compute, [x, x], rules))[0]).toBe('%2: float32[4,1,4] = Concat(0=%0, 1=%1) { axis: 0 }');
  });

  it('are one slice where a slice is cut again, with begins counted from any side', async () => {
    const range = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }));
    await fc.assert(
      fc.asyncProperty(range, range, async ([first, second], [rows, columns]) => {
        const compute = (a: tf.Tensor): tf.Tensor =>
          tf.slice(tf.slice(a, [first, 1], [4, -1]), [1, second], [-1, 5 - second]);
        const text = await simplified(compute, [normal(rows * 4 + columns, [7, 6])], rules);
        expect(text).toHaveLength(2);
      }),
    );
  });
});
