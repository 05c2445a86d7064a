import { applyPredictor, build, create, eager, ndArray, type NdArray } from '@lml/core';
import type { DeviceValue, Step } from '@lml/core/engine';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

import { kNearestNeighbours } from '../index.js';

describe.each(['cpu', 'wasm'])('k-nearest-neighbours on %s', (backend) => {
  beforeAll(async () => {
    const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
    setWasmPaths(`${folder}/`);
    await tf.setBackend(backend);
    await tf.ready();
  });
  afterAll(() => tf.setBackend('cpu'));

  it.each(['euclidean', 'cosine'] as const)(
    'divides a large problem into parts without a change of the result (%s)',
    async (metric) => {
      // 1,500 × 300 × 10 differences, more than are held at a time.
      const wave = (length: number, factor: number) =>
        Float32Array.from({ length }, (_, index) => Math.sin(index * factor) + Math.cos(index * index * 0.01));
      const features = ndArray(wave(1500 * 10, 0.37), { shape: [1500, 10] });
      const targets = ndArray(Int32Array.from({ length: 1500 }, (_, index) => (index * 7) % 13));
      const queries = wave(300 * 10, 0.71);
      const predictor = kNearestNeighbours({ metric });
      predictor.fit(features, targets);
      const all = await applyPredictor(predictor, ndArray(queries, { shape: [300, 10] }));
      const last = await applyPredictor(predictor, ndArray(queries.slice(2900), { shape: [10, 10] }));
      expect([...(all.data as Int32Array).slice(290)]).toEqual([...(last.data as Int32Array)]);
    },
  );
});

describe('k-nearest-neighbours', () => {
  const features = ndArray([[0, 0], [1, 0], [0, 1], [5, 5], [6, 5], [5, 6]]); // prettier-ignore
  const targets = ndArray([0, 0, 0, 1, 1, 1]);
  const queries = ndArray([[1, 1], [4, 4]]); // prettier-ignore
  const code = (name: string) => expect.objectContaining({ code: name }) as Error;

  it('takes the first of samples at the same distance', async () => {
    const predictor = kNearestNeighbours({ k: 1 });
    predictor.fit(ndArray([[1], [-1], [1]]), ndArray([5, 3, 4]));
    expect((await applyPredictor(predictor, ndArray([[0], [1]]))).data).toEqual(Int32Array.of(5, 5));
  });

  it('lets a sample at distance 0 decide alone, also among vectors of great length', async () => {
    const predictor = kNearestNeighbours({ k: 3, weights: 'distance' });
    predictor.fit(ndArray([[1e4, 1e4], [1e4 + 0.01, 1e4], [1e4, 1e4 + 0.01]]), ndArray([1, 0, 0])); // prettier-ignore
    expect((await applyPredictor(predictor, ndArray([[1e4, 1e4]]))).data).toEqual(Int32Array.of(1));
  });

  it('measures angles of vectors of any length', async () => {
    const predictor = kNearestNeighbours({ k: 1, metric: 'cosine', task: 'regression' });
    predictor.fit(ndArray([[1e-30, 1e-30], [0, 3e30], [1, 0]]), ndArray([1, 2, 3])); // prettier-ignore
    const { data } = await applyPredictor(predictor, ndArray([[2e30, 2.1e30], [1e-35, 8e-35], [5, 0.1]])); // prettier-ignore
    expect(data).toEqual(Float32Array.of(1, 2, 3));
  });

  it.each([
    ['float64', ndArray(new Float64Array([0, 0, 0, 1, 1, 1]))],
    ['int64', ndArray(BigInt64Array.from([0n, 0n, 0n, 1n, 1n, 1n]))],
    ['uint8', ndArray(Uint8Array.from([0, 0, 0, 1, 1, 1]))],
    ['bool', ndArray([false, false, false, true, true, true])],
    ['a column', ndArray([[0], [0], [0], [1], [1], [1]])],
  ])('takes classes as %s', async (_, classes) => {
    const predictor = kNearestNeighbours({ k: 3 });
    predictor.fit(features, classes);
    expect(await applyPredictor(predictor, queries)).toEqual({ dtype: 'int32', shape: [2], data: Int32Array.of(0, 1) });
  });

  it('names classes in records', () => {
    const prediction = ndArray([1, 0], { dtype: 'int32' });
    const classNames = ['setosa', 'versicolor'];
    expect(kNearestNeighbours().decode?.(prediction, { classNames })).toEqual([
      { label: 'versicolor', index: 1 },
      { label: 'setosa', index: 0 },
    ]);
    expect(kNearestNeighbours().decode?.(prediction, {})).toEqual([
      { label: 1, index: 1 },
      { label: 0, index: 0 },
    ]);
    expect(kNearestNeighbours({ task: 'regression' }).decode).toBeUndefined();
  });

  it('gives what it keeps as state, and takes it back', async () => {
    const predictor = kNearestNeighbours({ k: 3 });
    expect(predictor.state()).toBeUndefined();
    predictor.fit(
      ndArray(Float64Array.from(features.data as Float32Array), { shape: [6, 2] }),
      ndArray([4, 4, -2, 1, 1, 4]),
    );
    expect(predictor.state()).toEqual([
      { name: 'features', shape: [6, 2], dtype: 'float32', trainable: false, value: features },
      {
        name: 'targets',
        shape: [6],
        dtype: 'int32',
        trainable: false,
        value: ndArray(Int32Array.of(4, 4, -2, 1, 1, 4)),
      },
      { name: 'classes', shape: [3], dtype: 'int32', trainable: false, value: ndArray(Int32Array.of(-2, 1, 4)) },
    ]);
    const loaded = kNearestNeighbours({ k: 3 });
    loaded.load(Object.fromEntries(predictor.state()!.map(({ name, value }) => [name, value])));
    expect(loaded.state()).toEqual(predictor.state());
    expect(await applyPredictor(loaded, queries)).toEqual(await applyPredictor(predictor, queries));
  });

  it('has values of several axes and no classes in its state for regression', () => {
    const predictor = kNearestNeighbours({ k: 1, task: 'regression' });
    predictor.fit(ndArray([[0], [1]]), ndArray([[1, 2, 3], [4, 5, 6]])); // prettier-ignore
    expect(predictor.state()!.map(({ name, shape, dtype }) => [name, shape, dtype])).toEqual([
      ['features', [2, 1], 'float32'],
      ['targets', [2, 3], 'float32'],
    ]);
  });

  it('keeps a copy of what it is fitted on', async () => {
    const predictor = kNearestNeighbours({ k: 1 });
    const points = Float32Array.of(0, 10);
    const labels = Int32Array.of(1, 2);
    predictor.fit(ndArray(points, { shape: [2, 1] }), ndArray(labels));
    points.fill(7);
    labels.fill(7);
    expect((await applyPredictor(predictor, ndArray([[1], [9]]))).data).toEqual(Int32Array.of(1, 2));
  });

  it('can be fitted again, and keeps what it has where that fails', async () => {
    const predictor = kNearestNeighbours({ k: 1 });
    predictor.fit(ndArray([[0], [1]]), ndArray([1, 2]));
    expect(() => predictor.fit(ndArray([[0], [1]]), ndArray([1]))).toThrow(code('LML_SHAPE_MISMATCH'));
    expect((await applyPredictor(predictor, ndArray([[0]]))).data).toEqual(Int32Array.of(1));
    predictor.fit(ndArray([[0, 0], [1, 1], [2, 2]]), ndArray([7, 8, 9])); // prettier-ignore
    expect((await applyPredictor(predictor, ndArray([[2, 2]]))).data).toEqual(Int32Array.of(9));
  });

  it('reads its state from the engine, in a pure step', async () => {
    const predictor = kNearestNeighbours({ k: 3, weights: 'distance' });
    predictor.fit(features, targets);
    const engine = eager();
    await engine.setup({ seed: 0, purity: 'error' });
    engine.declare(predictor.state()!);
    const step: Step = {
      name: 'predict',
      stage: 'predict',
      training: false,
      run: ({ input }, context) => ({
        outputs: {
          prediction: predictor.predict(input as tf.Tensor, { ...context, batch: {}, model: undefined as never }),
        },
      }),
    };
    const answer = async (): Promise<NdArray> => {
      const prediction = engine.run(step, { input: queries }, { step: 0 }).outputs['prediction'] as DeviceValue;
      const values = await prediction.read();
      prediction.dispose();
      return values;
    };
    expect((await answer()).data).toEqual(Int32Array.of(0, 1));
    const before = tf.memory().numTensors;
    await engine.write({ targets: ndArray(Int32Array.of(1, 1, 1, 0, 0, 0)) });
    expect((await answer()).data).toEqual(Int32Array.of(1, 0));
    expect(tf.memory().numTensors).toBe(before);
    engine.dispose();
  });

  it('predicts nothing before it is fitted', async () => {
    await expect(applyPredictor(kNearestNeighbours(), queries)).rejects.toMatchObject({
      code: 'LML_NOT_FITTED',
      message: expect.stringContaining('predictor.fit(outputs, targets)') as string,
    });
  });

  it.each([[ndArray([[1, 2, 3]])], [ndArray([1, 2])], [ndArray([[[1, 2]]])]])(
    'refuses outputs of another shape than it was fitted on (%#)',
    async (output) => {
      const predictor = kNearestNeighbours({ k: 1 });
      predictor.fit(features, targets);
      await expect(applyPredictor(predictor, output)).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
    },
  );

  it.each([
    [ndArray([1, 2]), ndArray([0, 1]), 'LML_SHAPE_MISMATCH', 'must be [samples, features], got shape [2]'],
    [ndArray([[[1]], [[2]]]), ndArray([0, 1]), 'LML_SHAPE_MISMATCH', 'got shape [2, 1, 1]'],
    [ndArray(new Float32Array(0), { shape: [2, 0] }), ndArray([0, 1]), 'LML_SHAPE_MISMATCH', 'got shape [2, 0]'],
    [ndArray([[1], [2]]), ndArray([0, 1, 1]), 'LML_SHAPE_MISMATCH', 'There are 2 outputs but 3 targets'],
    [ndArray([[1], [2]]), ndArray([[0, 1], [1, 0]]), 'LML_SHAPE_MISMATCH', 'got shape [2, 2]'], // prettier-ignore
    [ndArray([[1], [2]]), ndArray(0), 'LML_SHAPE_MISMATCH', 'got shape []'],
    [ndArray([[1], [Number.NaN]]), ndArray([0, 1]), 'LML_INVALID_ARGUMENT', 'the value at position 1 is not, got NaN'],
    [ndArray(Float64Array.of(1, 1e300), { shape: [2, 1] }), ndArray([0, 1]), 'LML_INVALID_ARGUMENT', 'got Infinity'],
    [ndArray([['a'], ['b']]), ndArray([0, 1]), 'LML_INVALID_ARGUMENT', 'outputs must be numbers'],
    [ndArray([[1], [2]]), ndArray(['cat', 'dog']), 'LML_INVALID_ARGUMENT', 'Number the classes.'],
    [ndArray([[1], [2]]), ndArray([0, 0.5]), 'LML_INVALID_ARGUMENT', "set task: 'regression' for values"],
    [ndArray([[1], [2]]), ndArray([0, Number.NaN]), 'LML_INVALID_ARGUMENT', 'the one at position 1 is not, got NaN'],
    [ndArray([[1], [2]]), ndArray(BigInt64Array.of(0n, 2n ** 40n)), 'LML_INVALID_ARGUMENT', 'that fit int32'],
    [ndArray(new Float32Array(0), { shape: [0, 3] }), ndArray([]), 'LML_INVALID_ARGUMENT', 'k must be at most'],
  ] as const)('refuses to be fitted on data %#', (outputs, answers, name, message) => {
    const fit = () => kNearestNeighbours({ k: 1 }).fit(outputs, answers);
    expect(fit).toThrow(code(name));
    expect(fit).toThrow(message);
  });

  it.each([
    [ndArray([[1], [2]]), ndArray([0, Number.POSITIVE_INFINITY]), 'LML_INVALID_ARGUMENT'],
    [ndArray([[1], [2]]), ndArray([[[0]], [[1]]]), 'LML_SHAPE_MISMATCH'],
    [ndArray([[1], [2]]), ndArray(new Float32Array(0), { shape: [2, 0] }), 'LML_SHAPE_MISMATCH'],
  ] as const)('refuses to be fitted on values %#', (outputs, answers, name) => {
    expect(() => kNearestNeighbours({ k: 1, task: 'regression' }).fit(outputs, answers)).toThrow(code(name));
  });

  it.each([
    [{}, "must have 'features' and 'targets'"],
    [{ features }, "must have 'features' and 'targets'"],
    [
      { features, targets: ndArray([0.5, 0, 0, 0, 0, 0]) },
      'The state does not fit k-nearest-neighbours of classification. targets must be whole numbers',
    ],
    [{ features: ndArray([[1]]), targets: ndArray([1]) }, 'k must be at most the number of training samples, 1, got 5'],
  ])('refuses to load state that is not its own (%#)', (state, message) => {
    const load = () => kNearestNeighbours().load(state);
    expect(load).toThrow(code('LML_CHECKPOINT'));
    expect(load).toThrow(message);
  });

  it.each([
    [{ k: 0 }, 'k'],
    [{ k: 2.5 }, 'k'],
    [{ metric: 'manhattan' }, 'metric'],
    [{ weights: 'linear' }, 'weights'],
    [{ task: 'ranking' }, 'task'],
    [{ nNeighbors: 3 }, 'nNeighbors: there is no such option'],
  ])('refuses %j', (options, message) => {
    expect(() => kNearestNeighbours(options as never)).toThrow(code('LML_INVALID_OPTIONS'));
    expect(() => kNearestNeighbours(options as never)).toThrow(message);
  });

  it('is made by its name', () => {
    expect(create('predictor', 'k-nearest-neighbours', { k: 3 }).state()).toBeUndefined();
    expect(build('predictor', { name: 'k-nearest-neighbours', k: 3 }).name).toBe('k-nearest-neighbours');
  });

  it('leaves no tensors behind, also where it fails', async () => {
    const before = tf.memory().numTensors;
    const predictor = kNearestNeighbours({ k: 3, metric: 'cosine', weights: 'distance' });
    await expect(applyPredictor(predictor, queries)).rejects.toThrow();
    predictor.fit(features, targets);
    await applyPredictor(predictor, queries);
    expect(tf.memory().numTensors).toBe(before);
  });
});
