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
    Object.values(limits).reduce((sum, count) => sum + count, 0),
    `${seconds.toFixed(0)} s`,
  ]);
  const met = results.flatMap(({ name, limits }) =>
    Object.entries(limits).map(([limit, count]) => `${name}: ${limit} (${count} times)`),
  );
  return [table([['target', 'cases', 'differences', 'known limits met', 'time'], ...rows]), ...met].join('\n');
}

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
