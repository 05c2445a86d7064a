import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as rest } from 'node:timers/promises';
import { LmlError, processes, projectFromConfig } from '@lml/core';
import '@lml/datasets';
import '@lml/learners';
import '@lml/losses';
import '@lml/metrics';
import '@lml/models';
import '@lml/optimizers';
import '@lml/splitters';
import { childProcesses } from '../../packages/core/dist/project/selection/executors/child-processes.js';
import { node } from '../workspace/run.mjs';

const programs = new URL('./programs/', import.meta.url);
const program = new URL('job-child.mjs', programs);
const parent = new URL('job-parent.mjs', programs).pathname;
const never = new AbortController().signal;
let folder = '';
let files = 0;
let queue;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lml-jobs-'));
});
afterEach(() => queue?.close());
afterAll(() => rmSync(folder, { recursive: true }));

const newFile = () => join(folder, String((files += 1)));
const open = (workers) => (queue = childProcesses({ workers, program }));
const run = (data, signal = never) => queue.run({ id: `job-${data.what}`, data, priority: 0 }, { signal });

/** Whether a process runs, or is not yet known to have ended. */
function lives(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(holds) {
  while (!holds()) await rest(20);
}

/** The process that has written its id to a file. */
async function pidIn(file) {
  await until(() => existsSync(file) && readFileSync(file, 'utf8') !== '');
  return Number(readFileSync(file, 'utf8'));
}

describe('child processes that do jobs', () => {
  it('are as many as there are jobs at a time, and stay for the next', async () => {
    open(2);
    const file = newFile();
    const controller = new AbortController();
    const waiting = run({ what: 'untilCancelled', file }, controller.signal);
    const first = await run({ what: 'where' });
    expect(await run({ what: 'where' })).toEqual(first);
    const pid = await pidIn(file);
    expect(new Set([pid, first.pid, process.pid]).size).toBe(3);
    controller.abort();
    expect(await waiting).toBe('cancelled');
    expect([pid, first.pid].every(lives)).toBe(true);
    await queue.close();
    expect([pid, first.pid].some(lives)).toBe(false);
  });

  it('have the environment and the folder of their parent', async () => {
    const jobs = JSON.stringify([{ what: 'where' }]);
    const output = await node([parent, '1', jobs], { cwd: folder, env: { JOB_CHILD: 'inherited' } });
    const [{ value }] = JSON.parse(output);
    expect(value).toMatchObject({ cwd: realpathSync(folder), variable: 'inherited' });
  });

  it('give numbers as they are, and errors as those of LML', async () => {
    open(1);
    expect(await run({ what: 'numbers' })).toEqual([NaN, -0, Infinity, Float32Array.of(0.5)]);
    const error = await run({ what: 'fail' }).catch((thrown) => thrown);
    expect(LmlError.isInstance(error, 'LML_INVALID_ARGUMENT')).toBe(true);
    expect(error.message).toBe('folds must be an integer of at least 2, got 1. Take 5. (LML_INVALID_ARGUMENT)');
  });

  it('say what cannot go to another process, and go on', async () => {
    open(1);
    const { pid } = await run({ what: 'where' });
    const plain = { code: 'LML_EXECUTOR', message: expect.stringContaining('plain data') };
    await expect(run({ what: 'function' })).rejects.toMatchObject(plain);
    await expect(run({ what: 'where', data: () => 1 })).rejects.toMatchObject(plain);
    expect((await run({ what: 'where' })).pid).toBe(pid);
  });

  it('are replaced when they die, and the job is done again', async () => {
    open(1);
    const { pid } = await run({ what: 'where' });
    expect(await run({ what: 'dieOnce', file: newFile() })).toBe('done again');
    expect((await run({ what: 'where' })).pid).not.toBe(pid);
  });

  it('are replaced when they die between two jobs', async () => {
    open(1);
    const { pid } = await run({ what: 'where' });
    process.kill(pid, 'SIGKILL');
    expect((await run({ what: 'where' })).pid).not.toBe(pid);
  });

  it('are given up after a job has been done again three times', async () => {
    open(1);
    const file = newFile();
    await expect(run({ what: 'die', file })).rejects.toMatchObject({
      code: 'LML_EXECUTOR',
      message: expect.stringMatching(/'job-die' ended with the exit code 7, 4 times .*\nno memory is left\n/s),
    });
    expect(readFileSync(file, 'utf8')).toBe('xxxx');
    expect(await run({ what: 'numbers' })).toHaveLength(4);
  });

  it('leave Ctrl-C to their parent', async () => {
    open(1);
    expect(await run({ what: 'signalled', signal: 'SIGINT' })).toBe('still here');
  });

  it('are ended by close though they hear nothing', async () => {
    open(2);
    const [deaf, cancelled] = [newFile(), newFile()];
    const results = Promise.allSettled([
      run({ what: 'deaf', file: deaf }),
      run({ what: 'untilCancelled', file: cancelled }),
    ]);
    const pids = await Promise.all([deaf, cancelled].map(pidIn));
    await queue.close();
    expect(pids.some(lives)).toBe(false);
    expect(await results).toEqual([
      { status: 'rejected', reason: expect.objectContaining({ code: 'LML_EXECUTOR' }) },
      { status: 'fulfilled', value: 'cancelled' },
    ]);
  }, 30_000);

  it('print nothing but warnings, and those once', async () => {
    const jobs = JSON.stringify([{ what: 'say' }, { what: 'say' }, { what: 'say' }]);
    const output = await new Promise((resolve, reject) => {
      execFile(
        process.execPath,
        [parent, '3', jobs],
        { env: { ...process.env, NODE_OPTIONS: '' } },
        (error, ...streams) => (error === null ? resolve(streams.join('')) : reject(error)),
      );
    });
    expect(output).not.toContain('printed');
    expect(output.split('The smallest class has 2 samples.')).toHaveLength(2);
    expect(output).toContain('[LML_SMALL_CLASS] LmlWarning');
  });

  it.each(['SIGKILL', 'SIGTERM', 'SIGINT'])('end with their parent, which ends by %s', async (signal) => {
    const file = newFile();
    const coordinator = spawn(process.execPath, [parent, '1', JSON.stringify([{ what: 'untilCancelled', file }])]);
    const pid = await pidIn(file);
    coordinator.kill(signal);
    await until(() => !lives(pid));
    expect(lives(pid)).toBe(false);
  });

  it('train the folds of a cross-validation, with the results that they have in this process', async () => {
    const crossValidate = async (executor, name) => {
      const project = await projectFromConfig({
        name,
        seed: 3,
        folder,
        learner: {
          name: 'supervised',
          model: { name: 'mlp', inputSize: 4, hiddenSizes: [8], outputSize: 3 },
          loss: 'cross-entropy',
          optimizer: { name: 'adam', lr: 0.01 },
          metrics: ['accuracy'],
        },
        data: { dataset: 'iris' },
        trainer: { maxEpochs: 2, loggers: [], progressBar: false },
      });
      const splitter = { name: 'k-fold', nSplits: 3, shuffle: true, randomState: 1 };
      const { folds, ...result } = await project.crossValidate({ splitter, predict: 'outputs', executor });
      const kept = folds.map(({ values, epochs, testSize }) => ({ values, epochs, testSize }));
      return { folds: kept, mean: result.mean, predictions: result.predictions };
    };
    const there = await crossValidate(processes({ workers: 2 }), 'there');
    expect(there.predictions.shape).toEqual([150, 3]);
    expect(there).toEqual(await crossValidate(undefined, 'here'));
  });
});
