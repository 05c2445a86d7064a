import { readFileSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform } from 'node:os';
import { HELP, parseOptions } from './options.mjs';
import { renderDifference, renderPage, renderSummary } from './report.mjs';
import { supervise } from './supervise.mjs';

/** `npm run fuzz`: looks for differences with random cases, prints them shrunk, and exits with 1 if there are any. */
const options = orExit(() => parseOptions(process.argv.slice(2)));
if (options.help) console.log(HELP);
else await main();

async function main() {
  const { what, json, page, ...limits } = options;
  const results = [];
  for (const name of what) {
    console.error(`fuzzing ${name} …`);
    const found = (/** @type {import('./search.mjs').Difference} */ each) => console.log(renderDifference(name, each));
    results.push(await supervise(name, { ...limits, found }));
  }
  console.log(renderSummary(results));
  const machine = `${platform()} ${arch()}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`;
  const run = { date: new Date().toISOString(), machine, seed: options.seed, results };
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(run, undefined, 1)}\n`);
  if (page !== undefined) writeFileSync(page, renderPage(readFileSync(page, 'utf8'), run));
  process.exitCode = results.some(({ differences }) => differences.length > 0) ? 1 : 0;
}

/**
 * @template Result
 * @param {() => Result} read something that the user wrote
 */
function orExit(read) {
  try {
    return read();
  } catch (error) {
    console.error(`${/** @type {Error} */ (error).message}\n\n${HELP}`);
    process.exit(2);
  }
}
