import { defineComposite, valueAndGradients, type StateSpec } from '@lml/core';
import type { Step } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { printGraph } from '../graph/print-graph.js';
import { traceStep, type BatchPart } from './trace.js';
import { traceTwice } from './trace-twice.js';

const state: StateSpec[] = [{ name: 'w', shape: [2], dtype: 'float32', trainable: true }];
const batch: BatchPart[] = [{ path: ['input'], shape: [3, 2], dtype: 'float32' }];

function requestOf(run: Step['run'], keepsComposite: (name: string) => boolean = () => false) {
  const step: Step = { name: 'train', stage: 'train', training: true, run };
  return { step, batch, state, hyper: {}, keepsComposite };
}

const textOf = (run: Step['run'], keeps?: (name: string) => boolean): string =>
  printGraph(traceStep(requestOf(run, keeps)));

const square = defineComposite({
  name: 'trace-spec/square',
  forward: ([x]) => ({ outputs: [tf.square(x!)], saved: [] }),
  backward: ([gradient], [x]) => [tf.mul(gradient!, tf.mul(2, x!))],
});

describe('A trace', () => {
  it('records kernels through the gradient, with state, numbers by name and random streams', () => {
    const text = textOf(({ input }, context) => {
      const w = context.read('w');
      const { value, gradients } = valueAndGradients(() => tf.sum(tf.mul(input as tf.Tensor, w)), [w]);
      const noise = context.random.normal('noise', [2], 0, 0.5);
      context.write('w', tf.add(tf.sub(w, tf.mul(context.hyper('lr', 0.1), gradients[0]!)), noise));
      return { scalars: { loss: value }, outputs: { list: [context.read('w')] } };
    });
    expect(text.split('\n').slice(0, 5)).toEqual([
      'step train',
      '  %0: float32[3,2] = batch input',
      '  %1: float32[2] = state w',
      '  %2: float32[] = hyper lr (0.1)',
      '  %3: float32[2] = normal train/noise (0, 0.5)',
    ]);
    expect(text).toContain('= Multiply(a=%0, b=%1)');
    expect(text).toMatch(/ {2}state w <- %\d+\n {2}scalar loss <- %\d+\n {2}output list\.0 <- %\d+$/);
  });

  it('is the same each time', () => {
    const request = requestOf(({ input }, { random }) => ({
      outputs: { all: tf.mul(input as tf.Tensor, random.mask('drop', [3, 2], 0.5)) },
    }));
    expect(printGraph(traceTwice(request).graph)).toBe(printGraph(traceStep(request)));
  });

  it('numbers a stream that is asked again', () => {
    const text = textOf((_given, { random }) => ({
      outputs: { a: random.uniform('u', [1]), b: random.uniform('u', [1]) },
    }));
    expect(text).toContain('uniform train/u (0, 1)');
    expect(text).toContain('uniform train/u#1 (0, 1)');
  });

  it('takes what was written for what is read later', () => {
    const text = textOf((_given, context) => {
      context.write('w', tf.add(context.read('w'), 1));
      context.write('w', tf.mul(context.read('w'), 2));
      return {};
    });
    expect(text.match(/state w/g)).toHaveLength(2);
    expect(text).toContain('Multiply(a=%1');
  });

  it('keeps a composite as one node where it may, with its own gradient traced', () => {
    const run: Step['run'] = ({ input }) => {
      const { value, gradients } = valueAndGradients(
        () => tf.sum(square([input as tf.Tensor], {})[0]!),
        [input as tf.Tensor],
      );
      return { scalars: { value }, outputs: { gradient: gradients[0]! } };
    };
    const kept = textOf(run, (name) => name === 'trace-spec/square');
    expect(kept).toContain('= trace-spec/square(0=%0)');
    expect(kept).not.toContain('Square');
    const both = textOf(run, (name) => name.startsWith('trace-spec/square'));
    expect(both).toMatch(/= trace-spec\/square\/gradient\(0=%\d+, 1=%0\)/);
    expect(textOf(run)).toContain('= Square(x=%0)');
  });

  it('keeps constants once where all numbers are equal, and takes tensors from outside for constants', () => {
    const outside = tf.tensor1d([1, 2]);
    const text = textOf(({ input }) => ({
      outputs: { a: tf.mul(input as tf.Tensor, tf.ones([3, 2])), b: tf.add(input as tf.Tensor, outside) },
    }));
    expect(text).toContain('float32[3,2](1)');
    expect(text).toContain('float32[2](1 2)');
    outside.dispose();
  });

  it('takes the branch that the current backend takes', async () => {
    await tf.setBackend('cpu');
    const text = textOf(({ input }) => {
      const scaled = tf.customGrad((x) => {
        const factor = tf.getBackend() === 'cpu' ? 3 : 5;
        return { value: tf.mul(x as tf.Tensor, factor), gradFunc: (dy) => dy };
      })(input as tf.Tensor);
      return { outputs: { scaled, other: tf.add(scaled, tf.getBackend() === 'cpu' ? 7 : 11) } };
    });
    expect(text).toContain('(3)');
    expect(text).toContain('(7)');
  });

  it('writes nothing to state that is not declared, or of another shape', () => {
    expect(() => textOf((_given, context) => (context.write('v', tf.zeros([2])), {}))).toThrow(
      expect.objectContaining({ code: 'LML_UNDECLARED_STATE' }),
    );
    expect(() => textOf((_given, context) => (context.write('w', tf.zeros([3])), {}))).toThrow(
      expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }),
    );
    expect(() => textOf((_given, context) => ({ scalars: { lr: context.hyper('lr') } }))).toThrow(
      expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }),
    );
    expect(() => textOf(() => undefined as never)).toThrow(expect.objectContaining({ code: 'LML_INVALID_ARGUMENT' }));
  });

  it('is the current backend no longer once it is over, also after an error', async () => {
    await tf.setBackend('cpu');
    expect(() => textOf(() => { throw new Error('planned'); })).toThrow('planned'); // prettier-ignore
    expect(tf.getBackend()).toBe('cpu');
    expect(await tf.add(1, 2).data()).toEqual(Float32Array.of(3));
  });
});
