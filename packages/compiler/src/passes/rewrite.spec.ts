import * as tf from '@tensorflow/tfjs';

import { normal } from '../graph/compute.fixture.js';
import { applied, simplified, textOf, traced } from './graph.fixture.js';
import { rewrite, type Rules } from './rewrite.js';

const x = normal(1, [2, 3]);

describe('rewrite', () => {
  it('computes once what is computed twice, whichever way round', async () => {
    const compute = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.sub(tf.exp(tf.add(a, b)), tf.exp(tf.add(b, a)));
    expect(await simplified(compute, [x, normal(2, [2, 3])], [])).toEqual([
      '%2: float32[2,3] = Add(a=%0, b=%1)',
      '%3: float32[2,3] = Exp(x=%2)',
      '%4: float32[2,3] = Sub(a=%3, b=%3)',
      'output all.0 <- %4',
    ]);
  });

  it('tells inputs that are not exchangeable, attributes and constants apart', async () => {
    const compute = (a: tf.Tensor, b: tf.Tensor): tf.Tensor[] => [
      tf.sub(a, b),
      tf.sub(b, a),
      tf.fill([2], Infinity),
      tf.fill([2], -Infinity),
      tf.fill([2], NaN),
      tf.mul(a, [0, 1, 2]),
      tf.mul(a, [-0, 1, 2]),
      tf.mul(a, [0, 1, 2]),
    ];
    const graph = rewrite(traced(compute, [x, x]), []);
    expect(graph.nodes).toHaveLength(7);
    expect(graph.outputs[7]!.value).toBe(graph.outputs[5]!.value);
  });

  it('offers what a rule adds to the rules again, and what it replaces no more', () => {
    const offered: string[] = [];
    const rules: Rules = {
      Square: ({ inputs, outputs }, editor) => [
        editor.add('Multiply', { a: inputs['x']!, b: inputs['x']! }, {}, outputs[0]!),
      ],
      Multiply: ({ op, inputs, outputs }, editor) => {
        offered.push(op);
        return [editor.add('Pow', inputs, {}, outputs[0]!)];
      },
      Pow: ({ op }) => (offered.push(op), undefined),
    };
    const after = applied(
      traced((a) => tf.neg(tf.square(a)), [x]),
      [rules],
    );
    expect(textOf(after)).toEqual([
      '%1: float32[2,3] = Pow(a=%0, b=%0)',
      '%2: float32[2,3] = Neg(x=%1)',
      'output all.0 <- %2',
    ]);
    expect(offered).toEqual(['Multiply', 'Pow']);
  });

  it('asks the rules for an op in their order until one takes the node', () => {
    const asked: number[] = [];
    const rule = (number: number, takes: boolean): Rules => ({
      Neg: ({ inputs }) => (asked.push(number), takes ? [inputs['x']!] : undefined),
    });
    const after = applied(
      traced((a) => tf.neg(a), [x]),
      [rule(1, false), rule(2, true), rule(3, true)],
    );
    expect(after.nodes).toEqual([]);
    expect(asked).toEqual([1, 2]);
  });

  it('keeps the line of the node for which another one is added', () => {
    const [node, ...rest] = traced((a) => tf.neg(a), [x]).nodes;
    const graph = { ...traced((a) => tf.neg(a), [x]), nodes: [{ ...node!, line: 'model.ts:3' }, ...rest] };
    const rules: Rules = { Neg: ({ inputs, outputs }, editor) => [editor.add('Abs', inputs, {}, outputs[0]!)] };
    expect(rewrite(graph, [rules]).nodes).toMatchObject([{ op: 'Abs', line: 'model.ts:3' }]);
  });

  it('knows who makes a value, and what was made of others', () => {
    const rules: Rules = {
      Abs: ({ inputs, outputs: [output] }, editor) => {
        expect(editor.producer(inputs['x']!)?.op).toBe('Neg');
        expect(editor.producer(output!)).toBeUndefined();
        expect(editor.find('Relu', { x: inputs['x']! })).toBeUndefined();
        return [...editor.find('Exp', { x: inputs['x']! })!];
      },
    };
    const graph = traced(
      (a) => {
        const b = tf.neg(a);
        return [tf.exp(b), tf.abs(b)];
      },
      [x],
    );
    const { outputs } = rewrite(graph, [rules]);
    expect(outputs[1]!.value).toBe(outputs[0]!.value);
    expect.assertions(4);
  });
});
