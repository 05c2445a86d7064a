import { jest } from '@jest/globals';

// Libraries do not print: a test that lets something reach the console fails.
for (const method of ['log', 'info', 'warn', 'error', 'debug']) {
  const original = console[method];
  console[method] = (...args) => {
    // TensorFlow.js greets once in Node; core silences it, but a spec may reach TensorFlow.js without core's index.
    if (String(args[0]).includes('looks like you are running TensorFlow.js in Node.js')) return;
    original(...args);
    throw new Error(`console.${method} was called in a test: ${String(args[0])}`);
  };
}
// A limit of time finds what hangs, not what is slow: a loaded machine may take twenty times as long as an idle one.
jest.setTimeout(600_000);
