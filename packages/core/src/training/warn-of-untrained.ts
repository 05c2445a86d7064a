import type { Learner } from '../learning/learner.js';
import { warn } from '../node/warnings.js';

/** Warns where a model that nobody trained is used as if it were. */
export function warnOfUntrained({ model }: Learner, does: 'predicts' | 'is tested'): void {
  if (model.isFresh !== true) return;
  const remedy = 'Train it, or load a checkpoint: project.load(path).';
  warn('LML_UNTRAINED', `The model was not trained: it ${does} with the weights that it was made with. ${remedy}`);
}
