import type { SharedRun } from './call-hook.js';
import type { Callback, RunContext } from './callback.js';
import { streamRun, withRun, type RunPlan } from './run-life.js';
import type { Session } from './session.js';

/** A plan that writes down what is done, in order; `fails` names what throws. */
function plan(done: string[], fails: readonly string[] = []): RunPlan {
  const note = (what: string): void => {
    done.push(what);
    if (fails.includes(what)) throw new Error(what);
  };
  const callback = (name: string): Callback => ({
    name,
    exception: (_run, error) => note(`exception ${name}: ${(error as Error).message}`),
    teardown: () => note(`teardown ${name}`),
  });
  return {
    callbacks: [callback('a'), callback('b')],
    open: () => {
      note('open');
      return Promise.resolve({ close: () => note('session') } as Session);
    },
    begin: () => {
      note('begin');
      return { action: 'test' } as SharedRun;
    },
    failed: () => {
      note('failed');
      return Promise.resolve();
    },
    release: () => [() => note('release')],
    close: (failure) => [
      () => note(failure === undefined ? 'close' : `close after ${(failure.error as Error).message}`),
    ],
  };
}

async function* count(): AsyncGenerator<number, string> {
  yield await Promise.resolve(1);
  yield 2;
  return 'result';
}

const fail = (): Promise<string> => Promise.reject(new Error('work'));

const END = ['release', 'session', 'teardown a', 'teardown b'];

describe('withRun', () => {
  it('opens, passes on what the work yields, and closes', async () => {
    const done: string[] = [];
    const run = streamRun(plan(done), count);
    const parts = [await run.next(), await run.next(), await run.next()];
    expect(parts.map(({ value }) => value)).toEqual([1, 2, 'result']);
    expect(done).toEqual(['open', 'begin', ...END, 'close']);
  });

  it('closes where the reader stops early, without a word of an error', async () => {
    const done: string[] = [];
    for await (const part of streamRun(plan(done), count)) if (part === 1) break;
    expect(done).toEqual(['open', 'begin', ...END, 'close']);
  });

  it('tells of an error before it closes, and throws it', async () => {
    const done: string[] = [];
    await expect(withRun(plan(done), fail)).rejects.toThrow('work');
    const told = ['exception a: work', 'exception b: work'];
    expect(done).toEqual(['open', 'begin', 'failed', ...told, ...END, 'close after work']);
  });

  it('closes the rest, whatever fails on the way, and throws the first', async () => {
    const done: string[] = [];
    const fails = ['exception a: work', 'session', 'teardown a'];
    await expect(withRun(plan(done, fails), fail)).rejects.toThrow('work');
    expect(done.slice(-5)).toEqual([...END, 'close after work']);
    const late: string[] = [];
    const silent = (): Promise<void> => Promise.resolve();
    await expect(withRun(plan(late, ['teardown a']), silent)).rejects.toThrow('teardown a');
    expect(late).toEqual(['open', 'begin', ...END, 'close']);
  });

  it('calls no hook where it could not begin, and closes no session that is not open', async () => {
    const done: string[] = [];
    await expect(withRun(plan(done, ['begin']), fail)).rejects.toThrow('begin');
    expect(done).toEqual(['open', 'begin', 'failed', 'release', 'session', 'close after begin']);
    const unopened: string[] = [];
    await expect(withRun(plan(unopened, ['open']), fail)).rejects.toThrow('open');
    expect(unopened).toEqual(['open', 'release']);
  });

  it('tells hooks the context that the work has put in place', async () => {
    const seen: unknown[] = [];
    const callbacks = [{ name: 'seeing', teardown: ({ clock }: RunContext) => void seen.push(clock) }];
    await withRun({ ...plan([]), callbacks }, (run) => {
      run.context = { ...run.context, clock: { step: 7 } as RunContext['clock'] };
      return Promise.resolve();
    });
    expect(seen).toEqual([{ step: 7 }]);
  });
});
