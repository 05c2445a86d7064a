import * as tf from '@tensorflow/tfjs';

import { gradientLayers } from '../../gradients.js';

/** What `tf.layers` exports that cannot be trained through, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  Layer: 'a class to extend',
  RNN: 'a class to extend; layers.rnn makes it',
  RNNCell: 'a class to extend',
  input: 'makes no layer',
  categoryEncoding: 'reads its values, and changes the shape of the model’s own input',
  resizing: 'TensorFlow.js refuses batches in it',
  randomWidth: 'draws by Math.random, and has no output shape',
};

const cases = Object.assign({}, ...Object.values(gradientLayers)) as (typeof gradientLayers)['plain'];

/** The classes of the layers of a model, with what they wrap. */
function classesOf(layer: tf.layers.Layer): string[] {
  const {
    layers = [],
    cell,
    cells = [],
    layer: inner,
    forwardLayer,
  } = layer as unknown as {
    layers?: tf.layers.Layer[];
    cells?: tf.layers.Layer[];
  } & Partial<Record<'cell' | 'layer' | 'forwardLayer', tf.layers.Layer>>;
  const inside = [...layers, ...cells, cell, inner, forwardLayer].filter((each) => each !== undefined);
  return [layer.getClassName().toLowerCase(), ...inside.flatMap(classesOf)];
}

/** The class that a function makes; some have two names. */
function classOf(maker: string): string {
  return maker
    .toLowerCase()
    .replace(/avgpool(ing)?/, 'averagepooling')
    .replace(/maxpool(?!ing)/, 'maxpooling');
}

it('Every layer that TensorFlow.js exports is checked', () => {
  const met = new Set(Object.values(cases).flatMap(({ make }) => classesOf(make())));
  const missing = Object.keys(tf.layers).filter((name) => !(name in LEFT_OUT) && !met.has(classOf(name)));
  expect(missing).toEqual([]);
});

it('Every activation that TensorFlow.js knows is checked', () => {
  const registered = Object.entries(tf.serialization.SerializationMap.getMap().classNameMap).filter(
    ([, [Class]]) => Class.prototype instanceof Object && 'apply' in Class.prototype && isActivation(Class),
  );
  expect(registered.length).toBeGreaterThan(10);
  expect(registered.map(([name]) => name).filter((name) => !(`activation: ${name}` in cases))).toEqual([]);
});

/** Activations are the classes of one parent, that of `relu`. */
function isActivation(Class: object): boolean {
  const { relu } = tf.serialization.SerializationMap.getMap().classNameMap;
  return Object.getPrototypeOf(Class) === Object.getPrototypeOf(relu![0]);
}
