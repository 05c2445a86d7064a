/** What became of a check. */
export interface Check {
  /** What was checked: an op, a layer, `probe`. */
  readonly name: string;
  /** Where: an engine, or the eager one on a backend, as `eager (wasm)`. */
  readonly engine: string;
  readonly passed: boolean;
  /** What is wrong, where it did not pass. */
  readonly error?: string | undefined;
}
