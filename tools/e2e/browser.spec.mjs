import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ROOT } from '../workspace/packages.mjs';

const executablePath = process.env.LML_CHROMIUM ?? '/usr/bin/chromium';
const isInstalled = existsSync(executablePath);
if (!isInstalled) process.stdout.write(`browser.spec: skipped, there is no ${executablePath}\n`);

// Without most of these, Chromium asks for the outside world, which is not there; the last ones give it WebGPU without a GPU.
const args = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
];

(isInstalled ? describe : describe.skip)('the page that trains in the browser', () => {
  let folder = '';
  /** @type {import('node:child_process').ChildProcess} */
  let server;
  /** @type {import('playwright-core').Browser} */
  let browser;
  let address = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lml-page-'));
    const script = join(ROOT, 'docs/examples/browser/browser.mjs');
    server = spawn(process.execPath, [script, folder, '--serve'], {
      env: { ...process.env, NODE_OPTIONS: '', PORT: '0' },
    });
    address = await new Promise((resolve, reject) => {
      server.stdout?.on('data', (text) => {
        const found = /serving (\S+)/.exec(String(text));
        if (found !== null) resolve(found[1] ?? '');
      });
      server.on('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
    });
    browser = await chromium.launch({ executablePath, args });
  });

  afterAll(async () => {
    await browser?.close();
    server?.removeAllListeners('exit');
    server?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it('trains LeNet to an accuracy of 95 %, and draws the loss meanwhile', async () => {
    const page = await browser.newPage({ viewport: { width: 800, height: 900 } });
    /** @type {string[]} */
    const faults = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    await page.goto(address);
    expect(await page.evaluate('crossOriginIsolated')).toBe(true);
    await page.click('#start');
    await until(page, `Number(document.querySelector('#epoch').textContent) >= 2`);
    const early = await page.screenshot({ clip: await clip(page, '#curve') });
    await until(
      page,
      `document.querySelector('#message').textContent !== '' || document.querySelector('#test').textContent.includes('.')`,
    );
    expect([await page.textContent('#message'), faults]).toEqual(['', []]);
    expect(Number(await page.textContent('#test'))).toBeGreaterThanOrEqual(0.95);
    expect(await page.textContent('#engine')).toMatch(/^engine onnx \(onnxruntime-web/);
    await page.waitForSelector('#images figure:nth-child(10)');
    const late = await page.screenshot({ clip: await clip(page, '#curve') });
    expect(early.equals(late)).toBe(false);
    if (process.env.LML_SCREENSHOT !== undefined) await page.screenshot({ path: process.env.LML_SCREENSHOT });
  });

  it('trains with WebGPU', async () => {
    const page = await browser.newPage();
    // Without a GPU each step takes its time: an epoch of a third of the samples.
    const isShortened = await changed(page, 'test:.2', 'test:.6');
    await page.goto(address);
    await page.check('#gpu');
    await page.click('#start');
    await until(
      page,
      `document.querySelector('#message').textContent !== '' || Number(document.querySelector('#epoch').textContent) >= 1`,
    );
    expect(await page.textContent('#message')).toBe('');
    expect(await page.textContent('#engine')).toMatch(/^engine onnx \(onnxruntime-web .*, webgpu\)/);
    expect([isShortened(), Number(await page.textContent('#accuracy')) >= 0.4]).toEqual([true, true]);
    await page.close();
  });

  it('says which files must be served where they are not', async () => {
    const page = await browser.newPage();
    await page.route('**/ort-wasm-*', (route) => route.fulfill({ status: 404 }));
    await page.goto(address);
    await page.click('#start');
    await until(page, `document.querySelector('#message').textContent !== ''`);
    expect(await page.textContent('#message')).toMatch(
      /^The engine 'onnx' cannot run.* here: .*Serve the files ort-wasm-simd-threaded/,
    );
  });

  it('stops when asked', async () => {
    const page = await browser.newPage();
    // It must not come to its own end before: on a slow machine a click takes its time.
    const isProlonged = await changed(page, 'maxEpochs:20', 'maxEpochs:1e6');
    await page.goto(address);
    await page.click('#start');
    await until(page, `Number(document.querySelector('#epoch').textContent) >= 1`);
    await page.click('#stop');
    await page.waitForSelector('#start:not([disabled])', { timeout: 600_000 });
    expect([isProlonged(), await page.textContent('#message')]).toEqual([true, '']);
    expect(Number(await page.textContent('#epoch'))).toBeLessThan(1e6);
  });
});

/**
 * Waits until an expression is true in the page.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} expression
 */
async function until(page, expression) {
  await page.waitForFunction(expression, undefined, { timeout: 600_000 });
}

/**
 * Serves the page with something else in its program, and returns a function that tells whether it was found there.
 *
 * @param {import('playwright-core').Page} page
 * @param {string} from
 * @param {string} to
 */
async function changed(page, from, to) {
  let isFound = false;
  await page.route('**/page.js', async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    isFound = text.includes(from);
    await route.fulfill({ response, body: text.replace(from, to) });
  });
  return () => isFound;
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} selector
 */
async function clip(page, selector) {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error(`${selector} is not on the page.`);
  return box;
}
