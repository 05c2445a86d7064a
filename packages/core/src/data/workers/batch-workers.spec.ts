import { jest } from '@jest/globals';

import { platform } from '#platform';

import { DataLoader, ndArray, subset, warn, type Dataset, type Transform } from '../../index.js';
import { defineComponent } from '../../registry/define-component.js';
import { registerPlugin } from '../../registry/global.js';
import { z } from 'zod';
import { BatchWorkers, type WorkerReader } from './batch-workers.js';
import type { FromWorker, JobMessage, ToWorker, WorkerStart } from './worker-messages.js';

const ten = defineComponent({
  kind: 'dataset',
  name: 'ten',
  summary: 'Ten samples.',
  schema: z.strictObject({}),
  create: (): Dataset => ({ open() {}, length: 10, get: (index) => ({ input: index }) }),
});
const learning = defineComponent({
  kind: 'transform',
  name: 'learning',
  summary: 'Learns a number.',
  schema: z.strictObject({}),
  create: (): Transform & { learn(value: number): void } => {
    let learnt = NaN;
    return {
      apply: (sample) => sample,
      learn: (value) => (learnt = value),
      state: () => (Number.isNaN(learnt) ? undefined : { value: ndArray([learnt]) }),
      load: () => undefined,
    };
  },
});
registerPlugin({ name: 'batch-workers-spec', version: '1.0.0', apiVersion: 1, components: [ten, learning] });

/** A thread that does only what a test tells it. */
class FakeThread {
  readonly told: ToWorker[] = [];
  held = false;
  ended = false;
  readonly #hear: (message: unknown) => void;
  readonly #end: (end: { code: number; error: Error | undefined }) => void;

  constructor(
    readonly start: WorkerStart,
    listener: { onMessage(message: unknown): void; onEnd(end: { code: number; error: Error | undefined }): void },
  ) {
    this.#hear = listener.onMessage;
    this.#end = listener.onEnd;
  }

  get jobs(): JobMessage[] {
    return this.told.filter((message) => 'job' in message);
  }

  /** The places of the jobs that it was sent. */
  get places(): number[] {
    return this.jobs.map(({ work }) => work.position);
  }

  /** Claims a job, as a thread does before it begins: whether it is its own. */
  claim(position: number): boolean {
    const { slot, job } = this.jobs.find(({ work }) => work.position === position)!;
    return Atomics.compareExchange(this.start.claims, slot, job, -1 - this.start.id) === job;
  }

  say(message: FromWorker): void {
    this.#hear(message);
  }

  finish(position: number): void {
    const { job } = this.jobs.find(({ work }) => work.position === position)!;
    const array = Float32Array.of(position);
    this.say({ done: job, batch: { input: ndArray(array) }, arrays: [['float32', array]] });
  }

  die(code = 1, error?: Error): void {
    this.ended = true;
    this.#end({ code, error });
  }
}

interface Threads {
  startThread?: NonNullable<typeof platform.startThread>;
}

let threads: FakeThread[] = [];

beforeEach(() => {
  threads = [];
  jest.spyOn(platform as Required<Threads>, 'startThread').mockImplementation((_, { data }, listener) => {
    const thread = new FakeThread(data as WorkerStart, listener);
    threads.push(thread);
    return {
      send: (message) => void thread.told.push(structuredClone(message) as ToWorker),
      ref: () => void (thread.held = true),
      unref: () => void (thread.held = false),
      end: async () => thread.die(),
    };
  });
});
afterEach(() => {
  jest.restoreAllMocks();
});

const settingsOf = (transforms: readonly Transform[] = [], dataset: Dataset = ten()) =>
  new DataLoader({ dataset, transforms, prefetch: 3 }).options;

function opened(count: number): { pool: BatchWorkers; reader: WorkerReader } {
  const pool = new BatchWorkers({ count });
  return { pool, reader: pool.open(settingsOf(), 0) };
}
function ask(reader: WorkerReader, position: number) {
  const made = reader.make({ indices: Int32Array.of(position), position });
  made.catch(() => undefined);
  return made;
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('threads that make batches', () => {
  it('start when there is work for them, and share it', async () => {
    const { reader } = opened(2);
    expect([threads.length, reader.ahead]).toEqual([0, 6]);
    for (let position = 0; position < 5; position++) void ask(reader, position);
    expect(threads.map(({ places }) => places)).toEqual([
      [0, 2, 4],
      [1, 3],
    ]);
    // What batches are made of is told once.
    expect(threads[0]!.told.map((message) => Object.keys(message)[0])).toEqual(['source', 'pass', 'job', 'job', 'job']);
  });

  it('take over what nobody has begun, so that it is made once', async () => {
    const { reader } = opened(2);
    const made = [0, 1, 2, 3].map((position) => ask(reader, position));
    const [slow, fast] = threads as [FakeThread, FakeThread];
    expect(slow.claim(0)).toBe(true);
    for (const position of [1, 3]) {
      expect(fast.claim(position)).toBe(true);
      fast.finish(position);
    }
    await settled();
    expect(fast.places).toEqual([1, 3, 2]);
    expect([fast.claim(2), slow.claim(2)]).toEqual([true, false]);
    fast.finish(2);
    expect((await made[2])?.batch).toEqual({ input: ndArray(Float32Array.of(2)) });
    slow.finish(0);
    await Promise.all(made);
  });

  it('get arrays back with their next job', async () => {
    const { reader } = opened(1);
    const first = ask(reader, 0);
    const [thread] = threads as [FakeThread];
    thread.claim(0);
    thread.finish(0);
    const made = await first;
    made.giveBack();
    made.giveBack();
    void ask(reader, 1);
    expect(thread.jobs.map(({ returned }) => returned)).toEqual([[], [['float32', Float32Array.of(0)]]]);
  });

  it('keep the process alive while somebody waits', async () => {
    const { reader } = opened(2);
    const first = ask(reader, 0);
    expect(threads.map(({ held }) => held)).toEqual([false]);
    const waiting = reader.wait(first);
    void ask(reader, 1);
    expect(threads.map(({ held }) => held)).toEqual([true, true]);
    threads[0]!.claim(0);
    threads[0]!.finish(0);
    await waiting;
    expect(threads.map(({ held }) => held)).toEqual([false, false]);
  });

  it('do no more for a reader that has ended', async () => {
    const { pool, reader } = opened(1);
    for (let position = 0; position < 3; position++) void ask(reader, position);
    const [thread] = threads as [FakeThread];
    thread.claim(0);
    reader.end();
    expect([thread.claim(1), thread.claim(2)]).toEqual([false, false]);
    thread.finish(0);
    await settled();
    // What it has made for nobody comes back to it.
    const other = pool.open(settingsOf(), 1);
    void ask(other, 7);
    expect(thread.jobs.at(-1)!.returned).toEqual([['float32', Float32Array.of(0)]]);
    expect(thread.told.filter((message) => 'forget' in message)).toHaveLength(1);
  });

  it('that die fail what they had begun; others make the rest', async () => {
    const { reader } = opened(2);
    const made = [0, 1, 2, 3].map((position) => ask(reader, position));
    const [first, second] = threads as [FakeThread, FakeThread];
    first.claim(0);
    first.die(7);
    const named = `lml-data-${first.start.id} ended while it made this batch, with the exit code 7`;
    await expect(made[0]).rejects.toMatchObject({
      code: 'LML_DATA_WORKER',
      message: expect.stringContaining(named) as unknown,
    });
    // In its place comes a new one.
    expect(threads).toHaveLength(3);
    const third = threads[2]!;
    expect([...second.places, ...third.places].sort()).toEqual([1, 2, 3]);
    for (const thread of [second, third]) {
      for (const position of thread.places) {
        thread.claim(position);
        thread.finish(position);
      }
    }
    expect(await Promise.all(made.slice(1))).toHaveLength(3);
  });

  it('that cannot start are not started again and again', async () => {
    const { reader } = opened(1);
    const made = [ask(reader, 0), ask(reader, 1)];
    threads[0]!.die(1, new Error('Cannot find the program'));
    for (const batch of made)
      await expect(batch).rejects.toThrow('could not start, with an error: Cannot find the program');
    expect(threads).toHaveLength(1);
  });

  it('end when they are closed, and start again', async () => {
    const { pool, reader } = opened(2);
    const made = [ask(reader, 0), ask(reader, 1)];
    const refused = made.map((batch) => expect(batch).rejects.toMatchObject({ code: 'LML_DATA_WORKER' }));
    await pool.close();
    await Promise.all(refused);
    expect(threads.map(({ ended }) => ended)).toEqual([true, true]);
    const again = ask(reader, 2);
    threads[2]!.claim(2);
    threads[2]!.finish(2);
    expect((await again).batch).toEqual({ input: ndArray(Float32Array.of(2)) });
  });

  it('are asked for more than there is room for, after some time', async () => {
    const { reader } = opened(1);
    const made = Array.from({ length: 1030 }, (_, position) => ask(reader, position));
    const [thread] = threads as [FakeThread];
    expect(thread.jobs).toHaveLength(1024);
    for (let position = 0; position < 1030; position++) {
      thread.claim(position);
      thread.finish(position);
      await Promise.resolve();
      await made[position];
    }
    expect(thread.jobs).toHaveLength(1030);
  });

  it('know what transforms have learnt when an epoch begins, and the parts of one dataset by their indices', async () => {
    const pool = new BatchWorkers({ count: 1 });
    const transform = learning();
    const whole = ten();
    const settings = settingsOf([transform], subset(whole, [3, 4]));
    for (const epoch of [0, 1]) {
      const reader = pool.open(settings, epoch);
      void ask(reader, epoch);
      reader.end();
      transform.learn(5);
    }
    void ask(pool.open(settingsOf([], subset(whole, [1])), 0), 9);
    const { told } = threads[0]!;
    const states = told.flatMap((message) => ('of' in message ? [message.states] : []));
    expect(states).toEqual([[undefined], [{ value: ndArray([5]) }], []]);
    const sources = told.flatMap((message) => ('source' in message ? [message.carried] : []));
    expect(sources.map(({ parts }) => parts)).toEqual([[Int32Array.of(3, 4)], [Int32Array.of(1)]]);
    expect(sources[0]!.dataset!.id).toBe(sources[1]!.dataset!.id);
  });

  it('let warnings be told here, and say what cannot be sent', async () => {
    const { reader } = opened(1);
    const samples = [{ input: () => 1 }];
    await expect(reader.make({ samples, position: 0 })).rejects.toMatchObject({
      code: 'LML_DATA_WORKER',
      message: expect.stringContaining('cannot go to a worker thread') as unknown,
    });
    const warned = jest.spyOn(platform, 'warn').mockReturnValue(undefined);
    threads[0]!.say({ warning: { code: 'LML_SPEC', message: 'Of batch-workers.spec.' } });
    expect(warned).toHaveBeenCalledWith('LML_SPEC', 'Of batch-workers.spec.');
    expect(warn).toBeDefined();
  });
});
