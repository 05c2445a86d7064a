import { ndArray } from '@lml/core';
import * as tf from '@tensorflow/tfjs';

import { refusalOf, updates } from '../shared/updates.fixture.js';
import { asgd } from './asgd.js';

describe('asgd', () => {
  it('averages all weights from the update after t0', () => {
    const visits = updates(asgd({ lr: 1, lambd: 0, t0: 1 }), [1, 2, -5, 4, 3], 8);
    expect(visits.map(({ weight }) => weight)).toEqual([7, 5, 10, 6, 3]);
    // Until the third update the average is the weight; then it is one of two, of three …
    const averages = visits.map(({ slots }) => slots['ax']!);
    expect(averages.slice(0, 3)).toEqual([7, 5, 10]);
    expect(averages[3]).toBe(8);
    expect(averages[4]).toBeCloseTo((10 + 6 + 3) / 3, 5);
  });

  it('uses the averages, which begin at the weights, in each group', () => {
    const optimizer = asgd({ groups: [{ match: 'b', t0: 0 }] });
    const entry = (name: string) =>
      ({ name, shape: [], dtype: 'float32', trainable: true, value: ndArray(3) }) as const;
    const slots = optimizer.init([entry('a'), entry('b')]);
    expect(slots.map(({ value }) => value.data[0])).toEqual([3, 3]);
    tf.tidy(() => {
      const averages = Object.fromEntries(slots.map(({ name }, index) => [name, tf.scalar(index)]));
      const used = optimizer.evaluationParameters!({ a: tf.scalar(8), b: tf.scalar(9) }, averages);
      expect([used['a']!.dataSync()[0], used['b']!.dataSync()[0]]).toEqual([0, 1]);
    });
  });

  it('follows the rate of the schedule at once', () => {
    const optimizer = asgd({ lr: 1, lambd: 0.5, alpha: 1 });
    expect(optimizer.hyper(4, { ...optimizer.base, lr: 2 })).toEqual({
      rate: 0.4,
      keep: 0.8,
      share: 1,
      restOfShare: 0,
    });
  });

  it('refuses options that are out of range', () => {
    expect(refusalOf(asgd, { t0: -1 })).toContain('t0: t0 must be 0 or more, got -1');
  });
});
