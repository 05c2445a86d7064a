import { MetricState } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { accuracy } from './accuracy.js';
import { exactMatch } from './exact-match.js';

describe('exactMatch', () => {
  it('is the accuracy of samples of one position', async () => {
    const states = [exactMatch({ numClasses: 3 }), accuracy({ numClasses: 3 })].map((one) => new MetricState(one));
    for (const state of states) await state.update([0, 2, 1, 1], [0, 1, 1, 0]);
    expect(states[0]!.compute()).toBe(states[1]!.compute());
  });

  it('takes no account of what is ignored', async () => {
    const state = new MetricState(exactMatch({ ignoreIndex: -1 }));
    await state.update(tf.tensor2d([0, 2, 1, 1], [2, 2], 'int32'), tf.tensor2d([0, -1, 1, 0], [2, 2], 'int32'));
    expect(state.compute()).toBe(0.5);
  });

  it('gives no number for no sample', async () => {
    const state = new MetricState(exactMatch({ multidimAverage: 'samplewise' }));
    await state.update(tf.zeros([0, 2], 'int32'), tf.zeros([0, 2], 'int32'));
    expect(state.compute()).toMatchObject({ shape: [0] });
    expect(new MetricState(exactMatch()).compute()).toBe(0);
  });

  it('is not of one label', () => {
    const refused = expect.objectContaining({ code: 'LML_INVALID_OPTIONS' }) as Error;
    expect(() => exactMatch({ task: 'binary' as never })).toThrow(refused);
  });
});
