import { elementwiseOptimizer, type Optimizer } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { componentOf, failuresOf } from '../shared/failures.fixture.js';

const momentum = (sign = 1): Optimizer =>
  elementwiseOptimizer({
    base: { lr: 0.01 },
    slots: { velocity: 0 },
    hyper: (step, { lr }) => ({ lr, factor: 0.9 + 0.01 * Math.min(step, 5) }),
    update: (parameter, gradient, { velocity }, { lr, factor }) => {
      const next = tf.add(tf.mul(factor, velocity), gradient);
      return { parameter: tf.sub(parameter, tf.mul(tf.mul(sign, lr), next)), velocity: next };
    },
  });

const optimizer = (create: () => Optimizer, traits?: Record<string, unknown>): ReturnType<typeof componentOf> =>
  componentOf('optimizer', create, traits);
const spoil = (changes: (right: Optimizer) => Partial<Optimizer>): (() => Optimizer) => {
  const right = momentum();
  return () => ({ ...right, ...changes(right) });
};

describe('the checks of an optimizer', () => {
  it('pass one that is right', async () => {
    expect(await failuresOf(optimizer(() => momentum()))).toEqual({});
  });

  it('want one that climbs to say so', async () => {
    expect((await failuresOf(optimizer(() => momentum(-1))))['optimizer/descends']).toMatch(/1 update took/);
    expect(await failuresOf(optimizer(() => momentum(-1), { conformance: { maximize: true } }))).toEqual({});
  });

  let calls = 0;
  it.each<[string, string, () => Optimizer, RegExp]>([
    [
      'a learning rate that is no number',
      'optimizer/hyper',
      spoil(() => ({ base: { lr: NaN } })),
      /learning rate is NaN/,
    ],
    [
      'numbers that come later',
      'optimizer/hyper',
      spoil(() => ({ hyper: (step, { lr }) => (step === 0 ? { lr, factor: 0 } : { lr, factor: 0, more: 1 }) })),
      /lr, factor for update 0, but lr, factor, more for update 1/,
    ],
    [
      'numbers that overflow',
      'optimizer/hyper',
      spoil(() => ({ hyper: (step, { lr }) => ({ lr, factor: 1 / (step - 2) }) })),
      /factor = Infinity for update 2/,
    ],
    [
      'numbers that depend on the call',
      'optimizer/hyper',
      spoil(() => ({ hyper: (_step, { lr }) => ({ lr, factor: 1 / (1 + calls++) }) })),
      /asked twice/,
    ],
    [
      'slots without the name of a parameter',
      'optimizer/slots',
      spoil(({ init }) => ({
        init: (specs) => init(specs).map((entry) => ({ ...entry, name: entry.name.replace('/', '_') })),
      })),
      /does not end with the name of a parameter/,
    ],
    [
      'slots whose value has another shape',
      'optimizer/slots',
      spoil(({ init }) => ({ init: (specs) => init(specs).map((entry) => ({ ...entry, shape: [7] })) })),
      /has shape \[7\], its value/,
    ],
    [
      'slots that change their shape',
      'optimizer/slots',
      spoil(({ update }) => ({
        update: (...args) => {
          const { parameters, slots } = update(...args);
          const flat = Object.entries(slots).map(([name, slot]) => [name, tf.reshape(slot, [-1])]);
          return { parameters, slots: Object.fromEntries(flat) as typeof slots };
        },
      })),
      /changed names, shapes or types/,
    ],
    [
      'parameters that are left out',
      'optimizer/slots',
      spoil(({ update }) => ({ update: (...args) => ({ ...update(...args), parameters: {} }) })),
      /changed names/,
    ],
    [
      'a rate that is baked in',
      'optimizer/rate',
      spoil(() => ({ hyper: (step) => ({ lr: 0.01, factor: 0.9 + 0.01 * Math.min(step, 5) }) })),
      /makes the same updates/,
    ],
    [
      'NaN where the gradient is zero',
      'optimizer/zero',
      () =>
        elementwiseOptimizer({
          base: { lr: 0.01 },
          slots: {},
          hyper: (_step, { lr }) => ({ lr }),
          update: (parameter, gradient, _slots, { lr }) => ({
            parameter: tf.sub(parameter, tf.mul(lr, tf.div(gradient, tf.sqrt(tf.square(gradient))))),
          }),
        }),
      /after updates by gradients of zero/,
    ],
    [
      'a value that is read',
      'optimizer/step',
      spoil(({ update }) => ({
        update: (parameters, ...rest) => {
          const [first] = Object.values(parameters);
          return first!.dataSync()[0]! > 1e6 ? update({}, ...rest) : update(parameters, ...rest);
        },
      })),
      /dataSync/,
    ],
    ['steps uphill', 'optimizer/descends', () => momentum(-1), /took the function from [\d.]+ to/],
    [
      'randomness of its own',
      'optimizer/pure',
      spoil(({ update }) => ({
        update: (...args) => {
          const { parameters, slots } = update(...args);
          const shaken = Object.entries(parameters).map(([name, value]) => [name, tf.add(value, (calls++ % 7) * 1e-3)]);
          return { parameters: Object.fromEntries(shaken) as typeof parameters, slots };
        },
      })),
      /asked twice, gave/,
    ],
    [
      'parameters that are disposed',
      'optimizer/pure',
      spoil(({ update }) => ({
        update: (parameters, ...rest) => {
          const result = update(parameters, ...rest);
          tf.dispose(parameters['scale']!);
          return result;
        },
      })),
      /disposed its argument scale/,
    ],
  ])('find %s', async (_name, id, create, message) => {
    expect((await failuresOf(optimizer(create)))[id]).toMatch(message);
  });
});
