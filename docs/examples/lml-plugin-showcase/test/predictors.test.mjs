// What predictors make of outputs, by hand; and that the language model is causal, on both engines.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { onnx } from '@lml/compiler';
import { applyPredictor, DataModule, eager, ndArray, RandomStreams, toNdArray, toTensor, Trainer } from '@lml/core';
import { supervised } from '@lml/learners';
import * as tf from '@tensorflow/tfjs';
import {
  bestPath,
  conformalSets,
  continuation,
  countingRhymes,
  separateBoxes,
  smallGpt,
  topRecords,
} from 'lml-plugin-showcase';

const rounded = (value) =>
  JSON.parse(JSON.stringify(value, (_, part) => (typeof part === 'number' ? +part.toFixed(4) : part)));

describe('records', () => {
  it('name the likeliest classes, the likeliest first', async () => {
    const predictor = topRecords({ topK: 2 });
    const prediction = await applyPredictor(predictor, ndArray([[0, Math.log(3), Math.log(4)]]));
    const [record] = predictor.decode(prediction, { classNames: ['a', 'b', 'c'], metadata: [{ id: 7 }] });
    assert.deepEqual(rounded(record), {
      top: [
        { label: 'c', index: 2, probability: 0.5 },
        { label: 'b', index: 1, probability: 0.375 },
      ],
      metadata: { id: 7 },
    });
    await assert.rejects(applyPredictor(topRecords(), ndArray([[1, 2]])), { code: 'LML_SHAPE_MISMATCH' });
  });

  it('are what frames say without repetitions and blanks', () => {
    const path = { dtype: 'int32', shape: [2, 6], data: Int32Array.of(1, 1, 0, 1, 2, 2, 0, 0, 0, 0, 0, 0) };
    const records = bestPath().decode(path, { classNames: ['', 'a', 'b'] });
    assert.deepEqual(records, [
      { labels: [1, 1, 2], text: 'aab' },
      { labels: [], text: '' },
    ]);
  });

  it('have no box that overlaps a better one of its class, and none of a low score', () => {
    const boxes = [[0, 0, 4, 4], [0, 0, 4, 3], [0, 0, 4, 3], [5, 5, 8, 8]]; // prettier-ignore
    const prediction = {
      boxes: ndArray([boxes]),
      scores: ndArray([[0.9, 0.8, 0.75, 0.2]]),
      labels: ndArray([[0, 0, 1, 0]], { dtype: 'int32' }),
    };
    const named = (options) => separateBoxes({ numClasses: 2, ...options }).decode(prediction, {})[0].objects;
    const scores = (options) => rounded(named(options).map(({ score, index }) => [score, index]));
    // The first two share 12 of 16: 0.75.
    assert.deepEqual(scores({}), [[0.9, 0], [0.75, 1]]); // prettier-ignore
    assert.deepEqual(scores({ overlapThreshold: 0.8 }), [[0.9, 0], [0.8, 0], [0.75, 1]]); // prettier-ignore
    assert.deepEqual(scores({ scoreThreshold: 0.1 }), [[0.9, 0], [0.75, 1], [0.2, 0]]); // prettier-ignore
  });

  it('place boxes where the sigmoids of a cell say', async () => {
    // The second of four cells: its centre, a quarter wide and half as high, surely of class 1.
    const cell = [20, 0, 0, -Math.log(3), 0, -20, 20];
    const none = [-20, 0, 0, 0, 0, 0, 0];
    const predictor = separateBoxes({ numClasses: 2 });
    const prediction = await applyPredictor(predictor, ndArray([[none, cell, none, none].flat()]));
    const [{ objects }] = predictor.decode(prediction, { classNames: ['wide', 'tall'] });
    assert.deepEqual(rounded(objects), [{ box: [5, 0, 7, 4], score: 1, index: 1, label: 'tall' }]);
  });

  it('are sets of classes by name', async () => {
    const predictor = conformalSets({ alpha: 0.5 });
    await assert.rejects(applyPredictor(predictor, ndArray([[1, 2]])), { code: 'LML_NOT_FITTED' });
    // Of three samples the second smallest of 1 − p counts: 0.5.
    const logits = ndArray([[0, 0], [Math.log(3), 0], [0, Math.log(3)]]); // prettier-ignore
    await predictor.fit(logits, ndArray([0, 0, 0]));
    const prediction = await applyPredictor(predictor, ndArray([[0, 0], [Math.log(3), 0]])); // prettier-ignore
    assert.deepEqual(predictor.decode(prediction, { classNames: ['yes', 'no'] }), [
      { labels: ['yes', 'no'], indices: [0, 1] },
      { labels: ['yes'], indices: [0] },
    ]);
    assert.throws(() => predictor.fit(logits, ndArray([0, 2, 0])), { code: 'LML_INVALID_ARGUMENT' });
  });
});

describe('the language model', () => {
  const built = async () => {
    const model = smallGpt({ vocabularySize: 7, maxLength: 8, size: 8, layers: 2 });
    await model.build({ random: new RandomStreams(3) });
    return model;
  };
  const tokens = (rows) => ndArray(rows, { dtype: 'int32' });

  it('does not look at later tokens, and refuses longer texts', async () => {
    const model = await built();
    const scores = async (row) => (await toNdArray(model.apply(toTensor(tokens([row]))))).data;
    const [first, second] = [await scores([1, 2, 3, 4]), await scores([1, 2, 6, 0])];
    assert.deepEqual(first.slice(0, 14), second.slice(0, 14));
    assert.notDeepEqual(first.slice(14), second.slice(14));
    assert.throws(() => model.apply(tf.zeros([1, 9], 'int32')), { code: 'LML_SHAPE_MISMATCH' });
  });

  for (const engine of [eager, onnx]) {
    it(`goes on as when it is asked again and again, on ${engine.componentName}`, async () => {
      const dataset = countingRhymes({ samples: 5 });
      const model = await built();
      const learner = supervised({
        model,
        predictor: continuation({ tokens: 3 }),
        data: new DataModule({ predict: dataset }),
      });
      const { data } = await new Trainer({ maxSteps: 1, engine: engine(), loggers: [] }).predict(learner);
      await dataset.open();
      for (const row of [0, 1, 2, 3, 4]) {
        const text = Array.from(dataset.get(row).input.data);
        for (const place of [0, 1, 2]) {
          const { data: scores } = await toNdArray(model.apply(toTensor(tokens([text]))));
          const last = Array.from(scores.slice(-7));
          text.push(last.indexOf(Math.max(...last)));
          assert.equal(data[row * 3 + place], text.at(-1));
        }
      }
    });
  }

  it('draws tokens as often as they are likely', async () => {
    const logits = [0, Math.log(2), Math.log(5)];
    const batch = { input: tokens(Array.from({ length: 4000 }, () => [0])) };
    const output = ndArray(Array.from({ length: 4000 }, () => [logits]));
    const drawn = await applyPredictor(continuation({ tokens: 1, temperature: 1 }), output, {
      batch,
      model: await built(),
    });
    for (const [token, share] of [1 / 8, 2 / 8, 5 / 8].entries()) {
      const found = drawn.data.filter((own) => own === token).length / 4000;
      // Four standard deviations.
      assert.ok(Math.abs(found - share) < 4 * Math.sqrt((share * (1 - share)) / 4000), `${token}: ${found}`);
    }
  });
});
