import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

import { codeOf } from '../shared/array-goldens.fixture.js';
import { inflate, inflateHead } from './inflate.js';

const content = Uint8Array.from({ length: 200_000 }, (_, index) => (index * 31) >> 4);
const FORMATS = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate-raw', deflateRawSync],
] as const;

describe.each(FORMATS)('inflate of %s', (format, pack) => {
  const bytes = Uint8Array.from(pack(content));
  const run = (packed: Uint8Array, size: number | undefined = content.length): Promise<Uint8Array> =>
    inflate({ bytes: packed, format, sizeOf: () => size, what: "'x'" });

  it('gives what was packed', async () => {
    expect(Buffer.compare(await run(bytes), content)).toBe(0);
    expect(await run(Uint8Array.from(pack(new Uint8Array())), 0)).toEqual(new Uint8Array());
  });

  it('refuses more and fewer bytes than are said', async () => {
    await expect(run(bytes, content.length - 1)).rejects.toThrow(
      /'x' unpacks to more than the 199999 bytes.*LML_FILE_FORMAT/,
    );
    await expect(run(bytes, content.length + 1)).rejects.toThrow(
      /unpacks to 200000 bytes, but says that it has 200001/,
    );
    await expect(run(bytes, 0)).rejects.toThrow(/more than the 0 bytes/);
    await expect(run(bytes, 10 ** 9)).rejects.toThrow(/unpacks to 1000000000 bytes, which \d+ bytes cannot hold/);
    await expect(inflate({ bytes, format, sizeOf: () => undefined, what: "'x'" })).rejects.toThrow(
      /too few for its header/,
    );
  });

  it('refuses bytes that are cut off or damaged', async () => {
    for (const cut of [0, 1, 20, bytes.length >> 1, bytes.length - 1])
      expect(await codeOf(() => run(bytes.subarray(0, cut)))).toBe('LML_FILE_FORMAT');
    expect(await codeOf(() => run(new TextEncoder().encode('something else')))).toBe('LML_FILE_FORMAT');
  });

  it('stops at the first byte too many', async () => {
    // Twenty megabytes in twenty kilobytes.
    const bomb = Uint8Array.from(pack(new Uint8Array(20_000_000)));
    await expect(run(bomb, 1000)).rejects.toThrow(/more than the 1000 bytes/);
    const head = await inflateHead({ bytes: bomb, format, what: "'x'" }, 1000);
    expect(head.length).toBeGreaterThanOrEqual(1000);
    expect(head.length).toBeLessThan(1_000_000);
  });
});

it('reads what is as dense as can be', async () => {
  const zeros = new Uint8Array(5_000_000);
  const bytes = Uint8Array.from(deflateRawSync(zeros, { level: 9 }));
  expect(zeros.length / bytes.length).toBeGreaterThan(1000);
  expect((await inflate({ bytes, format: 'deflate-raw', sizeOf: () => zeros.length, what: "'x'" })).length).toBe(
    zeros.length,
  );
});

it('does not unpack more than 4 GiB', async () => {
  const bytes = new Uint8Array(5_000_000);
  bytes.set(deflateRawSync(content));
  await expect(inflate({ bytes, format: 'deflate-raw', sizeOf: () => 2 ** 32 + 1, what: "'x'" })).rejects.toThrow(
    /'x' says that it unpacks to 4294967297 bytes; 4294967296 are the most/,
  );
});
