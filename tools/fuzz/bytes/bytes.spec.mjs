import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { edited } from './edits.mjs';
import { contentsOf, lossesOf } from './scratch.mjs';

it.each([
  ['flip', [1, 2 ^ 4, 3, 4]],
  ['set', [1, 10, 3, 4]],
  ['insert', [1, 10, 2, 3, 4]],
  ['remove', [1]],
  ['repeat', [1, 2, 3, 4, 2, 3, 4]],
  ['cut', [1]],
])('bytes are changed by a %s', (kind, expected) => {
  expect([...edited(Uint8Array.of(1, 2, 3, 4), [{ kind, at: 0.25, byte: 10 }])]).toEqual(expected);
});

it('what is gone or changed below a folder is found, what is new is not', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lml-fuzz-'));
  try {
    mkdirSync(join(folder, 'victim'));
    for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, 'victim', name), name);
    const before = contentsOf(folder);
    rmSync(join(folder, 'victim/a'));
    writeFileSync(join(folder, 'victim/b'), 'changed');
    writeFileSync(join(folder, 'victim/d'), 'new');
    expect(lossesOf(before, contentsOf(folder))).toEqual(['victim/a', 'victim/b']);
    expect(
      lossesOf(
        before,
        contentsOf(folder, (path) => path === 'victim/b'),
      ),
    ).toEqual(['victim/a', 'victim/b']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
