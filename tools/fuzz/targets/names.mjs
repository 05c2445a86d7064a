/** What can be fuzzed: each name is that of a file beside this one, which exports the target under it. */
export const TARGETS = /** @type {const} */ ([
  'models',
  'ops',
  'patterns',
  'export',
  'parsers',
  'tables',
  'checkpoints',
  'faults',
]);

/** @typedef {typeof TARGETS[number]} TargetName */
