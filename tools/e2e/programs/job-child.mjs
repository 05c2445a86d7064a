// A child of `processes` whose jobs do what their data says.
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { InvalidArgumentError, warn } from '@lml/core';
import { serveJobs } from '../../../packages/core/dist/project/selection/executors/serve-jobs.js';

const jobs = {
  where: () => ({ pid: process.pid, cwd: process.cwd(), variable: process.env.JOB_CHILD, execArgv: process.execArgv }),
  numbers: () => [NaN, -0, Infinity, Float32Array.of(0.5)],
  fail: () => {
    throw new InvalidArgumentError('folds', 'an integer of at least 2', 1, 'Take 5.');
  },
  function: () => () => 1,
  say: () => {
    console.log('printed');
    console.error('printed');
    warn('LML_SMALL_CLASS', 'The smallest class has 2 samples.');
  },
  dieOnce: ({ file }) => {
    if (existsSync(file)) return 'done again';
    writeFileSync(file, '');
    return process.kill(process.pid, 'SIGKILL');
  },
  die: ({ file }) => {
    appendFileSync(file, 'x');
    console.error('no memory is left');
    process.exit(7);
  },
  signalled: ({ signal }) => {
    process.kill(process.pid, signal);
    return new Promise((resolve) => setTimeout(resolve, 100, 'still here'));
  },
  untilCancelled: ({ file }, { signal }) => {
    writeFileSync(file, String(process.pid));
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve('cancelled')));
  },
  deaf: ({ file }) => {
    writeFileSync(file, String(process.pid));
    for (;;);
  },
};

serveJobs(async ({ data }, context) => jobs[data.what](data, context));
