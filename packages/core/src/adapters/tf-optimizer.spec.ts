import * as tf from '@tensorflow/tfjs';

import { componentOption, eager, fromOptimizer, LmlError, ndArray, type GradientOptimizer } from '../index.js';
import type { Step } from '../engine.js';

type Tensors = Readonly<Record<string, tf.Tensor>>;

const SHAPES: Record<string, number[]> = { 'dense_0/kernel': [3, 4], 'dense_0/bias': [4], scale: [] };
const NAMES = Object.keys(SHAPES);
const STEPS = 12;

const OPTIMIZERS: Record<string, () => tf.Optimizer> = {
  sgd: () => tf.train.sgd(0.1),
  momentum: () => tf.train.momentum(0.1, 0.9),
  nesterov: () => tf.train.momentum(0.1, 0.9, true),
  adagrad: () => tf.train.adagrad(0.1),
  'adagrad from another value': () => tf.train.adagrad(0.1, 0.25),
  adadelta: () => tf.train.adadelta(),
  'adadelta with options': () => tf.train.adadelta(0.5, 0.8, 1e-3),
  adam: () => tf.train.adam(),
  'adam with options': () => tf.train.adam(0.05, 0.8, 0.99, 1e-3),
  adamax: () => tf.train.adamax(),
  'adamax with decay': () => tf.train.adamax(0.05, 0.8, 0.99, 1e-3, 0.1),
  rmsprop: () => tf.train.rmsprop(0.01),
  'rmsprop with momentum': () => tf.train.rmsprop(0.01, 0.8, 0.5, 1e-4),
  'rmsprop, centered': () => tf.train.rmsprop(0.01, 0.8, 0.5, 1e-4, true),
};

/** What the optimizers of TensorFlow.js are compared with, where they are wrong. */
const RIGHT: Record<string, () => tf.Optimizer> = {
  ...OPTIMIZERS,
  // It subtracts its epsilon.
  'rmsprop, centered': () => tf.train.rmsprop(0.01, 0.8, 0.5, -1e-4, true),
};

function values(salt: number): Record<string, tf.Tensor> {
  return Object.fromEntries(
    NAMES.map((name, n) => [name, tf.randomNormal(SHAPES[name]!, 0, 1, 'float32', 100 * salt + n + 1)]),
  );
}

const specs = NAMES.map((name) => {
  const shape = SHAPES[name]!;
  const value = ndArray(new Float32Array(tf.util.sizeFromShape(shape)), { shape });
  return { name, shape, dtype: 'float32' as const, trainable: true, value };
});

function firstSlots(optimizer: GradientOptimizer): Record<string, tf.Tensor> {
  return Object.fromEntries(
    optimizer.init(specs).map(({ name, value }) => [name, tf.tensor(value.data as Float32Array, [...value.shape])]),
  );
}

function numbers(tensors: Tensors): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(tensors)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, tensor]) => [name, Array.from(tensor.dataSync())]),
  );
}

interface Visit {
  readonly parameters: Record<string, number[]>;
  readonly slots: Record<string, number[]>;
}

/** What the optimizer of TensorFlow.js makes of variables. */
function onVariables(optimizer: tf.Optimizer, setRate?: (step: number) => void): Visit[] {
  const before = new Set(Object.keys(tf.engine().registeredVariables));
  const variables = Object.entries(values(0)).map(([name, value]) => tf.variable(value, true, name));
  const visits = Array.from({ length: STEPS }, (_, step): Visit => {
    setRate?.(step);
    optimizer.applyGradients(values(step + 1));
    const slots: Record<string, tf.Tensor> = {};
    for (const [field, content] of Object.entries(optimizer)) {
      if (content instanceof tf.Variable) slots[field] = content;
      if (!Array.isArray(content)) continue;
      content.forEach((entry: { variable: tf.Variable }, i) => (slots[`${field}/${NAMES[i]}`] = entry.variable));
    }
    return { parameters: numbers(Object.fromEntries(variables.map((v) => [v.name, v]))), slots: numbers(slots) };
  });
  for (const [name, variable] of Object.entries(tf.engine().registeredVariables)) {
    if (!before.has(name)) variable.dispose();
  }
  return visits;
}

/** What the adapted optimizer makes of tensors. */
function onTensors(optimizer: GradientOptimizer, rates: (step: number) => number = () => optimizer.base.lr): Visit[] {
  return tf.tidy(() => {
    let parameters: Tensors = values(0);
    let slots: Tensors = firstSlots(optimizer);
    return Array.from({ length: STEPS }, (_, step): Visit => {
      const hyper = optimizer.hyper(step, { ...optimizer.base, lr: rates(step) });
      const scalars = Object.fromEntries(Object.entries(hyper).map(([name, value]) => [name, tf.scalar(value)]));
      ({ parameters, slots } = optimizer.update(parameters, values(step + 1), slots, scalars));
      return { parameters: numbers(parameters), slots: numbers(slots) };
    }) as never;
  });
}

function errorOf(run: () => unknown): LmlError {
  try {
    run();
  } catch (error) {
    if (LmlError.isInstance(error, 'LML_INVALID_ARGUMENT')) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('fromOptimizer', () => {
  it('adds the epsilon of a centered rmsprop, with which PyTorch’s first step is finite too', () => {
    const optimizer = fromOptimizer(tf.train.rmsprop(0.1, 0.9, 0, 1e-7, true));
    const specs = [{ name: 'w', shape: [2], dtype: 'float32' as const, trainable: true, value: ndArray([0, 0]) }];
    const slots = Object.fromEntries(optimizer.init(specs).map(({ name }) => [name, tf.zeros([2])]));
    const after = optimizer.update({ w: tf.tensor1d([1, 1]) }, { w: tf.tensor1d([0, -2]) }, slots, { lr: tf.scalar(0.1) }); // prettier-ignore
    // v = 0.1 g², m = 0.1 g: the step is 0.1 g / √(v − m² + ε) = -0.2 / √(0.4 − 0.04)
    const [still, moved] = after.parameters['w']!.dataSync();
    expect(still).toBe(1);
    expect(moved).toBeCloseTo(1 + 0.2 / 0.6, 5);
  });

  describe.each(Object.entries(OPTIMIZERS))('%s', (name, make) => {
    it('computes to the bit what it does to variables, state included', () => {
      expect(onTensors(fromOptimizer(make()))).toEqual(onVariables(RIGHT[name]!()));
    });

    it('follows a schedule of the learning rate', () => {
      const rates = (step: number): number => 0.3 / (step + 1);
      const original = RIGHT[name]!();
      const setRate = (step: number): void => {
        if (original instanceof tf.SGDOptimizer && 'setLearningRate' in original) original.setLearningRate(rates(step));
        else Object.assign(original, { learningRate: rates(step) });
      };
      expect(onTensors(fromOptimizer(make()), rates)).toEqual(onVariables(original, setRate));
    });

    it('runs as a pure step and leaves neither tensors nor variables behind', async () => {
      const optimizer = fromOptimizer(make());
      const engine = eager();
      await engine.setup({ seed: 0 });
      const registered = Object.keys(tf.engine().registeredVariables);
      const slots = optimizer.init(specs);
      engine.declare([
        ...specs.map((spec) => ({
          ...spec,
          value: {
            dtype: 'float32' as const,
            shape: spec.shape,
            data: new Float32Array(spec.shape.reduce((product, size) => product * size, 1)).fill(0.5),
          },
        })),
        ...slots,
      ]);
      const step: Step = {
        name: 'update',
        stage: 'train',
        training: true,
        run(_batch, context) {
          const parameters = Object.fromEntries(NAMES.map((name) => [name, context.read(name)]));
          const gradients = Object.fromEntries(NAMES.map((name) => [name, tf.add(context.read(name), 1)]));
          const own = Object.fromEntries(slots.map(({ name }) => [name, context.read(name)]));
          const after = optimizer.update(parameters, gradients, own, { lr: context.hyper('lr') });
          for (const [name, value] of Object.entries({ ...after.parameters, ...after.slots }))
            context.write(name, value);
          return {};
        },
      };
      engine.run(step, {}, { step: 0, hyper: optimizer.hyper(0, { ...optimizer.base, lr: 0.1 }) });
      const tensors = tf.memory().numTensors;
      engine.run(step, {}, { step: 1, hyper: optimizer.hyper(1, { ...optimizer.base, lr: 0.1 }) });
      expect(tf.memory().numTensors).toBe(tensors);
      expect(Object.keys(tf.engine().registeredVariables)).toEqual(registered);

      const state = await engine.read();
      expect(state['scale']!.data[0]).not.toBe(0.5);
      // A step that throws after the update, and one that throws in it.
      const late: Step = {
        ...step,
        name: 'late',
        run: (batch, context) => {
          step.run(batch, context);
          throw new Error('late');
        },
      };
      expect(() =>
        engine.run(late, {}, { step: 2, hyper: optimizer.hyper(2, { ...optimizer.base, lr: 0.1 }) }),
      ).toThrow('late');
      const broken: Step = {
        ...step,
        name: 'broken',
        run(_batch, context) {
          const parameters = Object.fromEntries(NAMES.map((name) => [name, context.read(name)]));
          const gradients = Object.fromEntries(
            NAMES.map((name, i) => [name, i < 2 ? tf.ones(SHAPES[name]!) : tf.ones([7])]),
          );
          const own = Object.fromEntries(slots.map(({ name }) => [name, context.read(name)]));
          optimizer.update(parameters, gradients, own, { lr: context.hyper('lr') });
          return {};
        },
      };
      expect(() =>
        engine.run(broken, {}, { step: 2, hyper: optimizer.hyper(2, { ...optimizer.base, lr: 0.1 }) }),
      ).toThrow();
      expect(await engine.read()).toEqual(state);
      expect(tf.memory().numTensors).toBe(tensors);
      expect(Object.keys(tf.engine().registeredVariables)).toEqual(registered);
      engine.dispose();
    });

    it('keys its state by the names of the weights', () => {
      const optimizer = fromOptimizer(make());
      tf.tidy(() => {
        const slots = firstSlots(optimizer);
        const reversed = (tensors: Tensors): Tensors => Object.fromEntries(Object.entries(tensors).reverse());
        const hyper = { lr: tf.scalar(0.1) };
        const once = optimizer.update(values(0), values(1), slots, hyper);
        const straight = optimizer.update(once.parameters, values(2), once.slots, hyper);
        const turned = optimizer.update(reversed(once.parameters), reversed(values(2)), once.slots, hyper);
        expect(numbers(turned.parameters)).toEqual(numbers(straight.parameters));
        expect(numbers(turned.slots)).toEqual(numbers(straight.slots));
      });
    });
  });

  it('declares accumulators by weight and what counts for all once', () => {
    const names = (optimizer: tf.Optimizer): string[] =>
      fromOptimizer(optimizer)
        .init(specs.slice(0, 1))
        .map(({ name, shape, value }) => `${name} [${shape.join(', ')}] ${value.data[0]}`);
    expect(names(tf.train.sgd(0.1))).toEqual([]);
    expect(names(tf.train.adagrad(0.1, 0.25))).toEqual(['accumulatedGrads/dense_0/kernel [3, 4] 0.25']);
    expect(names(tf.train.adam(0.1, 0.75, 0.5))).toEqual([
      'accBeta1 [] 0.75',
      'accBeta2 [] 0.5',
      'accumulatedFirstMoment/dense_0/kernel [3, 4] 0',
      'accumulatedSecondMoment/dense_0/kernel [3, 4] 0',
    ]);
  });

  it('reads the learning rate and changes nothing of what it is given', () => {
    const given = tf.train.adam(0.25);
    const before = { ...given };
    const optimizer = fromOptimizer(given);
    expect(optimizer.base.lr).toBe(0.25);
    onTensors(optimizer);
    expect({ ...given }).toEqual(before);
    given.dispose();
  });

  it('leaves alone a variable that has the name of a weight', () => {
    const variable = tf.variable(tf.scalar(5), true, 'scale');
    onTensors(fromOptimizer(tf.train.adam()));
    expect(variable.dataSync()[0]).toBe(5);
    expect(tf.engine().registeredVariables['scale']).toBe(variable);
    variable.dispose();
  });

  it('leaves nothing behind from finding out how to adapt', () => {
    for (const make of Object.values(OPTIMIZERS)) {
      const given = make();
      const tensors = tf.memory().numTensors;
      const registered = Object.keys(tf.engine().registeredVariables);
      fromOptimizer(given).init(specs);
      expect(tf.memory().numTensors).toBe(tensors);
      expect(Object.keys(tf.engine().registeredVariables)).toEqual(registered);
    }
  });

  it('goes back to the backend of before', () => {
    const { backendName } = tf.engine();
    const backend = tf.backend();
    fromOptimizer(tf.train.adamax()).init(specs);
    expect([tf.engine().backendName, tf.backend()]).toEqual([backendName, backend]);
  });

  it('stands where an optimizer is an option', () => {
    const parsed = componentOption('optimizer').parse(tf.train.momentum(0.25, 0.5));
    expect(parsed.base.lr).toBe(0.25);
    expect(parsed.hyper(0, { ...parsed.base, lr: 0.5 })).toEqual({ lr: 0.5 });
    expect(componentOption('optimizer').parse(parsed)).toBe(parsed);
  });

  it('refuses what is no optimizer of TensorFlow.js', () => {
    const message = 'optimizer must be one of TensorFlow.js, such as tf.train.adam(0.001), got ';
    expect(errorOf(() => fromOptimizer('adam' as never)).message).toContain(`${message}'adam'`);
    expect(errorOf(() => fromOptimizer(null as never)).message).toContain(`${message}null`);
    expect(errorOf(() => fromOptimizer({} as never)).message).toContain(`${message}an empty object`);
  });

  describe('with an optimizer of one’s own', () => {
    class Own extends tf.MomentumOptimizer {
      static override get className(): string {
        return 'Own';
      }
    }
    const zero = { w: tf.scalar(0) };
    const weight = [{ name: 'w', shape: [], dtype: 'float32' as const, trainable: true, value: ndArray(0) }];

    it('adapts one that keeps to the ways of TensorFlow.js', () => {
      class Decaying extends Own {
        constructor(
          readonly rate: number,
          readonly decay: number,
        ) {
          super(rate, 0.5);
        }
        override applyGradients(gradients: { name: string; tensor: tf.Tensor }[]): void {
          for (const { name } of gradients) {
            const variable = tf.engine().registeredVariables[name]!;
            tf.tidy(() => variable.assign(tf.mul(1 - this.decay, variable)));
          }
          super.applyGradients(gradients);
        }
        override getConfig(): { learningRate: number; decay: number } {
          return { learningRate: this.rate, decay: this.decay };
        }
        static override fromConfig(cls: never, config: { learningRate: number; decay: number }): never {
          return new (cls as unknown as typeof Decaying)(config.learningRate, config.decay) as never;
        }
      }
      const optimizer = fromOptimizer(new Decaying(0.5, 0.25));
      tf.tidy(() => {
        const slots = { 'accumulations/w': tf.scalar(0) };
        const after = optimizer.update({ w: tf.scalar(4) }, { w: tf.scalar(2) }, slots, { lr: tf.scalar(0.25) });
        expect(after.parameters['w']!.dataSync()[0]).toBe(2.5);
        expect(after.slots['accumulations/w']!.dataSync()[0]).toBe(2);
      });
    });

    it('keeps the learning rate of one that takes it to other ways, and refuses a schedule', () => {
      class Squared extends Own {
        override applyGradients(gradients: { name: string; tensor: tf.Tensor }[]): void {
          const factor = this.learningRate * this.learningRate;
          super.applyGradients(gradients.map(({ name, tensor }) => ({ name, tensor: tf.mul(factor, tensor) })));
        }
      }
      const optimizer = fromOptimizer(new Squared(0.5, 0));
      expect(optimizer.hyper(3, { ...optimizer.base, lr: 0.5 })).toEqual({ lr: 0.5 });
      expect(errorOf(() => optimizer.hyper(3, { ...optimizer.base, lr: 0.25 })).message).toContain(
        'the learning rate of Own must be its own, 0.5, got 0.25. Leave the schedule out',
      );
      tf.tidy(() => {
        const slots = { 'accumulations/w': tf.scalar(0) };
        const after = optimizer.update({ w: tf.scalar(4) }, { w: tf.scalar(8) }, slots, { lr: tf.scalar(0.5) });
        expect(after.parameters['w']!.dataSync()[0]).toBe(3);
      });
    });

    it.each([
      [
        'counts on the host',
        class extends Own {
          count = 0;
          override applyGradients(gradients: { name: string; tensor: tf.Tensor }[]): void {
            this.count++;
            super.applyGradients(gradients.map(({ name, tensor }) => ({ name, tensor: tf.mul(this.count, tensor) })));
          }
        },
        'It remembers something else than its variables from update to update',
      ],
      [
        'hides a variable',
        class extends Own {
          readonly hidden = new Map([['sum', tf.scalar(0).variable()]]);
        },
        'It has variables outside its own fields',
      ],
      [
        'has variables of other shapes',
        class extends Own {
          readonly pair = tf.tensor1d([0, 1]).variable();
        },
        'The shapes or first values in its pair do not follow from the weights',
      ],
      [
        'is not made again as it was',
        class extends Own {
          constructor(
            rate: number,
            momentum: number,
            readonly extra: unknown = 'standard',
          ) {
            super(rate, momentum);
          }
        },
        'Made again by fromConfig from getConfig it has another extra',
      ],
      [
        'fails',
        class extends Own {
          override applyGradients(): void {
            throw new Error('not today');
          }
        },
        'It fails on a small problem (not today)',
      ],
    ])('refuses one that %s', (_title, Class, reason) => {
      const registered = Object.keys(tf.engine().registeredVariables);
      const optimizer = fromOptimizer(new (Class as new (...options: unknown[]) => tf.Optimizer)(0.1, 0.5, 'special'));
      const made = Object.keys(tf.engine().registeredVariables).filter((name) => !registered.includes(name));
      for (const use of [
        () => optimizer.init(weight),
        () => optimizer.update(zero, zero, {}, { lr: tf.scalar(0.1) }),
      ]) {
        const { message } = errorOf(use);
        expect(message).toContain("optimizer must be one whose state can be held by an engine, got 'Own'.");
        expect(message).toContain(reason);
        expect(message).toContain('Write it as a rule with elementwiseOptimizer instead.');
      }
      for (const name of made) tf.engine().registeredVariables[name]!.dispose();
      expect(Object.keys(tf.engine().registeredVariables)).toEqual(registered);
    });
  });
});
