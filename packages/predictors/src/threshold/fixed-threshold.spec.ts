import { applyPredictor, ndArray, type EngineArray } from '@lml/core';

import { fixedThreshold, type FixedThresholdOptions } from './fixed-threshold.js';

describe('fixed-threshold', () => {
  it('decides each of several values of a sample', async () => {
    const masks = ndArray([[[[0], [2]], [[-2], [1]]]]); // prettier-ignore
    const predictor = fixedThreshold({ threshold: 0.6 });
    const prediction = await applyPredictor<EngineArray>(predictor, masks);
    expect(prediction).toEqual({ dtype: 'int32', shape: [1, 2, 2], data: Int32Array.of(0, 1, 0, 1) });
    const no = { label: 'no', index: 0 };
    const yes = { label: 'yes', index: 1 };
    expect(predictor.decode!(prediction, { classNames: ['no', 'yes'] })).toEqual([[no, yes, no, yes]]);
  });

  it('names the class of a sample', async () => {
    const predictor = fixedThreshold();
    const prediction = await applyPredictor(predictor, ndArray([-1, 1]));
    expect(predictor.decode!(prediction, {})).toEqual([{ label: 0, index: 0 }, { label: 1, index: 1 }]); // prettier-ignore
  });

  it.each<[FixedThresholdOptions, string]>([
    [{ threshold: -0.1 }, "of logits say response: 'logit'"],
    [{ threshold: 2 }, 'must be a probability'],
    [{ positive: 2 as never }, 'positive'],
  ])('refuses %j', (options, message) => {
    expect(() => fixedThreshold(options)).toThrow('LML_INVALID_OPTIONS');
    expect(() => fixedThreshold(options)).toThrow(message);
  });

  it.each([[[1, 3]], [[]]])('refuses outputs of shape %j', async (shape) => {
    const output = ndArray(new Float32Array(shape.length === 0 ? 1 : 3), { shape });
    await expect(applyPredictor(fixedThreshold(), output)).rejects.toMatchObject({ code: 'LML_SHAPE_MISMATCH' });
  });
});
