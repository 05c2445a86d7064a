// Writes the penguins of vega-datasets as penguins.csv, and four of them without their species as new.csv, with columns in another order.
import { readFileSync, writeFileSync } from 'node:fs';

const data = new URL('../../../node_modules/vega-datasets/data/penguins.json', import.meta.url);
const rows = JSON.parse(readFileSync(data, 'utf8'));
const columns = Object.keys(rows[0]);

/** @param {readonly string[]} names @param {readonly Record<string, unknown>[]} records */
const csv = (names, records) =>
  `${[names, ...records.map((record) => names.map((name) => record[name] ?? ''))].map((line) => line.join(',')).join('\n')}\n`;

export function writePenguins() {
  writeFileSync('penguins.csv', csv(columns, rows));
  const [, ...features] = columns;
  writeFileSync(
    'new.csv',
    csv(
      features.reverse(),
      [0, 3, 200, 300].map((at) => rows[at]),
    ),
  );
}

if (process.argv[1] === import.meta.filename) writePenguins();
