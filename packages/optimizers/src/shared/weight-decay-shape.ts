import { nonNegative } from './fields.js';

/** The option of L2 regularization, as an entry of a zod object. */
export const weightDecayShape = {
  /** λ: this times the weight is added to the gradient (L2 regularization). Default: `0`. */
  weightDecay: nonNegative('the weight decay')
    .default(0)
    .describe('λ: this times the weight is added to the gradient (L2 regularization).'),
};
