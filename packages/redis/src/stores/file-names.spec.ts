import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { fileNames, pathIn } from './file-names.js';

describe('files of a job', () => {
  it.each(['a.csv', 'best/weights.bin', '..a', 'a..', 'a b', '.hidden/b'])('may be called %s', (name) => {
    expect(pathIn('folder', name)).toBe(join('folder', name));
  });

  it.each(['', '/', '/etc/passwd', '..', '../a', 'a/../../b', 'a/./b', 'a//b', 'a/', 'c:\\a', '..\\a', 'c:a', 'a\0b'])(
    'must not be called %j',
    (name) => {
      expect(() => pathIn('folder', name)).toThrow('LML_EXECUTOR');
    },
  );

  it('are all below its folder, but for links, which may lead anywhere', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lml-names-'));
    try {
      await mkdir(join(folder, 'b/c'), { recursive: true });
      await writeFile(join(folder, 'b/c/d'), '');
      await writeFile(join(folder, 'a'), '');
      await symlink('/etc/hostname', join(folder, 'link'));
      await symlink('/etc', join(folder, 'b/etc'));
      expect(await fileNames(folder)).toEqual(['a', 'b/c/d']);
      expect(await fileNames(join(folder, 'none'))).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
