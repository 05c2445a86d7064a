import {
  build,
  create,
  createRegistry,
  eager,
  list,
  optionsJsonSchema,
  toConfig,
  type LossGradients,
  type Optimizer,
  type Tensors,
  ndArray,
} from '@lml/core';
import type { Step } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';

import { adam, plugin, sgd } from './index.js';

/** The optimizer's scalars for an update at a learning rate. */
const numbersOf = (optimizer: Optimizer, step: number, lr: number) => optimizer.hyper(step, { ...optimizer.base, lr });

const optimizers = plugin.components.filter(({ kind }) => kind === 'optimizer');

describe('@lml/optimizers', () => {
  it('registers its components', () => {
    const names = list('optimizer').filter((entry) => entry.package === '@lml/optimizers');
    expect(names.map(({ name }) => name)).toEqual([
      'adabelief',
      'adadelta',
      'adafactor',
      'adagrad',
      'adam',
      'adamax',
      'adamw',
      'asgd',
      'ftrl',
      'lamb',
      'lars',
      'lbfgs',
      'lion',
      'lookahead',
      'muon',
      'nadam',
      'prodigy',
      'radam',
      'rmsprop',
      'rprop',
      'sam',
      'schedule-free-adamw',
      'schedule-free-sgd',
      'sgd',
      'sparse-adam',
      'yogi',
    ]);
    expect(createRegistry({ plugins: [plugin] }).list()).toHaveLength(plugin.components.length);
  });

  it('makes them by name, from code and from data', () => {
    expect(create('optimizer', 'sgd', { lr: 0.25 }).base.lr).toBe(0.25);
    const optimizer = build('optimizer', { name: 'adam', lr: 0.25, betas: [0.5, 0.75] });
    expect(optimizer.hyper(0, { ...optimizer.base, lr: 1 })).toEqual(numbersOf(adam({ betas: [0.5, 0.75] }), 0, 1));
  });

  it('writes them down as configs that build them again', () => {
    const { config, missing } = toConfig(sgd({ momentum: 0.5, nesterov: true }));
    expect(missing).toEqual([]);
    expect(config).toEqual({
      name: '@lml/optimizers:sgd',
      lr: 0.001,
      momentum: 0.5,
      dampening: 0,
      weightDecay: 0,
      nesterov: true,
      maximize: false,
    });
    expect(numbersOf(build('optimizer', config), 0, 1)).toEqual({ lr: 1, momentum: 0.5 });
  });

  it.each(plugin.components)('describes every option of $componentName', (component) => {
    const { properties } = optionsJsonSchema({ component }) as { properties: Record<string, { description?: string }> };
    for (const [option, schema] of Object.entries(properties)) {
      if (schema.description === undefined) throw new Error(`${option} has no description.`);
    }
    for (const options of component.examples)
      expect(component(options)).toHaveProperty(component.kind === 'scheduler' ? 'values' : 'update');
  });

  it.each(optimizers.flatMap((component) => component.examples.map((options) => ({ component, options }))))(
    'runs as a pure step: $component.componentName($options)',
    async ({ component, options }) => {
      const optimizer = component(options) as Optimizer;
      const engine = eager();
      await engine.setup({ seed: 0 });
      const weight = { name: 'w', shape: [2], dtype: 'float32', trainable: true, value: ndArray([1, 1]) } as const;
      const slots = optimizer.init([weight]);
      engine.declare([{ ...weight, value: { dtype: 'float32', shape: [2], data: Float32Array.of(1, 2) } }, ...slots]);
      const step: Step = {
        name: 'update',
        stage: 'train',
        training: true,
        run(_batch, context) {
          const w = context.read('w');
          const hyper = Object.fromEntries(
            Object.keys(optimizer.hyper(0, { ...optimizer.base, lr: 1 })).map((name) => [name, context.hyper(name)]),
          );
          const own = Object.fromEntries(slots.map(({ name }) => [name, context.read(name)]));
          const gradientsAt = ({ w: at }: Tensors): LossGradients => ({
            loss: tf.sum(tf.square(at!)),
            gradients: { w: tf.mul(2, at!) },
          });
          const { loss, gradients } = gradientsAt({ w });
          const after = optimizer.update({ w }, gradients, own, hyper, { loss, gradientsAt });
          for (const [name, value] of Object.entries({ ...after.parameters, ...after.slots }))
            context.write(name, value);
          return {};
        },
      };
      engine.run(step, {}, { step: 0, hyper: optimizer.hyper(0, optimizer.base) });
      const tensors = tf.memory().numTensors;
      engine.run(step, {}, { step: 1, hyper: optimizer.hyper(1, optimizer.base) });
      expect(tf.memory().numTensors).toBe(tensors);
      const { w } = await engine.read(['w']);
      expect(Array.from(w!.data as Float32Array)).not.toEqual([1, 2]);
      expect((w!.data as Float32Array).every(Number.isFinite)).toBe(true);
      engine.dispose();
    },
  );
});
