import { parentPort, workerData } from 'node:worker_threads';

/** The thread that has started this one. */
export interface ParentThread {
  /** What it was started with. */
  readonly data: unknown;
  /**
   * Sends a message; the buffers of `transfer` move there with it.
   *
   * @throws if it cannot be cloned.
   */
  send(message: unknown, transfer?: readonly ArrayBuffer[]): void;
}

/** Listens to the thread that has started this one, and leaves warnings to it. */
export function obeyThread(listener: {
  /** It has sent a message. */
  onMessage(message: unknown): void;
  /** There is something to warn of. */
  onWarning(code: string, message: string): void;
}): ParentThread {
  // Only worker threads run the programs that call this.
  const port = parentPort!;
  // In place of Node's own listener, which prints: several threads would say the same.
  process.removeAllListeners('warning');
  process.on('warning', (warning: Error & { code?: string }) => {
    // The parent runs on the same Node, which has told there what it thinks of it.
    if (/^(Experimental|Deprecation)Warning$/.test(warning.name)) return;
    listener.onWarning(warning.code ?? warning.name, warning.message);
  });
  port.on('message', (message) => listener.onMessage(message));
  return { data: workerData, send: (message, transfer = []) => port.postMessage(message, transfer) };
}
