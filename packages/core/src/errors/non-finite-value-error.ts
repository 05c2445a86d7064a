import { LmlError } from './lml-error.js';

/** What a trial is judged by is NaN or infinite. The search goes on; the trial counts as failed. */
export class NonFiniteValueError extends LmlError {
  /** `LML_NON_FINITE_VALUE` */
  static readonly code = 'LML_NON_FINITE_VALUE';

  /** Says which values the objectives have. */
  constructor(objectives: readonly string[], values: readonly number[]) {
    const found = objectives.map((name, at) => `${name} is ${values[at]}`).join(', ');
    super(
      NonFiniteValueError.code,
      `An objective is not finite, and says nothing of the trial: ${found}. Choose one that is finite for every candidate.`,
    );
    this.name = 'NonFiniteValueError';
  }
}
