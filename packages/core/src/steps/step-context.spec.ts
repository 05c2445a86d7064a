import * as tf from '@tensorflow/tfjs';

import { currentStepContext, scopedContext, withStepContext, type StepContext } from './step-context.js';

/** A context that writes down what it is asked. */
function recorder(): { context: StepContext; calls: string[] } {
  const calls: string[] = [];
  const noted = (name: string, ...args: unknown[]): tf.Scalar => {
    calls.push([name, ...args].join(' '));
    return tf.scalar(0);
  };
  const context: StepContext = {
    stage: 'validation',
    training: false,
    names: ['model/a', 'model/b/c', 'other'],
    random: {
      normal: (...args) => noted('normal', ...args),
      uniform: (...args) => noted('uniform', ...args),
      mask: (...args) => noted('mask', ...args),
    },
    read: (name) => noted('read', name),
    readBefore: (name) => noted('readBefore', name),
    write: (name) => void noted('write', name),
    hyper: (...args) => noted('hyper', ...args),
    keep: (value) => (noted('keep'), value),
  };
  return { context, calls };
}

describe('withStepContext', () => {
  it('nests', () => {
    const [outer, inner] = [recorder().context, recorder().context];
    const seen = withStepContext(outer, () => [
      currentStepContext(),
      withStepContext(inner, currentStepContext),
      currentStepContext(),
    ]);
    expect(seen.map((context) => (context === outer ? 'outer' : 'inner'))).toEqual(['outer', 'inner', 'outer']);
    expect(currentStepContext()).toBeUndefined();
  });

  it('ends with an error too', () => {
    const fail = (): never => {
      throw new Error('inside');
    };
    expect(() => withStepContext(recorder().context, fail)).toThrow('inside');
    expect(currentStepContext()).toBeUndefined();
  });
});

describe('scopedContext', () => {
  it('puts state and streams under a prefix, and leaves hyper-parameters alone', () => {
    const { context, calls } = recorder();
    const scoped = scopedContext(context, 'model/');
    scoped.read('a');
    scoped.write('a', tf.scalar(1));
    scoped.random.normal('n', [2], 1, 3);
    scoped.random.uniform('u', [2], -1, 1);
    scoped.random.mask('m', [2], 0.5);
    scoped.hyper('lr', 0.1, 'float32');
    scoped.keep(tf.scalar(1));
    expect(calls).toEqual([
      'read model/a',
      'write model/a',
      'normal model/n 2 1 3',
      'uniform model/u 2 -1 1',
      'mask model/m 2 0.5',
      'hyper lr 0.1 float32',
      'keep',
    ]);
    expect([scoped.stage, scoped.training, scoped.names]).toEqual(['validation', false, ['a', 'b/c']]);
  });

  it('nests', () => {
    const { context, calls } = recorder();
    const scoped = scopedContext(scopedContext(context, 'model/'), 'b/');
    scoped.read('c');
    expect([calls, scoped.names]).toEqual([['read model/b/c'], ['c']]);
  });
});
