import type { AnyPredictor } from '@lml/core';
import { runPredictor } from '@lml/core/engine';

import { unknownModel } from '../../shared/unknown-model.js';
import { decode } from '../decode.js';
import { goldenStep } from '../engine-session.js';
import type { GoldenRecord } from '../golden-file.js';
import type { GoldenKind } from '../golden-kind.js';

/** Input: `output`; where the predictor is fitted, `fit: { output, target }`. Expected: `prediction`. */
export const predictorKind: GoldenKind<AnyPredictor> = {
  onEngines: true,
  // Sums of a few values in float32.
  closeness: { tolerance: 1e-5, size: () => 1 },
  async compute({ instance: predictor, input }, session) {
    const fit = input['fit'] as GoldenRecord | undefined;
    if (fit !== undefined)
      await predictor.fit?.(decode(fit['output'], 'fit.output'), decode(fit['target'], 'fit.target'));
    session.engine.declare(predictor.state?.() ?? []);
    const step = goldenStep(({ output }, context) => ({
      outputs: { prediction: runPredictor(predictor, output!, { ...context, batch: {}, model: unknownModel() }) },
    }));
    return session.run({ ...step, stage: 'predict', training: false }, { output: decode(input['output'], 'output') });
  },
};
