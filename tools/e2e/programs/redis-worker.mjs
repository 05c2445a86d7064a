// A worker of the executor `redis` with toy jobs, until SIGTERM: options, ledger, concurrency.
import { redis } from '@lml/redis';
import { handlerWith } from './redis-jobs.mjs';

const [, , options, ledger, concurrency] = process.argv;
const end = new AbortController();
process.once('SIGTERM', () => end.abort());
await redis(JSON.parse(options)).work({
  handler: handlerWith(ledger),
  signal: end.signal,
  concurrency: Number(concurrency),
  log: (line) => console.log(line),
});
