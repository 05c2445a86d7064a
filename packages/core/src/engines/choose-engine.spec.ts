import { jest } from '@jest/globals';
import { z } from 'zod';

import { createRegistry, defineComponent, eager, MissingFeatureError, type AnyComponent } from '../index.js';
import { plugin as core } from '../register.js';
import type { Engine } from '../steps/engine.js';
import { platform } from '#platform';
import { AutoEngine } from './auto-engine.js';
import type { ChoiceStore, EngineChoice } from './engine-choice.js';

interface Fake {
  rank: number;
  /** The seconds that its steps take; without, the probe fails. */
  seconds?: number;
  /** What it says of itself. */
  notice?: string;
  /** Why its setup fails. */
  error?: Error;
  /** Whether it compiles steps. Default true. */
  compiles?: boolean;
}

/** What there is on a machine, by name. */
type Machine = Record<string, Fake>;

/** What happened to the engines. */
let events: string[];
let choices: ChoiceStore;
/** What the store has. */
let kept: Map<string, EngineChoice>;

/** A component that is the eager engine under another name; what it does is asked of the machine each time. */
function engineOf(machine: Machine, name: string): AnyComponent {
  return defineComponent({
    kind: 'engine',
    name,
    summary: 'For tests.',
    schema: z.strictObject({}),
    rank: machine[name]!.rank,
    create: (): Engine => {
      const own = eager();
      const { notice, error, compiles = true } = machine[name]!;
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
        ...(compiles && { describe: () => Promise.resolve('') }),
        dispose() {
          events.push(`${name} dispose`);
          own.dispose();
        },
      };
    },
  });
}

function autoOn(machine: Machine): AutoEngine {
  const components = Object.keys(machine).map((name) => engineOf(machine, name));
  const plugin = { name: '@lml/compiler', version: '1.0.0', apiVersion: 1, components };
  return new AutoEngine(createRegistry({ plugins: [core, plugin] }), {
    choices,
    measure: (engines) =>
      Promise.all(
        engines.map(({ name }) => {
          events.push(`${name} probe`);
          const { seconds } = machine[name]!;
          return seconds === undefined ? Promise.reject(new Error('no answer')) : Promise.resolve(seconds);
        }),
      ),
  });
}

/** Sets the engine up that is chosen on a machine, and gives its notice. */
async function noticeOn(machine: Machine, continues?: string): Promise<string | undefined> {
  const engine = autoOn(machine);
  await engine.setup({ seed: 0, continues });
  const { name, notice } = engine;
  expect(notice).toMatch(new RegExp(`^engine ${name}`));
  engine.dispose();
  return notice;
}

const gone = (message: string): Error => new MissingFeatureError(message);

describe('The choice of an engine', () => {
  beforeEach(() => {
    events = [];
    kept = new Map();
    choices = {
      find: (circumstances) => Promise.resolve(kept.get(circumstances)),
      keep(circumstances, choice) {
        kept.set(circumstances, choice);
        return Promise.resolve(choice);
      },
    };
  });

  it('measures nothing where one engine compiles steps, or the best does not', async () => {
    expect(await noticeOn({ fast: { rank: 20 }, plain: { rank: 5, compiles: false } })).toBe('engine fast');
    expect(await noticeOn({ plain: { rank: 30, compiles: false }, fast: { rank: 20 } })).toBe('engine plain');
    expect(await noticeOn({ fast: { rank: 20 }, other: { rank: 10, error: gone('Not here.') } })).toBe('engine fast');
    expect(events.filter((event) => event.endsWith('probe'))).toEqual([]);
    expect(kept.size).toBe(0);
  });

  it.each([
    ['that of the greater rank where it is faster', 0.5, 1, 'engine a: in a probe 2 times as fast as b'],
    ['that of the greater rank where the difference may be chance', 1.09, 1, 'engine a: in a probe as fast as b'],
    ['the other one where that is faster by more', 1.36, 1, 'engine b: in a probe 1.4 times as fast as a'],
  ])('takes %s', async (_, a, b, notice) => {
    expect(await noticeOn({ a: { rank: 20, seconds: a }, b: { rank: 10, seconds: b } })).toBe(notice);
  });

  it('compares all that compile steps, and says why better ones do not work', async () => {
    const machine = {
      first: { rank: 40, error: gone('The first is not installed.') },
      a: { rank: 30, seconds: 4 },
      b: { rank: 20, seconds: 1.05 },
      c: { rank: 10, seconds: 1 },
      last: { rank: 5, error: gone('The last is not installed.') },
    };
    expect(await noticeOn(machine)).toBe(
      'engine b: in a probe 3.8 times as fast as a and as fast as c; not first: The first is not installed',
    );
  });

  it('sets the one that is taken up anew after the probe, and frees the others', async () => {
    await noticeOn({ a: { rank: 20, seconds: 2 }, b: { rank: 10, seconds: 1 } });
    expect(events).toEqual(['a setup', 'b setup', 'a probe', 'b probe', 'a dispose', 'b setup', 'b dispose']);
  });

  it('remembers what it took, and starts no other', async () => {
    const machine = { a: { rank: 20, seconds: 2 }, b: { rank: 10, seconds: 1 } };
    const notice = await noticeOn(machine);
    machine.b.seconds = 9;
    events = [];
    expect(await noticeOn(machine)).toBe(notice);
    expect(events).toEqual(['b setup', 'b dispose']);
  });

  it('looks again at what was missing, and measures anew where it works now', async () => {
    const machine: Machine = {
      new: { rank: 30, seconds: 1, error: gone('Not installed.') },
      a: { rank: 20, seconds: 2 },
      b: { rank: 10, seconds: 2 },
    };
    expect(await noticeOn(machine)).toBe('engine a: in a probe as fast as b; not new: Not installed');
    expect(await noticeOn(machine)).toBe('engine a: in a probe as fast as b; not new: Not installed');
    delete machine['new']!.error;
    expect(await noticeOn(machine)).toBe('engine new: in a probe 2 times as fast as a and 2 times as fast as b');
    expect([...kept.values()].map(({ engine }) => engine)).toEqual(['new']);
  });

  it('measures anew where the engine that was taken has changed, or works no longer', async () => {
    const machine: Machine = {
      a: { rank: 20, seconds: 2 },
      b: { rank: 10, seconds: 1, notice: 'engine b (version 1)' },
    };
    await noticeOn(machine);
    machine['b'] = { rank: 10, seconds: 3, notice: 'engine b (version 2)' };
    expect(await noticeOn(machine)).toBe('engine a: in a probe 1.5 times as fast as b');
    machine['a'] = { rank: 20, error: gone('It was removed.') };
    expect(await noticeOn(machine)).toBe('engine b (version 2): not a: It was removed');
  });

  it('measures anew on another machine, with another runtime, and with other engines', async () => {
    const machine: Machine = { a: { rank: 20, seconds: 2 }, b: { rank: 10, seconds: 1 } };
    await noticeOn(machine);
    const get = jest.spyOn(platform, 'machine', 'get');
    const here = { ...platform.machine, memory: 1 };
    for (const other of [
      { cores: 999 },
      { processor: 'another' },
      { runtime: 'Node 0.1.0' },
      { architecture: 'z80' },
    ]) {
      get.mockReturnValue({ ...here, ...other });
      await noticeOn(machine);
    }
    get.mockRestore();
    await noticeOn({ ...machine, c: { rank: 5, seconds: 1 } });
    expect(kept.size).toBe(6);
    jest.spyOn(platform, 'machine', 'get').mockReturnValue(here);
    events = [];
    await noticeOn(machine);
    jest.restoreAllMocks();
    expect(events).toEqual(['b setup', 'b dispose']);
  });

  it('keeps to ranks where a probe fails, and remembers nothing', async () => {
    expect(await noticeOn({ a: { rank: 20, seconds: 2 }, b: { rank: 10 } })).toBe(
      'engine a: not compared with b, since a probe failed: no answer',
    );
    expect(kept.size).toBe(0);
  });

  it('does not stumble over an engine of a lower rank that is broken', async () => {
    expect(await noticeOn({ a: { rank: 20 }, b: { rank: 10, error: new Error('broken') } })).toBe('engine a');
  });

  it('takes what another process has chosen meanwhile', async () => {
    const probes = { a: { notice: 'engine a', seconds: 1 }, b: { notice: 'engine b', seconds: 3 } };
    choices = { ...choices, keep: () => Promise.resolve({ engine: 'a', probes }) };
    expect(await noticeOn({ a: { rank: 20, seconds: 2 }, b: { rank: 10, seconds: 1 } })).toBe(
      'engine a: in a probe 3 times as fast as b',
    );
  });

  describe('for a run that goes on', () => {
    const machine: Machine = { a: { rank: 20, seconds: 1 }, b: { rank: 10, seconds: 2 } };

    it('is the engine of that run, whatever a probe would say', async () => {
      expect(await noticeOn(machine, 'b')).toBe('engine b: that of the run which is gone on from');
      expect(await noticeOn(machine, 'eager')).toBe('engine eager (cpu): that of the run which is gone on from');
      expect(events.filter((event) => event.endsWith('probe'))).toEqual([]);
    });

    it('is another one where that engine is missing, which a warning says', async () => {
      const warn = jest.spyOn(platform, 'warn').mockReturnValue();
      expect(await noticeOn(machine, 'c')).toMatch(/^engine a/);
      kept.clear();
      expect(await noticeOn({ ...machine, b: { rank: 10, error: gone('Not installed.') } }, 'b')).toBe('engine a');
      expect(warn.mock.calls).toEqual([
        [
          'LML_OTHER_ENGINE',
          "The run that is gone on from was on the engine 'c', which does not work here: no package that is imported has it. It goes on with another one, whose numbers differ in their last digits.",
        ],
        [
          'LML_OTHER_ENGINE',
          "The run that is gone on from was on the engine 'b', which does not work here: Not installed. It goes on with another one, whose numbers differ in their last digits.",
        ],
      ]);
      warn.mockRestore();
    });
  });
});
