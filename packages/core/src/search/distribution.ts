/** Numbers from `low` to `high`. */
export interface NumberDistribution {
  /** Which of the two it is. */
  readonly type: 'number';
  /** The lowest. */
  readonly low: number;
  /** The highest; of numbers without a step it is hardly ever met. */
  readonly high: number;
  /** Between neighbours: `low`, `low + step`, … Default: any number between the ends. */
  readonly step?: number | undefined;
  /** Whether equal factors are equally likely, rather than equal differences. */
  readonly log: boolean;
  /** Whether all are integers. Then `step` is one too. */
  readonly integer: boolean;
}

/** A few values, equally likely. */
export interface ChoiceDistribution {
  /** Which of the two it is. */
  readonly type: 'choice';
  /** The values: any plain data. */
  readonly values: readonly unknown[];
  /** For each value, what is searched besides where it is chosen; of a plain choice nothing. */
  readonly branches?: readonly SearchSpace[] | undefined;
}

/** Which values a parameter may have, and how likely they are before anything is known. */
export type Distribution = NumberDistribution | ChoiceDistribution;

/** Distributions by parameter. */
export interface SearchSpace {
  readonly [parameter: string]: Distribution;
}

/** Parameters by name. */
export type SearchParameters = Readonly<Record<string, unknown>>;

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Distribution}. */
    distribution: Distribution;
  }
}
