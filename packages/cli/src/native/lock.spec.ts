import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { lock } from './lock.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-lock-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('lock', () => {
  it('is had by one at a time', async () => {
    const target = join(folder, 'deep', 'x');
    const unlock = await lock(target);
    await expect(lock(target)).rejects.toMatchObject({
      code: 'LML_FILE_WRITE',
      message: expect.stringContaining(`process ${process.pid}`),
    });
    await unlock();
    await (
      await lock(target)
    )();
    expect(await readdir(join(folder, 'deep'))).toEqual([]);
  });

  it.each(['2147483646', '', 'no number'])('is taken from what is no process: %s', async (content) => {
    await writeFile(join(folder, 'x.lock'), content);
    await (
      await lock(join(folder, 'x'))
    )();
    expect(await readdir(folder)).toEqual([]);
  });
});
