import { MetricState } from '@lml/core';

import { accuracy } from '../classification/accuracy.js';
import { classWise } from './class-wise.js';

const perClass = accuracy({ numClasses: 3, average: 'none' });
const stateOf = async (options: Parameters<typeof classWise>[0]) => {
  const state = new MetricState(classWise(options));
  await state.update([0, 1, 1], [0, 1, 2]);
  return state;
};

describe('classWise', () => {
  it('names numbers by classes, between prefix and postfix', async () => {
    expect((await stateOf({ metric: perClass })).compute()).toEqual({ '0': 1, '1': 1, '2': 0 });
    const named = await stateOf({ metric: perClass, labels: ['a', 'b', 'c'], prefix: 'is ', postfix: '?' });
    expect(named.compute()).toEqual({ 'is a?': 1, 'is b?': 1, 'is c?': 0 });
  });

  it('is named after the metric, and counted once with it', () => {
    const metric = classWise({ metric: perClass });
    expect(metric).toMatchObject({ name: 'class-wise-accuracy', higherIsBetter: true, group: perClass.group });
  });

  it('refuses one number, and labels for other classes', async () => {
    const one = await stateOf({ metric: accuracy({ numClasses: 3 }) });
    expect(() => one.compute()).toThrow("Give it average: 'none'.");
    const two = await stateOf({ metric: perClass, labels: ['a', 'b'] });
    expect(() => two.compute()).toThrow('labels of class-wise must be 3 names, as there are classes');
  });
});
