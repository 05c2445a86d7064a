/** Reads the flights of vega-datasets, three million rows in groups, and says how much memory that took: over the first three groups, and over all. */
import { parquetStream } from '@lml/datasets';

const [path] = process.argv.slice(2);
const dataset = parquetStream({ path, inputs: ['distance', 'date'], target: 'delay', metadata: ['origin'] });
await dataset.open();

/** The rows of a group. */
const GROUP = 272_727;
let [rows, sum, first, whole] = [0, 0, 0, 0];
for await (const { target } of dataset.iterate({ epoch: 0, seed: 0 })) {
  sum += target.data[0];
  rows++;
  if (rows % 50_000 > 0) continue;
  global.gc();
  const { arrayBuffers, heapUsed } = process.memoryUsage();
  whole = Math.max(whole, arrayBuffers + heapUsed);
  if (rows <= 3 * GROUP) first = whole;
}
process.stdout.write(JSON.stringify({ rows, sum, first, whole }));
