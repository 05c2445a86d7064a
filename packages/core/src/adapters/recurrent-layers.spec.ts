import * as tf from '@tensorflow/tfjs';

import { ndArray } from '../index.js';
import { bindCompositeLayers } from './composite-layers.js';
import { namedLayers } from './layer-names.js';
import { compare, compositesOf, only, sequential } from './layers-comparison.fixture.js';
import { built, numbers, zoo } from './layers-zoo.fixture.js';
import { toTensor } from '../tensorflow/tensors.js';

const { layers } = tf;

const sequence = [5, 3];
const batch = numbers([4, ...sequence]);
const sigmoids = { units: 3, recurrentActivation: 'sigmoid' } as const;
const backwards = { units: 2, goBackwards: true, returnSequences: true };
const cells = { lstm: () => layers.lstmCell({ units: 2 }), gru: () => layers.gruCell({ units: 2 }) };

describe('recurrent layers that compute by a composite', () => {
  it.each<[string, string, () => tf.layers.Layer]>([
    ['an LSTM', 'lstm', () => layers.lstm({ units: 3 })],
    ['… with sigmoids', 'lstm', () => layers.lstm(sigmoids)],
    ['… without bias', 'lstm', () => layers.lstm({ units: 3, useBias: false })],
    ['… of one unit, with all outputs', 'lstm', () => layers.lstm({ units: 1, returnSequences: true })],
    ['… backwards', 'lstm', () => layers.lstm(backwards)],
    ['a GRU', 'gru', () => layers.gru({ units: 3 })],
    ['… with sigmoids, without bias', 'gru', () => layers.gru({ ...sigmoids, useBias: false })],
    ['… backwards, with all outputs', 'gru', () => layers.gru(backwards)],
    ['a recurrent layer of an LSTM cell', 'lstm', () => layers.rnn({ cell: cells.lstm() })],
    ['… of a GRU cell', 'gru', () => layers.rnn({ cell: cells.gru(), returnSequences: true })],
  ])('%s', async (_, composite, layer) => {
    expect(await compare(() => sequential(layer, sequence), [batch])).toEqual([composite]);
  });

  it.each([
    ['LSTM', ['lstm', 'lstm']],
    ['GRU', ['gru']],
    ['bidirectional', ['lstm', 'lstm', 'gru', 'gru']],
  ])('those of the zoo’s model with %s', async (name, composites) => {
    expect(await compare(zoo[name]!.make, zoo[name]!.inputs)).toEqual(composites);
  });

  it.each(['lstm', 'gru'] as const)('%s with states as outputs and as inputs', async (kind) => {
    const make = (): tf.LayersModel => {
      const [first, second] = [tf.input({ shape: sequence }), tf.input({ shape: [4, 3] })];
      const options = { units: 2, returnState: true };
      const [output, ...states] = layers[kind](options).apply(first) as tf.SymbolicTensor[];
      const decoder = layers[kind]({ ...options, returnSequences: true });
      const decoded = decoder.apply(second, { initialState: states }) as tf.SymbolicTensor[];
      return tf.model({ inputs: [first, second], outputs: [output!, decoded[0]!] });
    };
    // TensorFlow.js runs a layer once for each of its outputs that is used.
    const runs = kind === 'lstm' ? 4 : 3;
    expect(await compare(make, [batch, numbers([4, 4, 3], 2)])).toEqual(Array.from({ length: runs }, () => kind));
  });

  it('those with dropout, in use', async () => {
    const make = only(() => layers.lstm({ units: 2, dropout: 0.5, recurrentDropout: 0.5 }), sequence);
    expect(await compare(make, [batch], false)).toEqual(['lstm']);
  });
});

describe('recurrent layers that TensorFlow.js computes as ever', () => {
  it.each<[string, () => tf.layers.Layer]>([
    ['an LSTM with another activation', () => layers.lstm({ units: 2, activation: 'relu' })],
    ['an LSTM with other gates', () => layers.lstm({ units: 2, recurrentActivation: 'tanh' })],
    ['a GRU without activation', () => layers.gru({ units: 2, activation: 'linear' })],
    ['a simple recurrent layer', () => layers.simpleRNN({ units: 2 })],
    ['stacked cells', () => layers.rnn({ cell: [cells.lstm(), cells.gru()] })],
  ])('%s', async (_, layer) => {
    expect(await compare(() => sequential(layer, sequence), [batch])).toEqual([]);
  });

  it('those of a sequence with a mask', async () => {
    const make = (): tf.LayersModel =>
      tf.sequential({ layers: [layers.masking({ maskValue: 0, inputShape: sequence }), layers.lstm({ units: 2 })] });
    const data = (batch.data as Float32Array).map((value, at) => (at % 15 >= 9 ? 0 : value));
    expect(await compare(make, [ndArray(data, { shape: batch.shape })])).toEqual([]);
  });

  it('those with dropout, in training', async () => {
    const model = await built(only(() => layers.gru({ units: 2, dropout: 0.5 }), sequence));
    expect(compositesOf(() => model.apply(toTensor(batch), { training: true })).used).toEqual([]);
    model.dispose();
  });

  it('those that get states of the wrong number, of which it complains', () => {
    const model = only(() => layers.lstm({ units: 2 }), sequence)();
    bindCompositeLayers(
      namedLayers(model),
      () => true,
      () => false,
    );
    const call = (count: number): unknown =>
      model.layers
        .at(-1)!
        .call(toTensor(batch), { initialState: Array.from({ length: count }, () => tf.zeros([4, 2])) });
    expect(() => call(2)).not.toThrow();
    expect(() => call(1)).toThrow('2 state(s) but was passed 1');
    model.dispose();
  });
});
