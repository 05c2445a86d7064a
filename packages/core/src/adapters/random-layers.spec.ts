import * as tf from '@tensorflow/tfjs';

import { ndArray, RandomStreams, type AdaptedLayersModel, type NdArray, type StepRandom } from '../index.js';
import type { DeviceValue, EagerEngine, Step } from '../engine.js';
import { built, descentStep, engineFor, numbers } from './layers-zoo.fixture.js';

const { layers } = tf;

/** A model that is one layer. */
const only = (layer: () => tf.layers.Layer, inputShape: number[]) => () =>
  tf.sequential({ layers: [layers.inputLayer({ inputShape }), layer()] });

function forward(model: AdaptedLayersModel, training = true): Step {
  return {
    name: training ? 'train' : 'validation',
    stage: training ? 'train' : 'validation',
    training,
    run: ({ input }) => ({ outputs: { output: model.apply(input!) } }),
  };
}

async function outputOf(engine: EagerEngine, step: Step, input: NdArray, number: number): Promise<Float32Array> {
  const output = engine.run(step, { input }, { step: number }).outputs['output'] as DeviceValue;
  const { data } = await output.read();
  output.dispose();
  return data as Float32Array;
}

const sequence = [6, 3];
const recurrent = { units: 4, dropout: 0.4, recurrentDropout: 0.3, inputShape: sequence };
const inBoth = (layer: tf.layers.Layer): tf.layers.Layer =>
  layers.bidirectional({ layer: layer as never, mergeMode: 'concat', inputShape: sequence });

/** Models with a random part, and the shape of a sample. */
const random: Readonly<Record<string, { make: () => tf.LayersModel; shape: number[] }>> = {
  Dropout: { make: only(() => layers.dropout({ rate: 0.4 }), [20]), shape: [20] },
  'Dropout with a noise shape': {
    make: only(() => layers.dropout({ rate: 0.4, noiseShape: [null as never, 1] }), [20]),
    shape: [20],
  },
  SpatialDropout1D: { make: only(() => layers.spatialDropout1d({ rate: 0.4 }), [4, 20]), shape: [4, 20] },
  AlphaDropout: { make: only(() => layers.alphaDropout({ rate: 0.4 }), [20]), shape: [20] },
  GaussianDropout: { make: only(() => layers.gaussianDropout({ rate: 0.4 }), [20]), shape: [20] },
  GaussianNoise: { make: only(() => layers.gaussianNoise({ stddev: 0.4 }), [20]), shape: [20] },
  'a simple recurrent layer': { make: () => tf.sequential({ layers: [layers.simpleRNN(recurrent)] }), shape: sequence },
  'an LSTM': { make: () => tf.sequential({ layers: [layers.lstm(recurrent)] }), shape: sequence },
  'an LSTM with recurrent dropout alone': {
    make: () => tf.sequential({ layers: [layers.lstm({ ...recurrent, dropout: 0 })] }),
    shape: sequence,
  },
  'a GRU': { make: () => tf.sequential({ layers: [layers.gru(recurrent)] }), shape: sequence },
  'stacked cells': {
    make: () =>
      tf.sequential({
        layers: [
          layers.rnn({
            cell: [layers.lstmCell({ units: 3, dropout: 0.5 }), layers.gruCell({ units: 2, recurrentDropout: 0.5 })],
            inputShape: sequence,
          }),
        ],
      }),
    shape: sequence,
  },
  'a convolutional LSTM': {
    make: () =>
      tf.sequential({
        layers: [layers.convLstm2d({ filters: 2, kernelSize: 2, dropout: 0.5, inputShape: [3, 4, 4, 1] })],
      }),
    shape: [3, 4, 4, 1],
  },
  'both directions': {
    make: () => tf.sequential({ layers: [inBoth(layers.gru({ units: 2, dropout: 0.5, recurrentDropout: 0.5 }))] }),
    shape: sequence,
  },
  'a wrapped layer': {
    make: () =>
      tf.sequential({
        layers: [layers.timeDistributed({ layer: layers.dropout({ rate: 0.5 }), inputShape: sequence })],
      }),
    shape: sequence,
  },
  'a nested model': {
    make: () => {
      const inner = tf.sequential({
        layers: [layers.dense({ units: 5, inputShape: [3] }), layers.dropout({ rate: 0.5 })],
      });
      return tf.sequential({ layers: [inner, layers.dense({ units: 4 }), layers.gaussianNoise({ stddev: 0.1 })] });
    },
    shape: [3],
  },
};

describe.each(Object.keys(random))('%s', (name) => {
  const { make, shape } = random[name]!;
  const input = numbers([8, ...shape]);

  it('draws the same in a step of the same number, and something else in the next', async () => {
    const model = await built(make);
    const engine = await engineFor(model);
    const first = await outputOf(engine, forward(model), input, 0);
    expect(await outputOf(engine, forward(model), input, 0)).toEqual(first);
    const second = await outputOf(engine, forward(model), input, 1);
    expect(second).not.toEqual(first);
    expect(await outputOf(engine, forward(model), input, 0)).toEqual(first);
    engine.dispose();
    model.dispose();
  });

  it('draws the same in two equal runs, however many layers there were before, and else with another seed', async () => {
    const run = async (seed: number): Promise<Float32Array[]> => {
      const model = await built(make);
      const engine = await engineFor(model, seed);
      const outputs: Float32Array[] = [];
      for (let step = 0; step < 3; step++) outputs.push(await outputOf(engine, forward(model), input, step));
      engine.dispose();
      model.dispose();
      return outputs;
    };
    const first = await run(3);
    make().dispose();
    expect(await run(3)).toEqual(first);
    expect(await run(4)).not.toEqual(first);
  });

  it('draws nothing in use', async () => {
    const model = await built(make);
    const engine = await engineFor(model);
    const used = await outputOf(engine, forward(model, false), input, 0);
    expect(await outputOf(engine, forward(model, false), input, 1)).toEqual(used);
    expect(used).not.toEqual(await outputOf(engine, forward(model), input, 0));
    const tensor = tf.tensor(input.data as Float32Array, [...input.shape]);
    expect(await model.apply(tensor).data()).toEqual(used);
    engine.dispose();
    model.dispose();
  });

  it('is pure, has gradients, and keeps the number of tensors', async () => {
    const model = await built(make);
    const engine = await engineFor(model);
    const step = descentStep(model);
    const counts: number[] = [];
    for (let number = 0; number < 4; number++) {
      const { scalars, outputs } = engine.run(step, { input }, { step: number });
      for (const value of [...Object.values(scalars), ...Object.values(outputs)] as DeviceValue[]) {
        expect((await value.read()).data.every(Number.isFinite)).toBe(true);
        value.dispose();
      }
      counts.push(tf.memory().numTensors);
    }
    expect(counts).toEqual(counts.map(() => counts[0]));
    engine.dispose();
    model.dispose();
  });

  it('draws as TensorFlow.js does where there is no step', async () => {
    const model = await built(make);
    const tensor = tf.tensor(input.data as Float32Array, [...input.shape]);
    // Two of them may be equal by chance.
    const draws = await Promise.all(Array.from({ length: 32 }, () => model.apply(tensor, { training: true }).data()));
    expect(new Set(draws.map(String)).size).toBeGreaterThan(1);
    model.dispose();
  });
});

/** Streams that give what they are told, and remember what they were asked. */
function told(values: readonly number[]): StepRandom & { readonly asked: unknown[][] } {
  const asked: unknown[][] = [];
  const give = (...question: unknown[]): tf.Tensor => {
    asked.push(question);
    const shape = question[2] as number[];
    const length = shape.reduce((a, b) => a * b, 1);
    return tf.tensor(
      Float32Array.from({ length }, (_, index) => values[index % values.length]!),
      shape,
    );
  };
  return {
    asked,
    normal: (...args) => give('normal', ...args),
    uniform: (...args) => give('uniform', ...args),
    mask: (...args) => give('mask', ...args),
  };
}

describe('what layers make of random numbers', () => {
  const input = tf.tensor2d([[1, -2, 3, 4]]);
  const outputs = async (layer: () => tf.layers.Layer, streams: StepRandom, of: tf.Tensor = input) =>
    (await built(only(layer, of.shape.slice(1)))).apply(of, { training: true, random: streams }).array();

  it('Dropout multiplies by a mask', async () => {
    const streams = told([0, 2]);
    expect(await outputs(() => layers.dropout({ rate: 0.5 }), streams)).toEqual([[0, -4, 0, 8]]);
    expect(streams.asked).toEqual([['mask', 'dropout_0/dropout', [1, 4], 0.5]]);
  });

  it('SpatialDropout1D drops a channel at all places', async () => {
    const streams = told([0, 2]);
    const places = tf.ones([1, 3, 2]);
    expect(await outputs(() => layers.spatialDropout1d({ rate: 0.5 }), streams, places)).toEqual([[[0, 2], [0, 2], [0, 2]]]); // prettier-ignore
    expect(streams.asked).toEqual([['mask', 'spatial_dropout1d_0/dropout', [1, 1, 2], 0.5]]);
  });

  it('GaussianNoise adds', async () => {
    const streams = told([0.5, 1]);
    expect(await outputs(() => layers.gaussianNoise({ stddev: 0.25 }), streams)).toEqual([[1.5, -1, 3.5, 5]]);
    expect(streams.asked).toEqual([['normal', 'gaussian_noise_0/noise', [1, 4], 0, 0.25]]);
  });

  it('GaussianDropout multiplies by numbers around 1', async () => {
    const streams = told([0.5, 1]);
    expect(await outputs(() => layers.gaussianDropout({ rate: 0.2 }), streams)).toEqual([[0.5, -2, 1.5, 4]]);
    expect(streams.asked).toEqual([['normal', 'gaussian_dropout_0/dropout', [1, 4], 1, 0.5]]);
  });

  it('AlphaDropout sets to the negative saturation, then scales and shifts', async () => {
    const [rate, saturation] = [0.2, -1.6732632423543772 * 1.0507009873554805];
    const scale = ((1 - rate) * (1 + rate * saturation ** 2)) ** -0.5;
    const shift = -scale * saturation * rate;
    const [row] = (await outputs(() => layers.alphaDropout({ rate }), told([0, 1.25]))) as number[][];
    [saturation, -2, saturation, 4].forEach((value, index) => {
      expect(row![index]).toBeCloseTo(scale * value + shift, 5);
    });
  });

  it('keeps mean and variance, as each of them promises', async () => {
    const size = 40_000;
    const normal = new RandomStreams(1).normal('input', 0, size);
    const moments = async (layer: () => tf.layers.Layer): Promise<[number, number]> => {
      const model = await built(only(layer, [size]));
      const engine = await engineFor(model);
      const output = await outputOf(engine, forward(model), ndArray(normal, { shape: [1, size] }), 0);
      const mean = output.reduce((sum, value) => sum + value, 0) / size;
      engine.dispose();
      return [mean, output.reduce((sum, value) => sum + (value - mean) ** 2, 0) / size];
    };
    const near = ([mean, variance]: [number, number], expected: number) => {
      expect(Math.abs(mean)).toBeLessThan(0.03);
      expect(Math.abs(variance / expected - 1)).toBeLessThan(0.05);
    };
    near(await moments(() => layers.dropout({ rate: 0.3 })), 1 / 0.7);
    near(await moments(() => layers.alphaDropout({ rate: 0.3 })), 1);
    near(await moments(() => layers.gaussianDropout({ rate: 0.3 })), 1 / 0.7);
    near(await moments(() => layers.gaussianNoise({ stddev: 0.5 })), 1.25);
  });

  it('drops as often as it is told', async () => {
    const model = await built(only(() => layers.dropout({ rate: 0.3 }), [40_000]));
    const engine = await engineFor(model);
    const output = await outputOf(engine, forward(model), ndArray(new Float32Array(40_000).fill(1), { shape: [1, 40_000] }), 0); // prettier-ignore
    expect(new Set(output)).toEqual(new Set([0, Math.fround(1 / 0.7)]));
    // Three standard deviations are 0.007.
    expect(Math.abs(output.filter((value) => value === 0).length / output.length - 0.3)).toBeLessThan(0.007);
    engine.dispose();
  });

  it.each([
    ['dropout', () => layers.dropout({ rate: 0 })],
    ['alpha dropout', () => layers.alphaDropout({ rate: 0 })],
    ['gaussian dropout', () => layers.gaussianDropout({ rate: 0 })],
    ['gaussian noise', () => layers.gaussianNoise({ stddev: 0 })],
  ] as const)('asks for nothing where there is nothing to draw (%s)', async (_, layer) => {
    const streams = told([0]);
    expect(await outputs(layer, streams)).toEqual(await input.array());
    expect(streams.asked).toEqual([]);
  });

  it('gives layers, and places of one layer, streams of their own', async () => {
    const model = await built(() => {
      const start = tf.input({ shape: [30] });
      const [first, second] = [layers.dropout({ rate: 0.5 }), layers.dropout({ rate: 0.5 })];
      const outputsOfAll = [first, second, first].map((layer) => layer.apply(start) as tf.SymbolicTensor);
      return tf.model({ inputs: start, outputs: outputsOfAll });
    });
    const engine = await engineFor(model);
    const step: Step = {
      name: 'train',
      stage: 'train',
      training: true,
      run: ({ input: ones }) => ({ outputs: { all: tf.stack(model.apply<tf.Tensor[]>(ones!)) } }),
    };
    const all = engine.run(step, { input: ndArray(new Float32Array(30).fill(1), { shape: [1, 30] }) }, { step: 0 });
    const { data } = await (all.outputs['all'] as DeviceValue).read();
    const parts = [0, 1, 2].map((part) => String(data.slice(part * 30, part * 30 + 30)));
    expect(new Set(parts).size).toBe(3);
    engine.dispose();
  });

  it('drops the same features of a sequence at all of its places, in recurrent layers', async () => {
    // A cell that hands its input on: no recurrence, identity kernel.
    const model = await built(() =>
      tf.sequential({
        layers: [
          layers.simpleRNN({
            units: 6,
            dropout: 0.5,
            activation: 'linear',
            returnSequences: true,
            kernelInitializer: 'identity',
            recurrentInitializer: 'zeros',
            inputShape: [4, 6],
          }),
        ],
      }),
    );
    const engine = await engineFor(model);
    const ones = ndArray(new Float32Array(24).fill(1), { shape: [1, 4, 6] });
    const output = await outputOf(engine, forward(model), ones, 0);
    const places = [0, 1, 2, 3].map((place) => [...output.slice(place * 6, place * 6 + 6)]);
    expect(places).toEqual(places.map(() => places[0]));
    expect(new Set(output)).toEqual(new Set([0, 2]));
    engine.dispose();
  });
});
