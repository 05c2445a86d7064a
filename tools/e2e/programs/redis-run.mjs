// A run of toy jobs by the executor `redis`: options, name, jobs. Prints each result when it is there, then 'closed'.
import { redis } from '@lml/redis';

const [, , options, run, jobs] = process.argv;
const handler = () => Promise.reject(new Error('Workers have handlers of their own.'));
const queue = await redis(JSON.parse(options)).open({ run, handler });
const { signal } = new AbortController();
await Promise.all(
  JSON.parse(jobs).map(async (job) => console.log(JSON.stringify([job.id, await queue.run(job, { signal })]))),
);
await queue.close();
console.log('closed');
