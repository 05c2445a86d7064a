/** What is done beside training, one piece after the other. What fails is thrown where somebody asks, and only once. */
export interface BackgroundWork {
  /** Does this when what was given before is done; not if that has failed. */
  start(work: () => Promise<void>): void;
  /** Throws what has failed by now. */
  check(): void;
  /** Waits until nothing is left to do, and throws what has failed. */
  finish(): Promise<void>;
}

/** Work that training does not wait for. */
export function createBackgroundWork(): BackgroundWork {
  let going = Promise.resolve();
  let failure: { readonly error: unknown } | undefined;
  const check = (): void => {
    const failed = failure;
    failure = undefined;
    if (failed !== undefined) throw failed.error;
  };
  return {
    start(work) {
      going = going
        .then(() => (failure === undefined ? work() : undefined))
        .catch((error: unknown) => {
          failure = { error };
        });
    },
    check,
    async finish() {
      await going;
      check();
    },
  };
}
