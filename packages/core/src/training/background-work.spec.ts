import { createBackgroundWork } from './background-work.js';

const later = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('Background work', () => {
  it('is done one piece after the other', async () => {
    const work = createBackgroundWork();
    const done: string[] = [];
    for (const name of ['a', 'b']) {
      work.start(async () => {
        done.push(`${name} begins`);
        await later();
        done.push(`${name} ends`);
      });
    }
    expect(done).toEqual([]);
    await work.finish();
    expect(done).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('throws what has failed, once, and where it is asked; what comes after is not begun', async () => {
    const work = createBackgroundWork();
    const failure = new Error('no space left');
    const done: string[] = [];
    work.start(() => Promise.reject(failure));
    work.start(async () => void done.push('next'));
    work.check();
    await later();
    expect(() => work.check()).toThrow(failure);
    work.check();
    await work.finish();
    expect(done).toEqual([]);
    work.start(async () => void done.push('again'));
    await work.finish();
    expect(done).toEqual(['again']);
  });

  it('throws at the end what nobody asked for', async () => {
    const work = createBackgroundWork();
    work.start(() => Promise.reject(new Error('no space left')));
    await expect(work.finish()).rejects.toThrow('no space left');
  });
});
