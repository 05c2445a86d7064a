import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { sweep, temporaryOf } from './temporary.js';

describe('What was left half-written', () => {
  let folder: string;
  /** The number of a process that is no more. */
  const dead = spawnSync(process.execPath, ['--version']).pid;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lml-sweep-'));
  });

  afterEach(() => rm(folder, { recursive: true }));

  /** The name for a process, this one unless told otherwise. */
  const nameFor = (of: string, pid: number = process.pid): string =>
    basename(temporaryOf(`${folder}/${of}`)).replace(`-${process.pid}.`, `-${pid}.`);

  it('is removed where its process is no more, be it a folder, a file or a link', async () => {
    await mkdir(join(folder, nameFor('last', dead)));
    await writeFile(join(folder, nameFor('last', dead), 'weights'), 'half');
    await writeFile(join(folder, nameFor('config.yaml', dead)), 'half');
    await mkdir(join(folder, 'kept'));
    await writeFile(join(folder, 'kept', 'a'), 'whole');
    await symlink(join(folder, 'kept'), join(folder, nameFor('link', dead)));
    await sweep(folder);
    expect(await readdir(folder, { recursive: true })).toEqual(['kept', 'kept/a']);
  });

  it('stays where its process still runs, is this one, or is on another machine, and so does what is not called so', async () => {
    const names = [
      nameFor('of-another-process', process.ppid),
      nameFor('of-this-one'),
      `.elsewhere.00000000-${dead}.tmp`,
      nameFor('visible', dead).slice(1),
      `.last.${dead}.tmp`,
      '.last.tmp',
      '.last.old',
      'last',
    ];
    for (const name of names) await mkdir(join(folder, name));
    await sweep(folder);
    expect((await readdir(folder)).sort()).toEqual(names.sort());
  });

  it('is removed where an earlier process had the number that this one has', async () => {
    const name = nameFor('last');
    await mkdir(join(folder, name));
    await utimes(join(folder, name), 1, 1);
    await sweep(folder);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is looked for in vain where there is no such folder', async () => {
    await expect(sweep(join(folder, 'none'))).resolves.toBeUndefined();
  });
});
