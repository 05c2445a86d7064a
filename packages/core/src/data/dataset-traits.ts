/** What is known where a file is to be read that was not in the project: samples to predict, say. */
export interface FileRequest {
  /** The file, or its URL. */
  readonly path: string;
  /** The options of the dataset that the model has learnt from, whatever reader that was. Empty where it was none. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Whether `options` are those of this component. */
  readonly isAlike: boolean;
  /** The names of the features that were learnt from, in their order, where they have names. */
  readonly inputNames: readonly string[] | undefined;
  /** The types of the columns that were learnt from, by name, where they are known. */
  readonly inputTypes: Readonly<Record<string, string>> | undefined;
}

/** Traits of datasets. */
export interface DatasetTraits {
  /** The names of its features, where it is always the same. */
  readonly featureNames?: readonly string[] | undefined;
  /** The names of its classes, or of its targets, where it is always the same. */
  readonly targetNames?: readonly string[] | undefined;
  /** Whether its samples are others than those of the datasets in its options, so that a file cannot be read in their place. */
  readonly changesSamples?: boolean | undefined;
  /** The ends of the names of files that it reads by itself, `.csv`. */
  readonly extensions?: readonly string[] | undefined;
  /** The config of a dataset of another file, without targets: it may name another component, `name`. */
  readonly forFile?: ((request: FileRequest) => Readonly<Record<string, unknown>>) | undefined;
}

declare module '../registry/kinds.js' {
  interface KindTraits {
    /** See {@link DatasetTraits}. */
    dataset: DatasetTraits;
  }
}
