const { TestEnvironment } = require('jest-environment-node');

/**
 * jest's sandbox has typed arrays of its own, so native code and wasm see foreign ones (`instanceof` fails).
 * This environment hands the outer classes to the tests.
 */
const SHARED = [
  'ArrayBuffer',
  'SharedArrayBuffer',
  'DataView',
  'Float32Array',
  'Float64Array',
  'Int8Array',
  'Int16Array',
  'Int32Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Uint16Array',
  'Uint32Array',
  'BigInt64Array',
  'BigUint64Array',
];

module.exports = class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    // libtensorflow reads the environment of the process, of which tests have a copy.
    process.env.TF_CPP_MIN_LOG_LEVEL ??= '3';
    for (const name of SHARED) this.global[name] = globalThis[name];
  }
};
