import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import '../../index.js';
import { importProject, jobHandler } from './handle-job.js';
import type { ProjectSource } from './project-source.js';

let folder = '';
let module = '';
const found = globalThis as { imported?: number };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lml-job-'));
  const path = join(folder, 'project.mjs');
  await writeFile(path, 'globalThis.imported = (globalThis.imported ?? 0) + 1; export const project = {};\n');
  module = pathToFileURL(path).href;
});

afterAll(() => rm(folder, { recursive: true }));

const signal = new AbortController().signal;
const asked = (source: ProjectSource, isTrusted?: boolean): Promise<unknown> =>
  jobHandler({ isTrusted })(
    { id: 'a', priority: 0, data: { source, plan: {}, spec: { fold: 0, params: {} }, samples: 1 } },
    { signal },
  );

describe('the handler of jobs', () => {
  it('imports no module because a job says so', async () => {
    const path = join(folder, 'project.mjs');
    const sources: ProjectSource[] = [
      { module, packages: [] },
      { config: {}, packages: [{ name: module }, { name: path }, { name: '../project.mjs' }] },
      { config: {}, packages: [{ name: 'lml-plugin-nowhere', url: module }] },
    ];
    for (const source of sources) await expect(asked(source)).rejects.toHaveProperty('code');
    expect(found.imported).toBeUndefined();
    await expect(asked(sources[0]!)).rejects.toMatchObject({
      code: 'LML_EXECUTOR',
      message: expect.stringContaining('lml worker project.mjs'),
    });
  });

  it('imports it for the process that has started this one', async () => {
    await expect(asked({ module, packages: [] }, true)).rejects.toThrow('must export the project');
    expect(found.imported).toBe(1);
  });

  it('tells of a module that is not there, by a code', async () => {
    await expect(importProject(`${module}.none`)).rejects.toMatchObject({ code: 'LML_EXECUTOR' });
  });
});
