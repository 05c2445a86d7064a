import { applyPredictor, create, ndArray, type AnyPredictor, type EngineArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { classification, kNearestNeighbours, multiHead, regression } from '../index.js';

const outputs = { kind: ndArray([[0, 2], [3, 1]]), size: ndArray([[0.5], [-1]]), spare: ndArray([1, 2]) }; // prettier-ignore

describe('multi-head', () => {
  const two = () => multiHead({ predictors: { kind: classification(), size: regression({ scale: 10, offset: 1 }) } });

  it('predicts from each output by its predictor', async () => {
    expect(await applyPredictor(two(), outputs)).toEqual({
      kind: ndArray(Int32Array.of(1, 0)),
      size: ndArray([6, -9]),
    });
  });

  it('joins the records of all, with class names of each', async () => {
    const prediction = await applyPredictor(two(), outputs);
    expect(two().decode(prediction, { classNames: ['cat', 'dog'] })).toEqual([
      { kind: { label: 'dog', index: 1 }, size: 6 },
      { kind: { label: 'cat', index: 0 }, size: -9 },
    ]);
    const predictors = { kind: classification(), size: classification() };
    const named = multiHead({ predictors, classNames: { size: ['small', 'large'] } });
    const both = await applyPredictor(named, { ...outputs, size: ndArray([[0], [1]]) });
    expect(named.decode(both, { classNames: ['cat', 'dog'] })).toEqual([
      { kind: { label: 'dog', index: 1 }, size: { label: 'small', index: 0 } },
      { kind: { label: 'cat', index: 0 }, size: { label: 'large', index: 1 } },
    ]);
  });

  it('gives the target of each output in the units of its predictions, and one target to all', async () => {
    const targets = { kind: tf.tensor1d([1, 0], 'int32'), size: tf.tensor1d([0.5, -1]) };
    const { kind, size } = two().target!(targets) as Record<string, tf.Tensor>;
    expect([await kind!.array(), await size!.array()]).toEqual([[1, 0], [6, -9]]); // prettier-ignore
    const same = two().target!(tf.tensor1d([1, 0])) as Record<string, tf.Tensor>;
    expect([await same['kind']!.array(), await same['size']!.array()]).toEqual([[1, 0], [11, 1]]); // prettier-ignore
  });

  it('fits those that learn, and keeps what they have learnt under the names of their outputs', async () => {
    const make = () =>
      multiHead({
        predictors: {
          kind: kNearestNeighbours({ k: 1 }),
          size: regression(),
          far: kNearestNeighbours({ k: 1, task: 'regression' }),
        },
      });
    const features = ndArray([[0], [10]]);
    const all = { kind: features, size: features, far: features };
    const fitted = make();
    expect(fitted.state!()).toBeUndefined();
    await fitted.fit!(all, { kind: ndArray(Int32Array.of(3, 4)), far: ndArray([0.5, 1.5]) });
    const state = fitted.state!()!;
    const names = ['kind/features', 'kind/targets', 'kind/classes', 'far/features', 'far/targets'];
    expect(state.map(({ name }) => name)).toEqual(names);
    const loaded = make();
    loaded.load!(Object.fromEntries(state.map(({ name, value }) => [name, value])));
    const near = ndArray([[9], [1]]);
    const expected = { kind: ndArray(Int32Array.of(4, 3)), size: ndArray([9, 1]), far: ndArray([1.5, 0.5]) };
    for (const one of [fitted, loaded])
      expect(await applyPredictor(one, { kind: near, size: near, far: near })).toEqual(expected);
    await expect(make().fit!(all, { kind: ndArray([0, 1]) })).rejects.toThrow(
      "The target that the predictor 'k-nearest-neighbours' is fitted to must be one with a part 'far'",
    );
  });

  it('draws numbers of its own for each output', async () => {
    const noise: AnyPredictor = {
      name: 'noise',
      trees: true,
      predict: (output, { random }) => random.normal('noise', (output as tf.Tensor).shape),
    };
    const predictor = multiHead({ predictors: { kind: noise, spare: noise } });
    const { kind, spare } = await applyPredictor<Readonly<Record<'kind' | 'spare', EngineArray>>>(predictor, {
      kind: outputs.spare,
      spare: outputs.spare,
    });
    expect(kind.data).not.toEqual(spare.data);
  });

  it('is made of data, and looks at heads of heads', async () => {
    const predictor = create('predictor', 'multi-head', {
      predictors: { boxes: { name: 'classification', head: 'kind' } },
    });
    expect(predictor.heads).toEqual(['boxes.kind']);
    expect(await applyPredictor(predictor, { boxes: outputs })).toEqual({ boxes: ndArray(Int32Array.of(1, 0)) });
  });

  it('says which output is missing', async () => {
    const predictor = multiHead({ predictors: { knid: classification() } });
    await expect(applyPredictor(predictor, outputs)).rejects.toThrow(
      "The output of the predictor 'classification' must be one with a part 'knid'",
    );
  });

  it.each([
    [{ predictors: {} }, 'predictors: must name at least one output and its predictor'],
    [
      { predictors: { a: classification() }, classNames: { b: ['x'] } },
      'classNames.b: must be of an output that has a predictor: a',
    ],
    [
      { predictors: { a: kNearestNeighbours(), b: { ...kNearestNeighbours(), fitOn: 'validation' as const } } },
      'predictors: must learn from the same data, got some that learn from train and validation data',
    ],
  ])('refuses options %#', (options, message) => {
    expect(() => multiHead(options as never)).toThrow(expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }));
    expect(() => multiHead(options as never)).toThrow(message);
  });
});
