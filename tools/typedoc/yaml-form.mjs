import { Document } from 'yaml';

/** The most that an example may fill before a shorter one is shown instead. */
const WIDTH = 100;

/**
 * How a component stands in a YAML file, on one line: with the first of its examples that has options, else with the first
 * of its options that have defaults, else by its name alone.
 *
 * @param {string} name
 * @param {readonly unknown[]} examples options that work
 * @param {readonly { name: string, default?: unknown }[]} options
 */
export function yamlForm(name, examples, options) {
  const data = examples.filter((example) => isData(example) && Object.keys(example).length > 0);
  const lines = data.map((example) => inFlow({ name, .../** @type {object} */ (example) }));
  const short = lines.find((line) => line.length <= WIDTH) ?? lines[0];
  if (short !== undefined) return short;
  const [option] = options.filter((one) => one.default !== undefined);
  return option === undefined ? name : inFlow({ name, [option.name]: option.default });
}

/**
 * @param {object} value
 */
function inFlow(value) {
  const document = new Document(value, { aliasDuplicateObjects: false });
  /** @type {any} */ (document.contents).flow = true;
  return document.toString({ lineWidth: 0 }).trim();
}

/**
 * Whether a value can be written to a file: records, lists and plain values, no functions and no getters.
 *
 * @param {unknown} value
 * @returns {value is object}
 */
function isData(value) {
  return value !== null && typeof value === 'object' && isPlain(value);
}

/**
 * @param {unknown} value
 * @returns {boolean}
 */
function isPlain(value) {
  if (Array.isArray(value)) return value.every(isPlain);
  if (value === null || typeof value !== 'object') return typeof value !== 'function' && typeof value !== 'symbol';
  const properties = Object.values(Object.getOwnPropertyDescriptors(value));
  return Object.getPrototypeOf(value) === Object.prototype && properties.every((one) => !one.get && isPlain(one.value));
}
