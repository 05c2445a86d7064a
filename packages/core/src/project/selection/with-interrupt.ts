import { platform } from '#platform';

/** Runs something that a signal of the caller ends, or Ctrl-C and SIGTERM. */
export async function withInterrupt<Value>(
  given: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const interrupted = new AbortController();
  const release = platform.onInterrupt(() => interrupted.abort());
  try {
    return await run(given === undefined ? interrupted.signal : AbortSignal.any([given, interrupted.signal]));
  } finally {
    release();
  }
}
