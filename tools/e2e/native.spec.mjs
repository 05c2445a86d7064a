import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../workspace/packages.mjs';
import { node } from '../workspace/run.mjs';

const cli = join(ROOT, 'packages/cli/dist/lml.js');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lml-native-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the command; a failure is an answer too. */
function lml(args, env) {
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}

const found = await lmlStatus();
if (found.code !== 0) process.stdout.write('native.spec: threads are not tested, no tfjs-node is installed\n');

function lmlStatus() {
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, 'native', 'status', '--json'], (error, stdout) =>
      resolve({ code: error?.code ?? 0, stdout }),
    );
  });
}

describe('lml native, on a machine without anything', () => {
  const bare = () => ({ PATH: join(folder, 'nothing'), LML_CACHE: join(folder, 'cache') });

  it('says what is missing, and downloads nothing', async () => {
    const { code, stderr } = await lml(['native', 'install'], bare());
    expect(code).toBe(1);
    expect(stderr).toContain('tfjs-node cannot be installed. Missing:\n');
    const isForUs = process.platform === 'linux' && process.arch === 'x64';
    for (const name of isForUs ? ['a C++ compiler', 'Python 3 with pip', 'npm'] : ['npm install @tensorflow/tfjs-node'])
      expect(stderr).toContain(name);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('tells that there is none, and removes nothing', async () => {
    expect(await lml(['native', 'status'], bare())).toEqual({
      code: 1,
      stdout: 'There is no tfjs-node. Run: npx lml native install\n',
      stderr: '',
    });
    expect(await lml(['native', 'remove'], bare())).toEqual({ code: 0, stdout: 'Nothing is installed.\n', stderr: '' });
  });

  it('is told apart from what an interrupted installation has left', async () => {
    const env = bare();
    const { folder: place } = JSON.parse((await lml(['native', 'status', '--json'], env)).stdout);
    const { mkdirSync, writeFileSync } = await import('node:fs');
    mkdirSync(`${place}.partial/lib`, { recursive: true });
    writeFileSync(`${place}.partial/lib/half`, 'x'.repeat(2e6));
    const { code, stdout } = await lml(['native', 'status'], env);
    expect(code).toBe(1);
    expect(stdout).toContain('An installation was interrupted');
    expect(stdout).toContain('(2 MB)');
    expect((await lml(['native', 'remove'], env)).code).toBe(0);
    expect(readdirSync(join(folder, 'cache', 'native'))).toEqual([]);
  });
});

(found.code === 0 ? describe : describe.skip)('tfjs-node', () => {
  it('computes in several threads at once, and lets the process end', async () => {
    const program = new URL('./programs/native-threads.mjs', import.meta.url).pathname;
    // The usual one works in the main thread only.
    if (JSON.parse(found.stdout).installation.origin === 'installed') return;
    const lines = (await node([program])).trim().split('\n').sort();
    expect(lines).toEqual([...Array(4).fill('12000 0'), ...Array(3).fill('exit 0')]);
  });

  it('trains the quickstart, and says nothing that LML does not say', async () => {
    const project = join(ROOT, 'docs/examples/quickstart/quickstart.yaml');
    const { code, stdout, stderr } = await lml(['fit', project, 'trainer.engine=tensorflow'], process.env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^engine tensorflow \(TensorFlow [\d.]+, tfjs-node [\d.]+\)$/m);
    const lines = readFileSync(join(folder, 'runs/quickstart/1/metrics.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map(JSON.parse);
    const best = Math.max(...lines.map((line) => line['validation/accuracy'] ?? 0));
    expect(best).toBeGreaterThanOrEqual(0.97);
  });
});
