/** @import { KnownLimit } from '@lml/core/engine' */

const START = '<!-- limits: npm run readme -->';
const END = '<!-- /limits -->';

/**
 * A README with the known limits of its package's backends between two marks: those that the package mends, then those that it does
 * not. Those of runtimes, which no package mends, stand alone.
 *
 * @param {string} text
 * @param {string} packageName
 * @param {readonly KnownLimit[]} limits
 */
export function withLimits(text, packageName, limits) {
  const [before, rest] = text.split(START);
  const after = rest?.split(END)[1];
  if (limits.length === 0 && rest === undefined) return text;
  if (before === undefined || after === undefined)
    throw new Error(`A README of backends or of an engine lacks ${START} … ${END}`);
  const mended = limits.filter(({ mendedBy }) => mendedBy === packageName);
  const open = limits.filter(({ mendedBy }) => mendedBy !== packageName);
  const parts = [
    `#### What is mended\n\n${table(mended, "TensorFlow.js's own")}`,
    `#### Known limits\n\nA step that meets one of these on the eager engine says so once, but for those of NaN.\n\n${table(open, 'What is wrong')}`,
  ];
  const isOfRuntime = limits.every(({ where }) => ['onnxruntime', 'libtensorflow'].includes(where));
  if (isOfRuntime) parts.splice(0, parts.length, `### Known limits of the runtimes\n\n${table(open, 'What is wrong')}`);
  return `${before}${START}\n\n${parts.join('\n\n')}\n\n${END}${after}`;
}

/**
 * @param {readonly KnownLimit[]} limits
 * @param {string} heading
 */
function table(limits, heading) {
  if (limits.length === 0) return 'None.';
  const rows = limits.map(
    ({ where, kernels, what }) => `| \`${where}\` | ${kernels.map((name) => `\`${name}\``).join(', ')} | ${what} |`,
  );
  return `| Backend | Kernels | ${heading} |\n| --- | --- | --- |\n${rows.join('\n')}`;
}
