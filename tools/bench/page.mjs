import { readFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { QUIET } from './bursts.mjs';
import { groups, memoryTable, optimizerTable, overheadTable, ratioTable, speedTable, titleOf } from './tables.mjs';

/**
 * A report as a page in Markdown.
 *
 * @param {import('./report.mjs').Report} report
 */
export async function renderPage(report) {
  const { rows, overhead = [], optimizers = [], memory } = report;
  const parts = [
    '# Benchmarks',
    introduction(report),
    ...(rows.length === 0 ? [] : ['## Ratios', RATIOS, ratioTable(rows)]),
    '## What was noticed',
    await readFile(new URL('notes.md', import.meta.url), 'utf8'),
    ...(overhead.length === 0 ? [] : ['## What the Trainer costs', OVERHEAD, overheadTable(overhead)]),
    ...(optimizers.length === 0 ? [] : ['## Optimizers', OPTIMIZERS, optimizerTable(optimizers)]),
    ...(memory.length === 0 ? [] : ['## Memory', MEMORY, memoryTable(memory)]),
    ...(rows.length === 0 ? [] : ['## Speed', speedWords(report)]),
    ...groups(rows).flatMap((group) => [`### ${titleOf(group[0])}`, speedTable(group)]),
  ];
  const options = await resolveConfig(new URL(import.meta.url));
  return format(parts.join('\n\n'), { ...options, parser: 'markdown' });
}

const RATIOS =
  'Samples per second as a multiple of those of `lightning`, or of the first peer where that was not measured; above 1 is faster.';
const OVERHEAD =
  'Time of the Trainer as a multiple of that of a loop by hand over the same data on the same engine: the median over turns of three seconds, each compared with the loop before and after it, and in brackets between which values half of them lie. Turns between which the loop itself became slower or faster by a tenth were thrown away.';
const OPTIMIZERS =
  'Time of a training step (loss, gradients and update) as a multiple of that with `adam`, which took turns with it; each with the first options of its examples.';
const MEMORY =
  'Resident memory of the process while it trains, data included. The largest change is against the first tenth of the steps.';

/** @param {import('./report.mjs').Report} report */
function introduction({ date, machine, versions, peers }) {
  const { processor, cores, memoryGigabytes, system } = machine;
  const names = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    `Written by \`npm run bench\` (\`tools/bench\`) on ${date}: ${processor}, ${cores} cores, ${memoryGigabytes} GB, ${system}; ${names.join(', ')}.`,
    Object.entries(peers)
      .map(([name, about]) => `- \`${name}\`: ${about}`)
      .join('\n'),
  ].join('\n\n');
}

/** @param {import('./report.mjs').Report} report */
function speedWords({ settings }) {
  const { rounds, seconds } = settings ?? {};
  return [
    'Training with Adam; loss, gradients and update. The peers stay alive and take turns, one computing at a time:',
    `${rounds} bursts of ${seconds} s each after one to warm up; the numbers are medians.`,
    `Foreign load is what other processes used of the machine meanwhile; bursts with more than ${100 * QUIET} % are left out where at least half are without.`,
    'The first step includes what is made once: traces, graphs, compiled code.',
  ].join('\n');
}
