import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';

import { ndArray } from '../data/nd-array.js';
import { create, createRegistry, defineComponent, eager, MissingFeatureError, type AnyComponent } from '../index.js';
import { plugin as core } from '../register.js';
import type { Engine } from '../steps/engine.js';
import type { Step } from '../steps/step.js';

/** What happened to the engines that were tried. */
const events: string[] = [];

interface Fake {
  rank?: number;
  notice?: string;
  /** Why its setup fails. */
  error?: Error;
  /** What it says of any step, if it says something. */
  description?: string;
}

/** An engine like the eager one, of another name, that says what happens to it. */
function fake(name: string, { rank, notice, error, description }: Fake = {}): AnyComponent {
  const make = (): Engine => {
    const own = eager();
    return {
      name,
      notice,
      get state() {
        return own.state;
      },
      async setup(setup) {
        events.push(`${name} setup`);
        if (error !== undefined) throw error;
        await own.setup(setup);
      },
      declare: (entries) => own.declare(entries),
      write: (values) => own.write(values),
      read: (names) => own.read(names),
      run: (...args) => own.run(...args),
      ...(description !== undefined && { describe: ({ name: step }) => Promise.resolve(`${step}: ${description}`) }),
      dispose() {
        events.push(`${name} dispose`);
        own.dispose();
      },
    };
  };
  return defineComponent({
    kind: 'engine',
    name,
    summary: 'For tests.',
    schema: z.strictObject({}),
    create: make,
    ...(rank !== undefined && { rank }),
  });
}

/** An auto engine over core's engines and others, which come from `@lml/compiler` unless it is not to be there. */
function autoOver(components: readonly AnyComponent[], name = '@lml/compiler'): Engine {
  const plugin = { name, version: '1.0.0', apiVersion: 1, components };
  return createRegistry({ plugins: [core, plugin] }).build('engine', 'auto');
}

const missing = (message: string): Error => new MissingFeatureError(message);

/** Sets an engine up and gives its name and notice. */
async function chosenBy(engine: Engine): Promise<[string, string | undefined]> {
  await engine.setup({ seed: 0 });
  engine.dispose();
  return [engine.name, engine.notice];
}

describe('The auto engine', () => {
  beforeEach(() => {
    events.length = 0;
  });

  it('is called auto until it is set up, and then as the engine that it chose', async () => {
    const engine = create('engine', 'auto');
    expect([engine.name, engine.notice]).toEqual(['auto', undefined]);
    expect(await chosenBy(engine)).toEqual([
      'eager',
      'engine eager (cpu): @lml/compiler is not there (npm install it, and in code import it)',
    ]);
  });

  it('takes the registered engine of the greatest rank, and tries no other', async () => {
    const engine = autoOver([fake('slow', { rank: 1 }), fake('fast', { rank: 20, notice: 'engine fast (2 threads)' })]);
    expect(await chosenBy(engine)).toEqual(['fast', 'engine fast (2 threads)']);
    expect(events).toEqual(['fast setup', 'fast dispose']);
  });

  it('takes of one rank the first by name, whoever registered it', async () => {
    const plugins = [fake('b', { rank: 5 }), fake('a', { rank: 5 })].map((component, index) => ({
      name: `lml-plugin-${index}`,
      version: '1.0.0',
      apiVersion: 1,
      components: [component],
    }));
    const engine = createRegistry({ plugins: [...plugins, core] }).build('engine', 'auto');
    expect((await chosenBy(engine))[0]).toBe('a');
  });

  it('leaves engines without a rank alone', async () => {
    expect((await chosenBy(autoOver([fake('odd')])))[0]).toBe('eager');
    expect(events).toEqual([]);
  });

  it('passes over what is missing here, and says why', async () => {
    const reason = 'the runtime is not installed: npm install runtime';
    const engine = autoOver([
      fake('first', { rank: 30, error: missing('There is no accelerator.') }),
      fake('second', { rank: 20, error: missing(reason) }),
      fake('third', { rank: 10 }),
    ]);
    expect(await chosenBy(engine)).toEqual([
      'third',
      `engine third: not first: There is no accelerator; not second: ${reason}`,
    ]);
  });

  it('names LML’s own package of better engines where it is not imported, and only there', async () => {
    const slow = fake('slow', { rank: 1 });
    expect((await chosenBy(autoOver([slow], 'lml-plugin-slow')))[1]).toBe(
      'engine slow: @lml/compiler is not there (npm install it, and in code import it)',
    );
    expect((await chosenBy(autoOver([slow])))[1]).toBe('engine slow');
    const fast = fake('fast', { rank: 20 });
    expect((await chosenBy(autoOver([fast], 'lml-plugin-fast')))[1]).toBe('engine fast');
  });

  it('describes steps as the engine that it chose does, or not at all', async () => {
    const step: Step = { name: 'double', stage: 'train', training: true, run: () => ({}) };
    const engine = autoOver([fake('fast', { rank: 20, description: 'one node' }), fake('slow', { rank: 10 })]);
    expect(engine.describe).toBeUndefined();
    await engine.setup({ seed: 0 });
    await expect(engine.describe!(step, {}, { step: 0 })).resolves.toBe('double: one node');
    const other = autoOver([fake('slow', { rank: 20 })]);
    await other.setup({ seed: 0 });
    expect(other.describe).toBeUndefined();
    for (const each of [engine, other]) each.dispose();
  });

  it('throws on what is no missing feature, and tries no other engine', async () => {
    const engine = autoOver([fake('broken', { rank: 20, error: new Error('broken') }), fake('whole', { rank: 10 })]);
    await expect(engine.setup({ seed: 0 })).rejects.toThrow('broken');
    expect([engine.name, events]).toEqual(['auto', ['broken setup']]);
  });

  it('throws where no engine works, with all the reasons', async () => {
    const [auto] = core.components.filter(({ componentName }) => componentName === 'auto');
    const only = fake('only', { rank: 1, error: missing('Not on this machine.') });
    const plugin = { name: 'lml-plugin-only', version: '1.0.0', apiVersion: 1, components: [auto!, only] };
    const engine = createRegistry({ plugins: [plugin] }).build('engine', 'auto');
    await expect(engine.setup({ seed: 0 })).rejects.toMatchObject({
      code: 'LML_MISSING_FEATURE',
      message: 'No engine works here. Not on this machine. (LML_MISSING_FEATURE)',
    });
  });

  it('must be set up before it is used', async () => {
    const engine = create('engine', 'auto');
    const step = { name: 'nothing', stage: 'train', training: true, run: () => ({}) } satisfies Step;
    const code = 'LML_INVALID_ARGUMENT';
    await expect(engine.read()).rejects.toMatchObject({ code });
    await expect(engine.write({})).rejects.toMatchObject({ code });
    for (const use of [() => engine.state, () => engine.declare([]), () => engine.run(step, {}, { step: 0 })]) {
      expect(use).toThrow(expect.objectContaining({ code }));
    }
    expect(() => engine.dispose()).not.toThrow();
  });

  it('hands everything on to the engine that it chose', async () => {
    const before = tf.memory().numTensors;
    const engine = create('engine', 'auto');
    await engine.setup({ seed: 0 });
    engine.declare([{ name: 'w', shape: [], dtype: 'float32', trainable: true, value: ndArray(1) }]);
    await engine.write({ w: ndArray(3) });
    const double: Step = {
      name: 'double',
      stage: 'train',
      training: true,
      run(_batch, context) {
        context.write('w', tf.mul(context.read('w'), context.hyper('factor')));
        return { scalars: { w: context.read('w') } };
      },
    };
    const { scalars } = await engine.run(double, {}, { step: 0, hyper: { factor: 2 } });
    expect(await scalars['w']!.read()).toEqual(ndArray(6));
    scalars['w']!.dispose();
    expect([engine.state.map(({ name }) => name), await engine.read(['w'])]).toEqual([['w'], { w: ndArray(6) }]);
    engine.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('chooses anew each time that it is set up, after it let the other go', async () => {
    const engine = autoOver([fake('fast', { rank: 20 })]);
    await engine.setup({ seed: 0 });
    engine.declare([{ name: 'w', shape: [], dtype: 'float32', trainable: true, value: ndArray(1) }]);
    await engine.setup({ seed: 0 });
    expect([engine.state, events]).toEqual([[], ['fast setup', 'fast dispose', 'fast setup']]);
    engine.dispose();
  });
});
