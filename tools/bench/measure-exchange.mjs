import { availableParallelism } from 'node:os';
import { Worker, workerData } from 'node:worker_threads';

const ROUND_TRIPS = 100_000;
/** Far enough apart to lie in different lines of a cache. */
const [ANSWER, QUESTION] = [0, 16];

/**
 * How many nanoseconds two cores take to exchange a number. On virtual machines this changes while one measures: some 120
 * where two cores have a cache in common, four times as much where they have not. Steps of many small parallel ops are
 * then slower, others are not. Where there is one core only, 0: a second thread would have to wait for its turn each time.
 */
export async function measureExchange() {
  if (availableParallelism() < 2) return 0;
  const shared = new Int32Array(new SharedArrayBuffer(256));
  const worker = new Worker(new URL(import.meta.url), { workerData: { exchange: shared } });
  await new Promise((resolve) => worker.once('online', resolve));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const times = [1, 2, 3, 4, 5].map(() => roundTrip(shared));
  await worker.terminate();
  return times.sort((a, b) => a - b)[2];
}

/** @param {Int32Array} shared */
function roundTrip(shared) {
  const started = performance.now();
  for (let count = 0; count < ROUND_TRIPS; count++) {
    Atomics.store(shared, QUESTION, 1);
    while (Atomics.load(shared, ANSWER) === 0);
    Atomics.store(shared, ANSWER, 0);
  }
  return ((performance.now() - started) / ROUND_TRIPS) * 1e6;
}

/** @type {Int32Array | undefined} in the worker that is begun above, and in no other that imports this */
const asked = workerData?.exchange;
while (asked !== undefined) {
  while (Atomics.load(asked, QUESTION) === 0);
  Atomics.store(asked, QUESTION, 0);
  Atomics.store(asked, ANSWER, 1);
}
