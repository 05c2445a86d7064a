/** What is needed of Node's `process`. */
interface Events {
  listeners(event: string): ((...args: never[]) => void)[];
  removeListener(event: string, listener: (...args: never[]) => void): void;
}

const EVENTS = ['uncaughtException', 'unhandledRejection'];

/**
 * Runs `load` and removes the listeners that a module made by Emscripten adds to Node's process: they throw uncaught errors again,
 * which ends programs that handle them.
 */
export async function withoutNewListeners<Value>(load: () => Value | Promise<Value>): Promise<Value> {
  const { process } = globalThis as { process?: Partial<Events> };
  if (process?.listeners === undefined) return load();
  const events = process as Events;
  const before = new Set(EVENTS.flatMap((event) => events.listeners(event)));
  try {
    return await load();
  } finally {
    for (const event of EVENTS) {
      for (const listener of events.listeners(event)) {
        // Others may have begun to listen meanwhile.
        if (!before.has(listener) && /throw (ex|reason)\b/.test(String(listener))) {
          events.removeListener(event, listener);
        }
      }
    }
  }
}
