/** @typedef {import('./supervise.mjs').Result} Result */

/**
 * A difference as it is printed.
 *
 * @param {string} name of the target
 * @param {import('./search.mjs').Difference} difference
 */
export function renderDifference(name, { kind, parts, text, seed, path }) {
  const again = path === '' ? '' : `\nagain: npm run fuzz -- --what ${name} --seed ${seed} --path ${path}`;
  return `\n── ${name}: ${kind}: ${parts.join(' + ')}\n${text}${again}`;
}

/**
 * The table of all targets, and the known limits that were met.
 *
 * @param {readonly Result[]} results
 */
export function renderSummary(results) {
  const rows = results.map(({ name, cases, seconds, differences, limits }) => [
    name,
    cases,
    differences.length,
    sumOf(limits),
    `${seconds.toFixed(0)} s`,
  ]);
  const met = results.flatMap(({ name, limits }) =>
    Object.entries(limits).map(([limit, count]) => `${name}: ${limit} (${count} times)`),
  );
  return [table([['target', 'cases', 'differences', 'known limits met', 'time'], ...rows]), ...met].join('\n');
}

/** @param {Record<string, number>} counts */
const sumOf = (counts) => Object.values(counts).reduce((sum, count) => sum + count, 0);

/** @param {readonly (readonly (string | number)[])[]} rows */
function table(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => pad(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `\n${lines.join('\n')}\n`;
}

/**
 * @param {string | number} cell
 * @param {number} width
 */
const pad = (cell, width) => (typeof cell === 'number' ? String(cell).padStart(width) : cell.padEnd(width));

const [BEGIN, END] = ['<!-- figures: npm run fuzz -- --page -->', '<!-- /figures -->'];

/**
 * A page with the figures of this run in the place of those before.
 *
 * @param {string} page
 * @param {{ date: string, machine: string, seed: number, results: readonly Result[] }} run
 */
export function renderPage(page, { date, machine, seed, results }) {
  const [before, after] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (before < 0 || after < before) throw new Error(`The page has no place for figures: ${BEGIN} … ${END}.`);
  const rows = results.map(
    ({ name, cases, seconds, differences, limits }) =>
      `| \`${name}\` | ${cases} | ${differences.length} | ${sumOf(limits)} | ${(seconds / 60).toFixed(1)} |`,
  );
  const table = [
    '| target | cases | differences | known limits and refusals | minutes |',
    '| --- | --: | --: | --: | --: |',
    ...rows,
  ];
  const figures = `${date.slice(0, 10)}, seed ${seed}, ${machine}:\n\n${table.join('\n')}`;
  return `${page.slice(0, before)}${BEGIN}\n\n${figures}\n\n${page.slice(after)}`;
}
