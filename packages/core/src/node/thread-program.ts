import { fileURLToPath } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

import { inheritedArguments } from './fork-program.js';
import type { ThreadListener, ThreadProgram } from './platform.js';

/** Starts a program in a thread of this process, which it does not keep alive by itself. */
export function startThread(
  program: URL,
  { name, data }: { readonly name: string; readonly data: unknown },
  { onMessage, onEnd }: ThreadListener,
): ThreadProgram {
  const worker = startWorker(fileURLToPath(program), { name, workerData: data });
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

/** Node gives a thread its own options. Those that say how code of the command line is read keep a file from being run. */
function startWorker(path: string, options: WorkerOptions): Worker {
  if (!process.execArgv.some((argument) => argument.startsWith('--input-type'))) return new Worker(path, options);
  try {
    return new Worker(path, { ...options, execArgv: inheritedArguments(process.execArgv) });
  } catch (error) {
    // Those of V8 hold for the whole process, and cannot be given again.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_INVALID_EXEC_ARGV') throw error;
    return new Worker(path, { ...options, execArgv: [] });
  }
}
