import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';

import type { HostBatch } from '../data/batch.js';
import { ndArray, type NdArray } from '../data/nd-array.js';
import { create } from '../index.js';
import { valueAndGradients } from '../tensorflow/gradients.js';
import { eager, type EagerEngine } from './eager-engine.js';
import type { StateEntry } from '../steps/state.js';
import { currentStepContext, type StepContext } from '../steps/step-context.js';
import type { DeviceValue, Step, StepOutput } from '../steps/step.js';
import type { TensorTree } from '../tensorflow/tensor-tree.js';

type Batch = Readonly<Record<string, TensorTree>>;

/** A step with a name of its own, so that each is watched for purity. */
let steps = 0;
const step = (run: (context: StepContext, batch: Batch) => StepOutput, changes: Partial<Step> = {}): Step => ({
  name: `step ${steps++}`,
  stage: 'train',
  training: true,
  run: (batch, context) => run(context, batch),
  ...changes,
});

const entry = (name: string, value: NdArray, dtype: StateEntry['dtype'] = 'float32'): StateEntry => ({
  name,
  shape: value.shape,
  dtype,
  trainable: true,
  value,
});

const scalar = (value: number): NdArray => ndArray(value);

async function readScalars(scalars: Readonly<Record<string, DeviceValue>>): Promise<Record<string, number>> {
  const entries = Object.entries(scalars).map(async ([name, value]) => {
    const { data } = await value.read();
    value.dispose();
    return [name, Number(data[0])] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

describe('The eager engine', () => {
  let engine: EagerEngine;
  let tensors: number;

  /** Runs a step and gives the numbers that it reports. */
  const run = (run: Parameters<typeof step>[0], batch: HostBatch = {}, hyper?: Record<string, number>, number = 0) =>
    readScalars(engine.run(step(run), batch, { step: number, hyper }).scalars);

  const valueOf = async (name: string): Promise<NdArray> => (await engine.read([name]))[name]!;

  beforeEach(async () => {
    tensors = tf.memory().numTensors;
    engine = eager();
    await engine.setup({ seed: 7 });
  });

  afterEach(() => {
    engine.dispose();
    expect(tf.memory().numTensors).toBe(tensors);
  });

  it('is a registered component', () => {
    expect(create('engine', 'eager')).toMatchObject({ name: 'eager' });
    expect(eager()).toMatchObject({ name: 'eager' });
  });

  it('says on which backend it computes, once it is set up', () => {
    expect([engine.notice, eager().notice]).toEqual(['engine eager (cpu)', undefined]);
  });

  describe('holds state', () => {
    it('that was declared, with its first values', async () => {
      engine.declare([
        entry('w', ndArray([1, 2])),
        entry('n', ndArray(3, { dtype: 'int32' }), 'int32'),
        entry('b', ndArray([true]), 'bool'),
      ]);
      expect(engine.state).toEqual([
        { name: 'w', shape: [2], dtype: 'float32', trainable: true },
        { name: 'n', shape: [], dtype: 'int32', trainable: true },
        { name: 'b', shape: [1], dtype: 'bool', trainable: true },
      ]);
      expect(await engine.read()).toEqual({
        w: ndArray([1, 2]),
        n: ndArray(3, { dtype: 'int32' }),
        b: ndArray([true]),
      });
      expect(await engine.read(['n'])).toEqual({ n: ndArray(3, { dtype: 'int32' }) });
    });

    it('in the data types of the declaration', async () => {
      engine.declare([entry('f', ndArray([0.1], { dtype: 'float64' })), entry('n', ndArray([2n]), 'int32')]);
      expect(await engine.read()).toEqual({ f: ndArray([0.1]), n: ndArray([2], { dtype: 'int32' }) });
    });

    it('that can be replaced', async () => {
      engine.declare([entry('w', scalar(1))]);
      await engine.write({ w: scalar(2) });
      expect(await valueOf('w')).toEqual(scalar(2));
      engine.declare([entry('w', ndArray([3, 4]))]);
      expect([await valueOf('w'), engine.state[0]?.shape]).toEqual([ndArray([3, 4]), [2]]);
    });

    it('that does not change with the arrays it was made of, nor they with it', async () => {
      const array = ndArray([1, 2]);
      engine.declare([entry('w', array)]);
      (array.data as Float32Array)[0] = 9;
      const read = await valueOf('w');
      expect(read).toEqual(ndArray([1, 2]));
      (read.data as Float32Array)[1] = 9;
      expect(await valueOf('w')).toEqual(ndArray([1, 2]));
    });

    it('written in JavaScript’s numbers and read back the same', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(fc.float(), { minLength: 1 }), async (values) => {
          engine.declare([entry('w', ndArray(Float32Array.from(values)))]);
          expect((await valueOf('w')).data).toEqual(Float32Array.from(values));
        }),
      );
    });

    it('and refuses names that were not declared', async () => {
      engine.declare([entry('w', scalar(1)), entry('v', scalar(1))]);
      await expect(engine.read(['w', 'x'])).rejects.toThrow("There is no state named 'x'. Declared: w, v.");
      await expect(engine.write({ w: scalar(5), x: scalar(1) })).rejects.toMatchObject({
        code: 'LML_UNDECLARED_STATE',
      });
      expect(await valueOf('w')).toEqual(scalar(1));
    });

    it('and refuses values of another shape, or that do not fill theirs, whole', async () => {
      engine.declare([entry('w', scalar(1)), entry('v', ndArray([1, 2]))]);
      await expect(engine.write({ w: scalar(5), v: ndArray([1]) })).rejects.toThrow(
        "State 'v' is declared with shape [2], but was given a value of shape [1]",
      );
      await expect(engine.write({ v: { ...ndArray([1, 2]), data: Float32Array.of(1) } })).rejects.toMatchObject({
        code: 'LML_SHAPE_MISMATCH',
      });
      const wrong = { ...entry('u', ndArray([1])), shape: [2] };
      expect(() => engine.declare([entry('t', scalar(0)), wrong])).toThrow(
        expect.objectContaining({ code: 'LML_SHAPE_MISMATCH' }),
      );
      expect(engine.state.map(({ name }) => name)).toEqual(['w', 'v']);
      expect(await valueOf('w')).toEqual(scalar(1));
    });

    it.each([[2n ** 31n], [-(2n ** 31n) - 1n]])('and refuses the int64 %s, which int32 cannot hold', async (value) => {
      engine.declare([entry('n', ndArray([1n]), 'int32')]);
      const write = engine.write({ n: ndArray([value]) });
      await expect(write).rejects.toMatchObject({ code: 'LML_DTYPE_RANGE' });
      await expect(write).rejects.toThrow(`${value}, at position 0 of an int64 array, does not fit int32`);
    });

    it('until it is disposed; then it can be set up again', async () => {
      engine.declare([entry('w', scalar(1))]);
      engine.dispose();
      engine.dispose();
      expect(() => engine.state).toThrow(/engine must be set up: await engine.setup\({ seed }\)/);
      await engine.setup({ seed: 1 });
      expect(engine.state).toEqual([]);
    });
  });

  describe('runs a step', () => {
    it('on a batch as tensors; text and metadata stay on the host', async () => {
      const batch: HostBatch = {
        input: { image: ndArray([1, 2]), name: ['a', 'b'] },
        target: ndArray([5n, 6n]),
        bytes: ndArray(Uint8Array.of(7, 8)),
        exact: ndArray(Float64Array.of(0.5, 0.25)),
        words: ndArray(['a', 'b']),
        metadata: [{}, {}],
      };
      const seen: unknown[] = [];
      await run((_, tree) => {
        const { input, ...others } = tree as Record<string, tf.Tensor> & { input: Record<string, tf.Tensor> };
        seen.push(
          Object.keys(tree),
          Object.keys(input),
          input['image']!.dtype,
          ...Object.values(others).map(({ dtype }) => dtype),
        );
        return {};
      }, batch);
      expect(seen).toEqual([['input', 'target', 'bytes', 'exact'], ['image'], 'float32', 'int32', 'int32', 'float32']);
    });

    it('and says where a step reads a part that stays on the host, however deep it lies', async () => {
      const batch: HostBatch = { input: { image: ndArray([1, 2]), name: ['a', 'b'] }, target: ndArray([1, 2]) };
      const reading = async () =>
        run((_, { input }) => {
          void (input as Record<string, tf.Tensor>)['name'];
          return { scalars: {} };
        }, batch);
      await expect(reading()).rejects.toMatchObject({
        code: 'LML_HOST_PART',
        message: expect.stringContaining("'input.name'"),
      });
    });

    it('whose results and state do not change with the arrays of the batch', async () => {
      engine.declare([entry('w', ndArray([0, 0])), { ...entry('n', ndArray(Int32Array.of(0, 0))), dtype: 'int32' }]);
      const input = ndArray([1, 2]);
      const flags = ndArray([true, false]);
      const { scalars, outputs } = engine.run(
        step((context, { input: given, flags: truths }) => {
          context.write('w', given as tf.Tensor);
          context.write('n', truths as tf.Tensor);
          const part = tf.slice(given as tf.Tensor, [1], [1]);
          return { scalars: {}, outputs: { same: given!, part, number: tf.cast(truths as tf.Tensor, 'float32') } };
        }),
        { input, flags },
        { step: 0 },
      );
      (input.data as Float32Array).fill(9);
      (flags.data as Uint8Array).fill(1);
      const { same, part, number } = outputs as Record<string, DeviceValue>;
      expect([await same!.read(), await part!.read()]).toEqual([ndArray([1, 2]), ndArray([2])]);
      expect(await number!.read()).toEqual(ndArray([1, 0]));
      expect([await valueOf('w'), await valueOf('n')]).toEqual([ndArray([1, 2]), ndArray(Int32Array.of(1, 0))]);
      expect(scalars).toEqual({});
      for (const value of [same!, part!, number!]) value.dispose();
    });

    it('and gives its numbers and arrays, which can be read after it and are let go by who asked', async () => {
      const { scalars, outputs } = engine.run(
        step((_, { input }) => ({
          scalars: { sum: tf.sum(input as tf.Tensor) },
          outputs: { twice: tf.mul(input as tf.Tensor, 2), parts: { list: [input!, tf.zeros([2])] } },
        })),
        { input: ndArray([1, 2]) },
        { step: 0 },
      );
      engine.run(
        step(() => ({})),
        {},
        { step: 1 },
      );
      const { list } = outputs['parts'] as { list: DeviceValue[] };
      const values = [outputs['twice'] as DeviceValue, ...list];
      expect(scalars['sum']!.shape).toEqual([]);
      expect(await readScalars(scalars)).toEqual({ sum: 3 });
      expect(await Promise.all(values.map((value) => value.read()))).toEqual([
        ndArray([2, 4]),
        ndArray([1, 2]),
        ndArray([0, 0]),
      ]);
      for (const value of values) value.dispose();
    });

    it('that reads state, and commits what it wrote', async () => {
      engine.declare([entry('w', ndArray([1, 2])), entry('v', scalar(5))]);
      await run(({ read, write }) => {
        write('w', tf.mul(read('w'), 10));
        return {};
      });
      expect(await engine.read()).toEqual({ w: ndArray([10, 20]), v: scalar(5) });
    });

    it('that reads what it wrote before', async () => {
      engine.declare([entry('w', scalar(1))]);
      const scalars = await run(({ read, write }) => {
        const before = read('w');
        write('w', tf.add(read('w'), 1));
        const between = read('w');
        write('w', tf.mul(read('w'), 10));
        return {
          scalars: { before, between, after: read('w') },
        };
      });
      expect(scalars).toEqual({ before: 1, between: 2, after: 20 });
      expect(await valueOf('w')).toEqual(scalar(20));
    });

    it('whose writes survive gradients and their own scope', async () => {
      engine.declare([entry('w', scalar(3)), entry('seen', scalar(0))]);
      const scalars = await run(({ read, write }) => {
        const w = read('w');
        const { value, gradients } = valueAndGradients(() => {
          const loss = tf.square(w);
          write(
            'seen',
            tf.tidy(() => tf.add(loss, 1)),
          );
          return loss as tf.Scalar;
        }, [w]);
        write('w', tf.sub(w, gradients[0]!));
        return { scalars: { value } };
      });
      expect(scalars).toEqual({ value: 9 });
      expect(await engine.read()).toEqual({ w: scalar(-3), seen: scalar(10) });
    });

    it('that writes in the data type of the declaration', async () => {
      engine.declare([entry('n', ndArray(0, { dtype: 'int32' }), 'int32')]);
      await run(({ write }) => (write('n', tf.scalar(3)), {}));
      expect(await valueOf('n')).toEqual(ndArray(3, { dtype: 'int32' }));
    });

    it('with hyper-parameters by name, or else with their initial value', async () => {
      const scalars = await run(
        ({ hyper }) => ({ scalars: { lr: hyper('lr', 1), beta: hyper('beta', 0.5), again: hyper('lr') } }),
        {},
        { lr: 0.25 },
      );
      expect(scalars).toEqual({ lr: 0.25, beta: 0.5, again: 0.25 });
      await run(({ hyper }) => {
        expect(hyper('n', 3, 'int32').dtype).toBe('int32');
        return {};
      });
    });

    it('with the stage and mode of the step', async () => {
      const seen: unknown[] = [];
      const watch = step(
        (context) => {
          seen.push(context.stage, context.training, context.names, currentStepContext() === context);
          return {};
        },
        { stage: 'test', training: false },
      );
      engine.declare([entry('w', scalar(1))]);
      engine.run(watch, {}, { step: 0 });
      expect(seen).toEqual(['test', false, ['w'], true]);
      expect(currentStepContext()).toBeUndefined();
    });

    it('that keeps a tensor to its end', async () => {
      const scalars = await run(({ keep }) => {
        const kept = tf.tidy(() => keep(tf.scalar(4)));
        return { scalars: { kept } };
      });
      expect(scalars).toEqual({ kept: 4 });
    });

    it('without keeping tensors, however often', async () => {
      engine.declare([entry('w', ndArray([1, 2]))]);
      const counts: number[] = [];
      const learn = step(({ read, write, hyper }, { input }) => {
        const w = read('w');
        write('w', tf.add(w, tf.mul(hyper('lr', 0.1), input as tf.Tensor)));
        write('w', tf.add(read('w'), 1));
        return { scalars: { loss: tf.sum(w) } };
      });
      for (let number = 0; number < 5; number++) {
        await readScalars(engine.run(learn, { input: ndArray([1, 2]) }, { step: number }).scalars);
        counts.push(tf.memory().numTensors);
      }
      expect(new Set(counts).size).toBe(1);
    });
  });

  describe('draws random numbers', () => {
    const draw = (number: number, stage: Step['stage'] = 'train', own = engine): Promise<number[]> => {
      const { outputs } = own.run(
        step(
          ({ random }) => ({
            outputs: {
              first: random.uniform('a', [2]),
              second: random.uniform('a', [2]),
              mask: random.mask('m', [2], 0.5),
              normal: random.normal('n', [1]),
            },
          }),
          { stage },
        ),
        {},
        { step: number },
      );
      const read = Object.values(outputs).map(async (value) => {
        const { data } = await (value as DeviceValue).read();
        (value as DeviceValue).dispose();
        return Array.from(data as Float32Array);
      });
      return Promise.all(read).then((parts) => parts.flat());
    };

    it('that follow from seed, stage, stream and step alone', async () => {
      const other = eager();
      await other.setup({ seed: 7 });
      const first = await draw(3);
      expect(await draw(3)).toEqual(first);
      expect(await draw(3, 'train', other)).toEqual(first);
      for (const changed of [await draw(4), await draw(3, 'validation')]) expect(changed).not.toEqual(first);
      await other.setup({ seed: 8 });
      expect(await draw(3, 'train', other)).not.toEqual(first);
      other.dispose();
    });

    it('that differ where a stream is asked again', async () => {
      const [a, b, c, d] = await draw(0);
      expect([a, b]).not.toEqual([c, d]);
    });
  });

  describe('leaves, when a step fails, everything as it was', () => {
    const failing: [string, (context: StepContext, batch: Batch) => StepOutput, string][] = [
      [
        'in the middle',
        ({ read, write, keep, hyper }) => {
          keep(tf.scalar(1));
          hyper('lr', 1);
          write('w', tf.add(read('w'), 1));
          write('w', tf.add(read('w'), 1));
          throw new Error('in the middle');
        },
        'in the middle',
      ],
      [
        'in its gradients',
        ({ read }) => {
          valueAndGradients(() => {
            tf.square(read('w'));
            throw new Error('on the way');
          }, [read('w')]);
          return {};
        },
        'on the way',
      ],
      ['by what it reads', ({ read }) => (read('x'), {}), "There is no state named 'x'. Declared: w."],
      ['by what it writes', ({ write }) => (write('x', tf.scalar(1)), {}), "There is no state named 'x'"],
      [
        'by the shape of what it writes',
        ({ write }) => (write('w', tf.zeros([2])), {}),
        "State 'w' is declared with shape [], but was given a value of shape [2]",
      ],
      [
        'by a number that nobody set',
        ({ hyper }) => (hyper('lr'), {}),
        "hyper 'lr' must be set, or given an initial value in the step",
      ],
      [
        'by what it reports',
        () => ({ scalars: { good: tf.scalar(1), bad: 3 as never } }),
        "output 'bad' of a step must be a tensor, or lists and records of tensors, got 3",
      ],
      [
        'deep in what it gives',
        () => ({ outputs: { a: tf.scalar(1), b: { c: [undefined as never] } } }),
        "output 'b.c.0' of a step must be a tensor",
      ],
      ['by returning nothing', () => undefined as never, 'must be { scalars, outputs }, got undefined'],
      [
        'by returning a promise',
        () => Promise.resolve({}) as never,
        'must be { scalars, outputs }, got a promise (is an await missing?). A step is synchronous.',
      ],
    ];

    it.each(failing)('%s', async (_, body, message) => {
      engine.declare([entry('w', scalar(1))]);
      const before = tf.memory().numTensors;
      expect(() => engine.run(step(body), { input: ndArray([1]) }, { step: 0 })).toThrow(message);
      expect(tf.memory().numTensors).toBe(before);
      expect(await valueOf('w')).toEqual(scalar(1));
      expect(currentStepContext()).toBeUndefined();
      expect(await run(({ read }) => ({ scalars: { w: read('w') } }))).toEqual({ w: 1 });
    });

    it('by a batch that does not fit its data type', () => {
      const body = (): StepOutput => ({});
      expect(() => engine.run(step(body), { target: ndArray([2n ** 40n]) }, { step: 0 })).toThrow(
        expect.objectContaining({ code: 'LML_DTYPE_RANGE' }),
      );
    });
  });

  it('lets state be read while steps go on', async () => {
    engine.declare([entry('w', scalar(1))]);
    const reading = engine.read();
    await run(({ write }) => (write('w', tf.scalar(2)), {}));
    expect(await reading).toEqual({ w: scalar(1) });
    expect(await engine.read()).toEqual({ w: scalar(2) });
  });
});
