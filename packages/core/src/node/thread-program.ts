import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

import type { ThreadListener, ThreadProgram } from './platform.js';

/** Starts a program in a thread of this process, which it does not keep alive by itself. */
export function startThread(
  program: URL,
  { name, data }: { readonly name: string; readonly data: unknown },
  { onMessage, onEnd }: ThreadListener,
): ThreadProgram {
  const worker = new Worker(fileURLToPath(program), { name, workerData: data });
  let error: Error | undefined;
  worker.unref();
  worker.on('message', onMessage);
  worker.on('messageerror', (cause) => {
    // Whoever waits for what was in the message would wait for ever.
    error = cause;
    void worker.terminate();
  });
  worker.on('error', (cause) => (error = cause));
  worker.on('exit', (code) => onEnd({ code, error }));
  return {
    send: (message, transfer) => worker.postMessage(message, [...transfer]),
    ref: () => worker.ref(),
    unref: () => worker.unref(),
    end: async () => void (await worker.terminate()),
  };
}
