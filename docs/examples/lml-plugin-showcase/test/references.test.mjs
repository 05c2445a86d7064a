// Numbers of other packages, written by tools/goldens/showcase.py of LML.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { applyPredictor, MetricState, ndArray, RandomStreams, toNdArray, toTensor, valueAndGradients } from '@lml/core';
import * as showcase from 'lml-plugin-showcase';

const { cases } = JSON.parse(readFileSync(new URL('./goldens/references.json', import.meta.url), 'utf8'));

/** An array of a golden file. */
const array = ({ dtype, shape, data }) => ndArray(data, { dtype, shape });

/** All numbers in a value, in their order. */
function numbersIn(value) {
  if (typeof value === 'number' || typeof value === 'string') return [Number(value)];
  if (value.data !== undefined) return Array.from(value.data, Number);
  return Object.values(value).flatMap(numbersIn);
}

/** Whether numbers are those that are expected, to 1e-5 of the largest one. */
function check(found, expected) {
  const [own, right] = [numbersIn(found), numbersIn(expected)];
  assert.equal(own.length, right.length);
  const size = Math.max(...right.filter(Number.isFinite).map(Math.abs), 1e-3);
  right.forEach((number, at) => {
    const isSame = Object.is(own[at], number) || Math.abs(own[at] - number) <= 1e-5 * size;
    assert.ok(isSame, `number ${at} is ${own[at]} and should be ${number}`);
  });
}

/** Value and gradients of a loss, of tensors by name. */
async function checkLoss(compute, inputs, { value, gradients }) {
  const tensors = inputs.map((input) => toTensor(array(input)));
  const run = () => compute(...tensors);
  check(await toNdArray(run()), value);
  if (gradients === undefined) return;
  const found = valueAndGradients(() => run().sum(), tensors);
  for (const [at, gradient] of found.gradients.entries()) check(await toNdArray(gradient), gradients[at]);
}

/** The result of a metric. */
async function resultOf(metric, prediction, target, columns) {
  const state = new MetricState(metric);
  await state.update(prediction, target, columns);
  return state.compute();
}

const arrays = (record) => Object.fromEntries(Object.entries(record).map(([name, part]) => [name, array(part)]));

/** What is compared, for each component that has cases. */
const comparisons = {
  'triplet-ratio': ({ options, input, expected }) =>
    checkLoss(
      (anchor, positive, negative) => showcase.tripletRatio(options)({ anchor, positive, negative }),
      [input.anchor, input.positive, input.negative],
      expected,
    ),
  'prototype-softmax': ({ options, input, expected }) => {
    const loss = showcase.prototypeSoftmax(options);
    loss.load({ prototypes: array(input.prototypes) });
    const target = toTensor(array(input.target));
    return checkLoss((prediction) => loss(prediction, target), [input.prediction], expected);
  },
  'text-bleu': async ({ options, input, expected }) => {
    const records = input.said.map((text, row) => (row % 2 === 0 ? text : { text }));
    check(await resultOf(showcase.textBleu(options), ndArray([0]), input.right, { records }), expected.value);
  },
  'weighted-confusion': async ({ options, input: { prediction, target, ...columns }, expected }) => {
    const found = await resultOf(
      showcase.weightedConfusion(options),
      array(prediction),
      array(target),
      arrays(columns),
    );
    check(found.values, expected.value);
  },
  'small-gpt': async ({ options, input: { tokens, weights }, expected }) => {
    const model = showcase.smallGpt(options);
    await model.build({ random: new RandomStreams(0) });
    model.setWeights(arrays(weights));
    check(await toNdArray(model.apply(toTensor(array(tokens)))), expected.value);
  },
  'temperature-scaling': (one) => checkFitted(showcase.temperatureScaling, one),
  'conformal-sets': (one) => checkFitted(showcase.conformalSets, one),
  'box-precision': async ({ options, input: { images }, expected }) => {
    const records = images.map(({ found, names, scores }) => ({
      objects: scores.data.map((score, row) => {
        return { box: found.data.slice(row * 4, row * 4 + 4), score, index: names.data[row] };
      }),
    }));
    const target = {
      boxes: images.map(({ boxes }) => array(boxes)),
      labels: images.map(({ labels }) => array(labels)),
    };
    check(await resultOf(showcase.boxPrecision(options), ndArray([0]), target, { records }), expected.value);
  },
};

async function checkFitted(component, { options, input: { outputs, targets, other }, expected }) {
  const predictor = component(options);
  await predictor.fit(array(outputs), array(targets));
  check(await applyPredictor(predictor, array(other)), expected.value);
}

describe('the numbers of other packages', () => {
  for (const one of cases) it(one.name, () => comparisons[one.component](one));
});
