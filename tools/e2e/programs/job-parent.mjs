// Has children do the jobs named, prints what came of each, and ends.
import { childProcesses } from '../../../packages/core/dist/project/selection/executors/child-processes.js';

const [, , workers, jobs] = process.argv;
const queue = childProcesses({ workers: Number(workers), program: new URL('./job-child.mjs', import.meta.url) });
const { signal } = new AbortController();
const results = await Promise.allSettled(
  JSON.parse(jobs).map((data, index) => queue.run({ id: `job-${index}`, data, priority: 0 }, { signal })),
);
await queue.close();
console.log(JSON.stringify(results));
