import { jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';

import { ndArray } from '../../data/nd-array.js';
import { files } from '../../node/files.js';
import { seal } from './seal.js';
import { CHECKPOINT_SCHEMA, readCheckpoint, writeCheckpoint, type CheckpointManifest } from './checkpoint.js';

type Content = Parameters<typeof writeCheckpoint>[1];

const manifest = (changes: Partial<CheckpointManifest> = {}): Content['manifest'] => ({
  id: 'last',
  clock: { batch: 12, step: 6, samples: 384, epoch: 2, seconds: 1.5 },
  data: { seed: 0, parts: { train: { samples: 8 } } },
  reading: { sample: 3, before: { epochs: 0, batches: 0 } },
  seed: 7,
  values: { 'train/loss': 0.5 },
  state: { callbacks: {} },
  packages: { '@lml/core': '0.1.0' },
  ...changes,
});

const content = (changes: Partial<Content> = {}): Content => ({
  manifest: manifest(),
  weights: { 'dense_0/kernel': ndArray([[1, 2]]) },
  state: { 'optimizer/velocity/dense_0/kernel': ndArray([[3, 4]]), count: ndArray(5, { dtype: 'int32' }) },
  ...changes,
});

describe('A checkpoint', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lml-checkpoint-'));
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  const editManifest = async (path: string, edit: (manifest: Record<string, unknown>) => unknown): Promise<void> => {
    const text = await readFile(`${path}/manifest.json`, 'utf8');
    const edited = edit(JSON.parse(text) as Record<string, unknown>);
    // With a checksum that fits, as a stranger would.
    await writeFile(`${path}/manifest.json`, await seal(JSON.stringify(edited)));
  };

  it('holds what was written', async () => {
    const path = await writeCheckpoint(folder, content());
    expect(path).toBe(`${folder}/last`);
    const read = await readCheckpoint(path);
    expect(read).toMatchObject(content());
    expect(read.manifest.schemaVersion).toBe(CHECKPOINT_SCHEMA);
  });

  it('is a folder of three files, without anything beside it', async () => {
    await writeCheckpoint(folder, content());
    expect(await readdir(folder)).toEqual(['last']);
    expect((await readdir(`${folder}/last`)).sort()).toEqual([
      'manifest.json',
      'state.safetensors',
      'weights.safetensors',
    ]);
  });

  it('makes the folder that it stands in', async () => {
    const path = await writeCheckpoint(`${folder}/a/b`, content());
    expect((await readCheckpoint(path)).manifest.id).toBe('last');
  });

  it('holds numbers that JSON has no word for', async () => {
    const numbers = { nan: NaN, up: Infinity, down: -Infinity, zero: -0, plain: 0, small: 5e-324 };
    const path = await writeCheckpoint(
      folder,
      content({ manifest: manifest({ values: numbers, state: { deep: [{ numbers }] } }) }),
    );
    const { manifest: read } = await readCheckpoint(path);
    expect(read.values).toEqual(numbers);
    expect(read.state).toEqual({ deep: [{ numbers }] });
  });

  it('holds any state that is plain data', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string(), fc.oneof(fc.jsonValue(), fc.double(), fc.array(fc.double()))),
        async (state) => {
          const path = await writeCheckpoint(folder, content({ manifest: manifest({ state }) }));
          expect((await readCheckpoint(path)).manifest.state).toEqual(state);
        },
      ),
      { numRuns: 20 },
    );
  });

  describe('that is written over another one', () => {
    const next = content({ weights: { w: ndArray([9]) } });

    it('takes its place', async () => {
      await writeCheckpoint(folder, content());
      const path = await writeCheckpoint(folder, next);
      expect((await readCheckpoint(path)).weights).toEqual(next.weights);
      expect(await readdir(folder)).toEqual(['last']);
    });

    it('leaves it whole where it cannot be written, and says why', async () => {
      const path = await writeCheckpoint(folder, content());
      const reason = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      jest.spyOn(files, 'writeFolder').mockRejectedValue(reason);
      await expect(writeCheckpoint(folder, next)).rejects.toMatchObject({
        code: 'LML_CHECKPOINT',
        message: expect.stringContaining(
          `The checkpoint '${path}' cannot be written: ENOSPC: no space left on device.`,
        ),
        cause: reason,
      });
      expect((await readCheckpoint(path)).weights).toEqual(content().weights);
    });

    it('leaves it whole where the manifest would be larger than one that is read', async () => {
      const path = await writeCheckpoint(folder, content());
      const config = 'x'.repeat(2 ** 28);
      await expect(writeCheckpoint(folder, content({ manifest: manifest({ config }) }))).rejects.toMatchObject({
        code: 'LML_CHECKPOINT',
        message: expect.stringContaining('give large data as files or typed arrays'),
      });
      expect((await readCheckpoint(path)).weights).toEqual(content().weights);
    });

    it('leaves it readable where the power fails between two moves', async () => {
      const path = await writeCheckpoint(folder, content());
      await rename(path, `${folder}/.last.old`);
      expect((await readCheckpoint(path)).weights).toEqual(content().weights);
      expect((await readCheckpoint(`${path}/`)).weights).toEqual(content().weights);
      await writeCheckpoint(folder, next);
      expect((await readCheckpoint(path)).weights).toEqual(next.weights);
    });
  });

  it('that there is not is told by the folder that was looked for, and what is none by its path', async () => {
    await expect(readCheckpoint(`${folder}/none`)).rejects.toMatchObject({ code: 'LML_FILE_NOT_FOUND' });
    await expect(readCheckpoint(`${folder}/none`)).rejects.toThrow(
      `There is no checkpoint '${folder}/none': there is no such folder. Give a run's folder, as runs/project/1`,
    );
    await mkdir(`${folder}/empty`, { recursive: true });
    await writeFile(`${folder}/file`, 'text');
    for (const name of ['empty', 'file']) {
      const message = `'${folder}/${name}' is no checkpoint, and no run that has any. Give a run's folder`;
      await expect(readCheckpoint(`${folder}/${name}`)).rejects.toThrow(message);
      await expect(readCheckpoint(`${folder}/${name}`)).rejects.toMatchObject({ code: 'LML_CHECKPOINT' });
    }
  });

  it('is told from a run, its checkpoints and the folders above', async () => {
    const runs = `${folder}/runs`;
    await writeCheckpoint(`${runs}/signals/1/checkpoints`, content());
    await writeCheckpoint(`${runs}/signals/2/checkpoints`, content());
    await mkdir(`${runs}/signals/3`);
    await writeFile(`${runs}/signals/3/config.yaml`, 'seed: 1');
    const last = `${runs}/signals/1/checkpoints/last`;
    const both = `no checkpoint. The runs in there are ${runs}/signals/1, ${runs}/signals/2: give one of them.`;
    for (const [path, message] of [
      [runs, both],
      [`${runs}/signals/`, both],
      [`${runs}/signals/1`, `is a run, not a checkpoint. Its checkpoints: ${last}.`],
      [`${runs}/signals/3`, 'has no checkpoint yet'],
      [`${runs}/signals/1/checkpoints`, `holds those of the run '${runs}/signals/1': ${last}. Give the run`],
      [`${last}/manifest.json`, 'is no checkpoint, and no run that has any'],
    ] as const) {
      await expect(readCheckpoint(path)).rejects.toThrow(message);
      await expect(readCheckpoint(path)).rejects.toMatchObject({ code: 'LML_CHECKPOINT' });
    }
  });

  describe('that is not what was written', () => {
    it.each<[string, (path: string) => Promise<unknown>, string]>([
      ['without its manifest', (path) => rm(`${path}/manifest.json`), 'manifest.json is missing'],
      ['without its weights', (path) => rm(`${path}/weights.safetensors`), 'weights.safetensors is missing'],
      ['without its state', (path) => rm(`${path}/state.safetensors`), 'state.safetensors is missing'],
      [
        'with other weights',
        (path) => writeFile(`${path}/weights.safetensors`, 'other'),
        'weights.safetensors is not what was written (its SHA-256 differs)',
      ],
      [
        'with a manifest that is cut off',
        (path) => writeFile(`${path}/manifest.json`, '{ "schemaVersion": 3,'),
        'manifest.json is not JSON',
      ],
      ['with null as manifest', (path) => writeFile(`${path}/manifest.json`, 'null'), 'manifest.json is not a record'],
      ['with a list as manifest', (path) => writeFile(`${path}/manifest.json`, '[]'), 'manifest.json is not a record'],
      [
        'with no more than a version',
        (path) => editManifest(path, () => ({ schemaVersion: CHECKPOINT_SCHEMA })),
        'manifest.json cannot be: ✖ Invalid input: expected string, received undefined\n  → at id',
      ],
      [
        'with half a clock',
        (path) => editManifest(path, (old) => ({ ...old, clock: { batch: 1, step: -1, samples: '3' } })),
        'manifest.json cannot be: ✖ Too small: expected number to be >=0\n  → at clock.step',
      ],
      [
        'with null for its clock',
        (path) => editManifest(path, (old) => ({ ...old, clock: null })),
        'manifest.json cannot be: ✖ Invalid input: expected object, received null\n  → at clock',
      ],
      [
        'without hashes',
        (path) => editManifest(path, (old) => ({ ...old, files: {} })),
        'manifest.json does not know weights.safetensors',
      ],
      [
        'with a text for a number',
        (path) => editManifest(path, (old) => ({ ...old, values: { 'train/loss': '0.5' } })),
        'manifest.json cannot be: ✖ must be a number',
      ],
      [
        'with a clock beyond all counting',
        (path) => editManifest(path, (old) => ({ ...old, reading: { sample: 1e300 } })),
        'manifest.json cannot be',
      ],
      [
        'with a manifest that says something else',
        async (path) => {
          const text = await readFile(`${path}/manifest.json`, 'utf8');
          await writeFile(`${path}/manifest.json`, text.replace('"sample": 3', '"sample": 4'));
        },
        'manifest.json is not what was written (its checksum differs)',
      ],
      [
        'with a pipe for its weights',
        async (path) => {
          await rm(`${path}/weights.safetensors`);
          execFileSync('mkfifo', [`${path}/weights.safetensors`]);
        },
        `'`,
      ],
      [
        'with an endless device for its manifest',
        async (path) => {
          await rm(`${path}/manifest.json`);
          await symlink('/dev/zero', `${path}/manifest.json`);
        },
        `'`,
      ],
      [
        'with a folder for its state',
        async (path) => {
          await rm(`${path}/state.safetensors`);
          await mkdir(`${path}/state.safetensors`);
        },
        `'`,
      ],
      ['with a gigabyte of nothing for its weights', (path) => truncate(`${path}/weights.safetensors`, 2 ** 30), `'`],
      ['with more for its manifest than one can have', (path) => truncate(`${path}/manifest.json`, 2 ** 40), `'`],
    ])('is refused by name: %s', async (_, damage, reason) => {
      const path = await writeCheckpoint(folder, content());
      await damage(path);
      await expect(readCheckpoint(path)).rejects.toMatchObject({ code: 'LML_CHECKPOINT' });
      await expect(readCheckpoint(path)).rejects.toThrow(`The checkpoint '${path}' is damaged: ${reason}`);
    });

    it('is refused when its files are whole but no arrays', async () => {
      const path = await writeCheckpoint(folder, content());
      const bytes = new TextEncoder().encode('not safetensors');
      const { createHash } = await import('node:crypto');
      await writeFile(`${path}/state.safetensors`, bytes);
      const hash = createHash('sha256').update(bytes).digest('hex');
      await editManifest(path, (old) => ({
        ...old,
        files: { ...(old['files'] as object), 'state.safetensors': { bytes: bytes.length, sha256: hash } },
      }));
      await expect(readCheckpoint(path)).rejects.toMatchObject({
        code: 'LML_CHECKPOINT',
        cause: { code: 'LML_FILE_FORMAT' },
      });
    });

    it('is refused whatever bit of it has changed, in any of its files', async () => {
      const path = await writeCheckpoint(folder, content());
      const read = files.read.bind(files);
      for (const name of ['manifest.json', 'weights.safetensors', 'state.safetensors']) {
        const whole = await readFile(`${path}/${name}`);
        let accepted = 0;
        for (let bit = 0; bit < whole.length * 8; bit++) {
          const changed = Uint8Array.from(whole);
          changed[bit >> 3]! ^= 1 << (bit & 7);
          jest
            .spyOn(files, 'read')
            .mockImplementation((file, limit) => (file.endsWith(name) ? Promise.resolve(changed) : read(file, limit)));
          const code = await readCheckpoint(path).then(
            () => (accepted += 1),
            (error: { code?: string }) => error.code,
          );
          if (code !== 'LML_CHECKPOINT') throw new Error(`bit ${bit} of ${name}: ${code}`);
        }
        expect(accepted).toBe(0);
        jest.restoreAllMocks();
      }
      expect(await readCheckpoint(path)).toMatchObject(content());
    });

    it('gives a checkpoint or an error with a code, whatever its manifest is', async () => {
      const path = await writeCheckpoint(folder, content());
      const text = await readFile(`${path}/manifest.json`, 'utf8');
      const manifests = fc.oneof(
        fc.string(),
        fc.json(),
        fc.nat(text.length).map((cut) => text.slice(0, cut)),
      );
      await fc.assert(
        fc.asyncProperty(manifests, async (damagedText) => {
          await writeFile(`${path}/manifest.json`, damagedText);
          const error = await readCheckpoint(path).then(
            () => undefined,
            (reason: unknown) => reason,
          );
          if (error !== undefined) expect(error).toMatchObject({ code: 'LML_CHECKPOINT' });
        }),
        { numRuns: 50 },
      );
    });

    it('does not keep one beside it from being read', async () => {
      const before = await writeCheckpoint(folder, content({ manifest: manifest({ id: 'before' }) }));
      const path = await writeCheckpoint(folder, content());
      await rm(`${path}/weights.safetensors`);
      await expect(readCheckpoint(path)).rejects.toMatchObject({ code: 'LML_CHECKPOINT' });
      expect(await readCheckpoint(before)).toMatchObject({ weights: content().weights });
    });
  });

  it('of another layout is refused, with the version that wrote it', async () => {
    const path = await writeCheckpoint(folder, content());
    await editManifest(path, (old) => ({ ...old, schemaVersion: 4, packages: { '@lml/core': '4.0.0' } }));
    await expect(readCheckpoint(path)).rejects.toMatchObject({ code: 'LML_CHECKPOINT' });
    await expect(readCheckpoint(path)).rejects.toThrow(
      `The checkpoint '${path}' has layout 4; this version of LML reads layout 3. Use the version that wrote it (@lml/core 4.0.0).`,
    );
    await editManifest(path, () => ({ id: 'last' }));
    await expect(readCheckpoint(path)).rejects.toThrow('has layout undefined');
  });
});
