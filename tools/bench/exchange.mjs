import { availableParallelism } from 'node:os';
import { isMainThread, Worker, workerData } from 'node:worker_threads';

/**
 * How many nanoseconds two cores take to exchange a number: `node tools/bench/exchange.mjs`. On virtual machines this changes
 * while one measures: some 120 where two cores have a cache in common, four times as much where they have not. Steps of many
 * small parallel ops are then slower, others are not.
 */
const ROUND_TRIPS = 100_000;
/** Far enough apart to lie in different lines of a cache. */
const [ANSWER, QUESTION] = [0, 16];

if (isMainThread) await ask();
else answer(workerData);

async function ask() {
  // A second thread would have to wait for its turn each time.
  if (availableParallelism() < 2) throw new Error('There is one core only.');
  const shared = new Int32Array(new SharedArrayBuffer(256));
  const worker = new Worker(new URL(import.meta.url), { workerData: shared });
  await new Promise((resolve) => worker.once('online', resolve));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const times = [1, 2, 3, 4, 5].map(() => roundTrip(shared));
  await worker.terminate();
  console.log(times.sort((a, b) => a - b)[2].toFixed(0));
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

/** @param {Int32Array} shared */
function answer(shared) {
  for (;;) {
    while (Atomics.load(shared, QUESTION) === 0);
    Atomics.store(shared, QUESTION, 0);
    Atomics.store(shared, ANSWER, 1);
  }
}
