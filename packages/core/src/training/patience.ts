import { warn } from '../node/warnings.js';

/** Milliseconds for which others may still answer once a run is interrupted. */
const LAST_WORD = 5000;

/**
 * How long a run waits for the code of others: data, loggers, callbacks. As long as it takes, unless the run is interrupted: a promise
 * that is never kept must not keep it from ending.
 */
export interface Patience {
  /** The run is interrupted. */
  end(): void;
  /** Whether something was given up. */
  readonly gaveUp: boolean;
  /** Waits, and gives up with a warning that says for what: `undefined` then. */
  wait<Value>(pending: Promise<Value>, what: string): Promise<Value | undefined>;
}

/** Patience that lasts until it is ended. */
export function createPatience(): Patience {
  const waiting = new Set<() => void>();
  let ended = false;
  let gaveUp = false;
  return {
    end() {
      ended = true;
      for (const hurry of waiting) hurry();
      waiting.clear();
    },
    get gaveUp() {
      return gaveUp;
    },
    wait: (pending, what) =>
      new Promise((resolve, reject) => {
        let timer: ReturnType<typeof setTimeout> | undefined;
        const hurry = (): void => {
          timer = setTimeout(() => {
            gaveUp = true;
            warn(
              'LML_NOT_WAITED_FOR',
              `The run was interrupted and did not wait any longer for ${what}, which did not answer.`,
            );
            resolve(undefined);
          }, LAST_WORD);
        };
        const answered = (): void => {
          waiting.delete(hurry);
          clearTimeout(timer);
        };
        pending.then(resolve, reject).finally(answered);
        if (ended) hurry();
        else waiting.add(hurry);
      }),
  };
}

/** The values of a source. They end where it no longer answers once the run is interrupted. */
export function untilSilent<Value>(
  source: AsyncIterable<Value>,
  patience: Patience,
  what: string,
): AsyncIterable<Value> {
  return {
    [Symbol.asyncIterator]() {
      const values = source[Symbol.asyncIterator]();
      const end: IteratorReturnResult<undefined> = { done: true, value: undefined };
      let isSilent = false;
      return {
        async next() {
          const next = await patience.wait(values.next(), what);
          isSilent = next === undefined;
          return next ?? end;
        },
        // A generator that is still at work would never come to its end.
        async return() {
          if (!isSilent) await patience.wait(Promise.resolve(values.return?.()), what);
          return end;
        },
      };
    },
  };
}
