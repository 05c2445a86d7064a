import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { concatenateBytes } from '../data/concatenate-bytes.js';
import { openBytes } from '../data/open-bytes.js';
import { readBytes } from '../data/read-bytes.js';

const content = Uint8Array.from({ length: 3_000_000 }, (_, at) => at % 251);
const folder = mkdtempSync(join(tmpdir(), 'lml-bytes-'));
const path = join(folder, 'content.bin');
let server: Server;
let url: string;

beforeAll(async () => {
  writeFileSync(path, content);
  server = createServer((request, response) => {
    if (request.url === '/missing') return response.writeHead(404).end();
    // Addresses that are signed for reading refuse all else.
    if (request.method !== 'GET') return response.writeHead(403).end();
    const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    if (request.url === '/whole-only' || start === undefined || end === undefined) {
      response.writeHead(200, { 'content-length': content.length });
      if (request.url !== '/cut') return response.end(content);
      return response.write(content.subarray(0, 1000), () => response.destroy());
    }
    const part = content.subarray(Number(start), Number(end) + 1);
    if (request.url === '/empty') return response.writeHead(416, { 'content-range': 'bytes */0' }).end();
    response.writeHead(206, {
      'content-length': part.length,
      'content-range': `bytes ${start}-${end}/${content.length}`,
    });
    if (request.url !== '/cut') return response.end(part);
    return response.write(part.subarray(0, 10), () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

async function all(parts: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const read: Uint8Array[] = [];
  for await (const part of parts) read.push(part);
  return concatenateBytes(read);
}

describe.each([
  ['a file', () => path],
  ['what is under a URL', () => `${url}/content.bin`],
])('%s', (_, place) => {
  it('is read part by part', async () => {
    const source = await openBytes(place());
    expect(source.size).toBe(content.length);
    expect(Buffer.compare(await all(source.stream()), content)).toBe(0);
    expect(await source.slice(250, 253)).toEqual(Uint8Array.of(250, 0, 1));
    expect(await source.slice(7, 7)).toEqual(new Uint8Array());
  });

  it('is read whole', async () => {
    expect(Buffer.compare(await readBytes(place()), content)).toBe(0);
    await expect(readBytes(place(), 1000)).rejects.toThrow(/1000/);
  });

  it('has no bytes after its end', async () => {
    const source = await openBytes(place());
    await expect(source.slice(content.length - 2, content.length + 2)).rejects.toMatchObject({ code: 'LML_FILE_READ' });
  });
});

describe('faults', () => {
  it('are told by their codes', async () => {
    await expect(openBytes(join(folder, 'none'))).rejects.toMatchObject({ code: 'LML_FILE_NOT_FOUND' });
    await expect(openBytes(folder)).rejects.toMatchObject({ code: 'LML_FILE_FORMAT' });
    await expect(openBytes(`${url}/missing`)).rejects.toThrow(/answered 404/);
    await expect(openBytes('http://127.0.0.1:1/x')).rejects.toMatchObject({ code: 'LML_FILE_NOT_FOUND' });
  });

  it('are told where a connection is lost', async () => {
    const source = await openBytes(`${url}/cut`);
    await expect(all(source.stream())).rejects.toMatchObject({ code: 'LML_FILE_READ' });
    await expect(source.slice(0, 100)).rejects.toThrow(/was lost after 0 bytes/);
    await expect(readBytes(`${url}/cut`)).rejects.toMatchObject({ code: 'LML_FILE_READ' });
  });

  it('are none where a file is empty', async () => {
    expect((await openBytes(`${url}/empty`)).size).toBe(0);
  });

  it('are told of a server that gives no parts', async () => {
    const source = await openBytes(`${url}/whole-only`);
    await expect(source.slice(0, 100)).rejects.toThrow(/does not give parts/);
  });

  it('are told of a file that has become shorter', async () => {
    const shrinking = join(folder, 'shrinking.bin');
    writeFileSync(shrinking, content);
    const source = await openBytes(shrinking);
    truncateSync(shrinking, 100);
    await expect(all(source.stream())).rejects.toMatchObject({ code: 'LML_FILE_READ' });
  });
});
