import type { Job, JobHandler } from '../../../search/executor.js';
import { inProcess } from './in-process.js';

const never = new AbortController().signal;
const job = (id: string, priority = 0): Job => ({ id, data: id, priority });

/** A handler that notes what it does, each job when `next` is called. */
function stepwise(): { handler: JobHandler; done: string[]; next: () => Promise<void> } {
  const done: string[] = [];
  let release: (() => void) | undefined;
  const handler: JobHandler = async ({ id }, { signal }) => {
    await new Promise<void>((resolve, reject) => {
      release = resolve;
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
    done.push(id);
    return id.toUpperCase();
  };
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  const next = async (): Promise<void> => {
    await turn();
    release?.();
    await turn();
  };
  return { handler, done, next };
}

describe('inProcess', () => {
  it('does one job after the other, those of lower priority first, and gives each its result', async () => {
    const { handler, done, next } = stepwise();
    const queue = await inProcess().open({ run: 'r', handler });
    const results = [job('a'), job('b', 2), job('c', 1), job('d', 2)].map((one) => queue.run(one, { signal: never }));
    for (let index = 0; index < 4; index++) {
      expect(done).toHaveLength(index);
      await next();
    }
    expect(done).toEqual(['a', 'c', 'b', 'd']);
    expect(await Promise.all(results)).toEqual(['A', 'B', 'C', 'D']);
    await queue.close();
  });

  it('goes on after a job that throws, which is told to whom it belongs', async () => {
    const queue = await inProcess().open({
      run: 'r',
      handler: async ({ id }) => {
        if (id === 'bad') throw new RangeError('no');
        return id;
      },
    });
    const [bad, good] = [job('bad'), job('good')].map((one) => queue.run(one, { signal: never }));
    await expect(bad).rejects.toThrow(RangeError);
    expect(await good).toBe('good');
    await queue.close();
  });

  it('cancels a job that runs by its signal, and never starts one that waits', async () => {
    const { handler, done, next } = stepwise();
    const queue = await inProcess().open({ run: 'r', handler });
    const [first, second] = [new AbortController(), new AbortController()];
    const running = queue.run(job('a'), { signal: first.signal });
    const waiting = queue.run(job('b'), { signal: second.signal });
    const last = queue.run(job('c'), { signal: never });
    second.abort(new Error('not wanted'));
    await expect(waiting).rejects.toThrow('not wanted');
    first.abort(new Error('hopeless'));
    await expect(running).rejects.toThrow('hopeless');
    await next();
    expect(await last).toBe('C');
    expect(done).toEqual(['c']);
    await expect(queue.run(job('d'), { signal: second.signal })).rejects.toThrow('not wanted');
    await queue.close();
  });

  it('cancels all at its end, and takes no more', async () => {
    const { handler, done } = stepwise();
    const queue = await inProcess().open({ run: 'r', handler });
    const results = [job('a'), job('b')].map((one) => queue.run(one, { signal: never }));
    const checks = results.map((result) => expect(result).rejects.toMatchObject({ code: 'LML_EXECUTOR' }));
    await Promise.all([queue.close(), queue.close(), ...checks]);
    await expect(queue.run(job('c'), { signal: never })).rejects.toMatchObject({ code: 'LML_EXECUTOR' });
    expect(done).toEqual([]);
  });
});
