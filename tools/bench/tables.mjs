import { isQuiet, quantile, timeRatio } from './bursts.mjs';
import { MODELS } from './models.mjs';

/** @typedef {import('./measure-speed.mjs').SpeedRow} SpeedRow */
/** @typedef {import('./measure-memory.mjs').MemoryRow} MemoryRow */
/** @typedef {import('./measure-overhead.mjs').OverheadRow} OverheadRow */
/** @typedef {import('./measure-optimizers.mjs').OptimizerRow} OptimizerRow */

/** What others are compared with where it was measured. */
const REFERENCE = 'lightning';
/** Peers that show what the Trainer costs; comparisons with other libraries do without them. */
const PARTS_OF_LML = /^lml-.*-(loop|full)$/;
const NOTHING = '–';
/** Columns of words. */
const WORDS = new Set(['', 'engine', 'optimizer', 'note']);

/**
 * How many times as fast as the reference each peer is, a line for each model and batch size.
 *
 * @param {readonly SpeedRow[]} rows
 */
export function ratioTable(rows) {
  const engines = [...new Set(rows.map(({ engine }) => engine))].filter((engine) => !PARTS_OF_LML.test(engine));
  const lines = groups(rows).map((group) => {
    const reference = referenceOf(group);
    const cells = engines.map((engine) => {
      const row = group.find((entry) => entry.engine === engine);
      return engine === reference?.engine ? '1' : ratio(row, reference);
    });
    return [titleOf(group[0]), ...cells];
  });
  return table(['', ...engines], lines);
}

/**
 * The numbers of one model at one batch size.
 *
 * @param {readonly SpeedRow[]} group
 */
export function speedTable(group) {
  const reference = referenceOf(group);
  const lines = group.map((row) => [
    row.engine,
    rate(row.samplesPerSecond),
    ratio(row, reference),
    row.firstStepSeconds === undefined ? NOTHING : row.firstStepSeconds.toFixed(2),
    megabytes(row.peakBytes),
    row.foreignLoad === undefined ? NOTHING : percent(row.foreignLoad),
    row.problem ?? noteOf(row, reference),
  ]);
  const named = reference === undefined ? 'ratio' : `÷ ${reference.engine}`;
  return table(['', 'samples/s', named, 'first step, s', 'peak memory, MB', 'foreign load', 'note'], lines);
}

/**
 * What the Trainer costs: its time as a multiple of a loop by hand, with nothing added and with all.
 *
 * @param {readonly OverheadRow[]} rows
 */
export function overheadTable(rows) {
  const lines = rows.map((row) => {
    const { trainer, full } = row.ways;
    const costs = [trainer, full].map((turns) => middleHalf(turns.map(timeRatio)));
    const unsteady = row.unsteady ? [`${row.unsteady} more thrown away`] : [];
    const notes = [...unsteady, ...(row.problem === undefined ? [] : [row.problem])];
    return [titleOf(row), row.engine, ...costs, String(full.length), notes.join('; ')];
  });
  return table(['', 'engine', 'Trainer ÷ loop', 'with bar, log and checkpoints', 'turns', 'note'], lines);
}

/** @param {readonly number[]} values */
function middleHalf(values) {
  if (values.length === 0) return NOTHING;
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(values, share).toFixed(3));
  return `${middle} (${low}–${high})`;
}

/**
 * How long a step with each optimizer takes, from the fastest to the slowest.
 *
 * @param {readonly OptimizerRow[]} rows
 */
export function optimizerTable(rows) {
  const lines = rows
    .toSorted((a, b) => (a.ratio ?? Infinity) - (b.ratio ?? Infinity))
    .map((row) => {
      const { engine, optimizer, ratio: own, warnings = [], problem } = row;
      const notes = [...warnings, ...(problem === undefined ? [] : [problem])];
      return [titleOf(row), engine, optimizer, own?.toFixed(2) ?? NOTHING, notes.join('; ')];
    });
  return table(['', 'engine', 'optimizer', 'time ÷ adam', 'note'], lines);
}

/**
 * What resident memory did after the first tenth of the steps.
 *
 * @param {readonly MemoryRow[]} rows
 */
export function memoryTable(rows) {
  const lines = rows.map((row) => {
    const { residentBytes = [], peakBytes, steps, engine, problem = '' } = row;
    const [first, ...later] = residentBytes;
    const changes = later.map((bytes) => bytes / first - 1);
    const largest = changes.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
    const change = changes.length === 0 ? NOTHING : `${largest < 0 ? '−' : '+'}${percent(Math.abs(largest))}`;
    const cells = [megabytes(first), megabytes(later.at(-1)), change, megabytes(peakBytes), problem];
    return [titleOf(row), engine, String(steps), ...cells];
  });
  const titles = ['after a tenth, MB', 'at the end, MB', 'largest change', 'peak, MB', 'note'];
  return table(['', 'engine', 'steps', ...titles], lines);
}

/**
 * Rows by model and batch size.
 *
 * @param {readonly SpeedRow[]} rows
 */
export function groups(rows) {
  const titles = new Set(rows.map(titleOf));
  return [...titles].map((title) => rows.filter((row) => titleOf(row) === title));
}

/** @param {{ model: import('./models.mjs').ModelName, batch: number }} row */
export function titleOf({ model, batch }) {
  return `${MODELS[model].title}, batch ${batch}`;
}

/** @param {readonly SpeedRow[]} group */
function referenceOf(group) {
  const measured = group.filter(({ samplesPerSecond }) => samplesPerSecond !== undefined);
  return measured.find(({ engine }) => engine === REFERENCE) ?? measured[0];
}

/**
 * @param {SpeedRow | undefined} row
 * @param {SpeedRow | undefined} reference
 */
function ratio(row, reference) {
  if (row?.samplesPerSecond === undefined || reference?.samplesPerSecond === undefined) return NOTHING;
  const value = row.samplesPerSecond / reference.samplesPerSecond;
  return Number(value.toPrecision(value < 1 ? 2 : 3)).toString();
}

/**
 * @param {SpeedRow} row
 * @param {SpeedRow | undefined} reference
 */
function noteOf({ engine, backend, parameters, warnings = [], bursts = [] }, reference) {
  const noisy = bursts.filter((burst) => !isQuiet(burst)).length;
  return [
    // Of LML's engines only eager computes there.
    ...(backend !== undefined && /^(tfjs|lml-eager)/.test(engine) ? [`on ${backend}`] : []),
    ...(parameters === reference?.parameters ? [] : [`another model: ${parameters} parameters`]),
    ...warnings,
    ...(noisy > 0 ? [`${noisy} of ${bursts.length} bursts disturbed`] : []),
  ].join(', ');
}

/** @param {number | undefined} samplesPerSecond */
function rate(samplesPerSecond) {
  if (samplesPerSecond === undefined) return NOTHING;
  return String(samplesPerSecond < 100 ? Number(samplesPerSecond.toPrecision(2)) : Math.round(samplesPerSecond));
}

/** @param {number | undefined} bytes */
function megabytes(bytes) {
  return bytes === undefined ? NOTHING : String(Math.round(bytes / 1e6));
}

/** @param {number} share */
function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}

/**
 * @param {readonly string[]} titles
 * @param {readonly (readonly string[])[]} lines
 */
function table(titles, lines) {
  const rule = titles.map((title) => (WORDS.has(title) ? '---' : '--:'));
  return [titles, rule, ...lines].map((cells) => `| ${cells.map(escape).join(' | ')} |`).join('\n');
}

/** @param {string} cell */
function escape(cell) {
  return cell.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
