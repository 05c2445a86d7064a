import * as tf from '@tensorflow/tfjs';

import { componentOption, createRegistry, kinds, LmlError } from '../index.js';
import { isConfig } from './component-option.js';
import { shift } from './components.fixture.js';
import { kindDefinition } from './kind-definition.js';

const messageOf = (kind: Parameters<typeof componentOption>[0], value: unknown): string | undefined =>
  componentOption(kind).safeParse(value).error?.issues[0]?.message;

describe('componentOption', () => {
  it('takes an instance as it is', () => {
    const transform = shift({ by: 1 });
    expect(componentOption('transform').parse(transform)).toBe(transform);
    const own = { apply: (sample: object) => sample };
    expect(componentOption('transform').parse(own)).toBe(own);
  });

  it('builds what is named', () => {
    expect(componentOption('engine').parse('eager')).toMatchObject({ name: 'eager' });
  });

  it('takes an instance that has a name of its own', () => {
    const callback = { name: 'mine', trainEnd: () => undefined };
    expect(componentOption('callback').parse(callback)).toBe(callback);
  });

  it('takes a metric that counts on the host', () => {
    const metric = { name: 'words', on: 'output', higherIsBetter: true, updateHost: () => ({}), compute: () => 0 };
    expect(componentOption('metric').parse(metric)).toBe(metric);
  });

  it('adapts what TensorFlow.js has', () => {
    const layers = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
    expect(componentOption('model').parse(layers)).toHaveProperty('apply');
    layers.dispose();
  });

  it.each(kinds())('tells what a %s must be', (kind) => {
    const message = messageOf(kind as 'model', 5);
    expect(message).toBe(`must be ${kindDefinition(kind)!.expected}, or a config of one, got 5`);
  });

  it('tells that it is missing', () => {
    expect(messageOf('model', undefined)).toBe(
      'is missing: it must be a model, or a tf.LayersModel, or a config of one',
    );
  });

  it('names the package of an engine that is not imported', () => {
    expect(() => componentOption('engine').parse('onnx')).toThrow(
      /There is no engine named 'onnx'\. Registered: auto, eager\. .*npm install @lml\/compiler, and in code import '@lml\/compiler'/,
    );
  });

  it('passes on what goes wrong in making the part', () => {
    const parse = (): unknown => componentOption('callback').parse({ name: 'early-stopping', patience: -1 });
    expect(parse).toThrow(/patience/);
  });
});

describe('isConfig', () => {
  it('tells data that names a component from instances', () => {
    class Named {
      name = 'x';
    }
    const configs = ['mse', { name: 'mse' }, { name: 'mse', reduction: 'sum' }, JSON.parse('{ "name": "mse" }')];
    const others = [undefined, 3, {}, { name: 3 }, { name: 'x', run: () => 0 }, new Named(), ['mse'], shift];
    expect(configs.map(isConfig)).toEqual(configs.map(() => true));
    expect(others.map(isConfig)).toEqual(others.map(() => false));
  });

  it('takes data without a prototype, as parsers make them', () => {
    expect(isConfig(Object.assign(Object.create(null) as object, { name: 'mse' }))).toBe(true);
  });
});

describe('A name that is not registered', () => {
  it('is an error of its own where the option belongs to a component', () => {
    const registry = createRegistry({ plugins: [] });
    expect(() => registry.build('transform', 'shift')).toThrow(
      expect.objectContaining({ code: 'LML_UNKNOWN_COMPONENT' }),
    );
    expect(LmlError.isInstance(new Error('x'))).toBe(false);
  });
});
