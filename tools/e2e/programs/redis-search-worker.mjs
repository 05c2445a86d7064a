// A worker that does the folds of searches, until SIGTERM: the options of the executor `redis`.
import { jobHandler } from '@lml/core/engine';
import { redis } from '@lml/redis';

const [, , options] = process.argv;
const end = new AbortController();
process.once('SIGTERM', () => end.abort());
await redis(JSON.parse(options)).work({
  handler: jobHandler({ isTrusted: true }),
  signal: end.signal,
  concurrency: 1,
  log: (line) => console.log(line),
});
