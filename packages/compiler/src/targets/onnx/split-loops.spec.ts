import type { OnnxModelGraph } from './model.js';
import type { Runtime, RuntimeOptions, RuntimeSession } from './runtime/runtime.js';
import { splitSession } from './split-loops.js';

const value = (name: string) => ({ name, type: 'float32', shape: [3] }) as const;

function model(op: string): OnnxModelGraph {
  const nodes = [{ op, domain: '', inputs: ['x'], outputs: ['y'], attributes: {} }];
  return { name: op, nodes, inputs: [value('x')], outputs: [value('y')], initializers: [] };
}

/** A runtime with four threads, of whose sessions a run takes so many seconds, and gives the numbers fed plus something. */
function fakeRuntime(
  seconds: Readonly<Record<string, number>>,
  adds: Readonly<Record<string, number>> = {},
  isDisturbed: (run: number) => boolean = () => false,
) {
  const released: string[] = [];
  const made: string[] = [];
  let [time, runs] = [0, 0];
  const session = (threads: string): RuntimeSession => ({
    outputNames: ['y'],
    run: (feeds, fetches) => {
      if (seconds[threads] === undefined) throw new Error('out of memory');
      time += seconds[threads] + (isDisturbed(runs++) ? 0.02 : 0);
      const tensor = fetches['y']!;
      (tensor.data as Float32Array).set((feeds['x']!.data as Float32Array).map((each) => each + (adds[threads] ?? 0)));
      return Promise.resolve({ y: tensor });
    },
    release: () => Promise.resolve(void released.push(threads)),
  });
  const runtime = {
    threads: 4,
    tensor: (_type: string, data: unknown, dims: readonly number[]) => ({ data, dims }),
    createSession(_code: Uint8Array, { threads }: RuntimeOptions) {
      made.push(String(threads ?? 'usual'));
      return Promise.resolve(session(made.at(-1)!));
    },
  } as unknown as Runtime;
  return { runtime, made, released, timing: { now: () => time } };
}

async function chosen(fake: ReturnType<typeof fakeRuntime>, op = 'Scan', options: RuntimeOptions = {}) {
  const session = await splitSession(model(op), new Uint8Array(1), fake.runtime, options, fake.timing);
  const before = [...fake.released];
  await session.release();
  return { threads: fake.released.at(-1), released: before };
}

describe('splitSession', () => {
  it.each(['Scan', 'Loop'])(
    'takes the fastest number of threads for a %s, and frees the other sessions',
    async (op) => {
      const fake = fakeRuntime({ usual: 0.004, 1: 0.003, 2: 0.0035 });
      expect(await chosen(fake, op)).toEqual({ threads: '1', released: ['usual', '2'] });
    },
  );

  it('keeps all threads where fewer are hardly faster', async () => {
    const fake = fakeRuntime({ usual: 0.004, 1: 0.0039, 2: 0.005 });
    expect(await chosen(fake)).toEqual({ threads: 'usual', released: ['1', '2'] });
  });

  it('takes no number of threads by which other numbers come out', async () => {
    const fake = fakeRuntime({ usual: 0.004, 1: 0.001, 2: 0.003 }, { 1: 1e-7 });
    expect(await chosen(fake)).toEqual({ threads: '2', released: ['usual', '1'] });
  });

  it('keeps all threads where no numbers come out that could be compared', async () => {
    const fake = fakeRuntime({ usual: 0.004, 1: 0.003, 2: 0.003 }, { usual: NaN, 1: NaN, 2: NaN });
    expect((await chosen(fake)).threads).toBe('usual');
  });

  it('is not led by runs that something else made slow', async () => {
    const fake = fakeRuntime({ usual: 0.004, 1: 0.003, 2: 0.005 }, {}, (run) => run % 7 !== 0);
    expect((await chosen(fake)).threads).toBe('1');
  });

  it('tries nothing else where a run takes so long that its ops must be large', async () => {
    const fake = fakeRuntime({ usual: 0.06, 1: 0.03, 2: 0.03 });
    expect(await chosen(fake)).toEqual({ threads: 'usual', released: [] });
    expect(fake.made).toEqual(['usual']);
  });

  it('keeps all threads where a trial fails', async () => {
    const fake = fakeRuntime({ usual: 0.004, 1: 0.003 });
    expect(await chosen(fake)).toEqual({ threads: 'usual', released: ['1', '2'] });
  });

  it.each<[string, string, RuntimeOptions]>([
    ['a graph without a loop', 'Relu', {}],
    ['a number of threads that is given', 'Scan', { threads: 3 }],
    ['providers that are given', 'Scan', { executionProviders: ['cpu'] }],
    ['a profile', 'Scan', { profile: 'steps' }],
  ])('tries nothing with %s', async (_, op, options) => {
    const fake = fakeRuntime({});
    await chosen(fake, op, options);
    expect(fake.made).toHaveLength(1);
  });
});
