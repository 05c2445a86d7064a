/** Where TensorFlow.js computes: the cpu, wasm or another backend. */
export interface Backend {
  /** TensorFlow.js's name for it. */
  readonly name: string;
  /** Makes it the current backend, with LML's repairs. May be called more than once. */
  start(): Promise<void>;
}

declare module '../registry/kinds.js' {
  interface KindInstances {
    /** See {@link Backend}. */
    backend: Backend;
  }
}
