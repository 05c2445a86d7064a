import {
  FileFormatError,
  FileWriteError,
  readSafetensors,
  warn,
  writeSafetensors,
  LmlError,
  type Dataset,
  type Sample,
} from '@lml/core';
import { localFiles, sha256, type Files } from '@lml/core/engine';
import { z } from 'zod';

import { defaultContext } from './default-context.js';
import { decodeSamples, encodeSamples } from './sample-codec.js';

/** The layout of the folder; another one is made anew. */
const LAYOUT = 1;
/** The index; its name is that of no other file, which would be written over. */
const INDEX = 'lml-cache.json';
/** An index of more bytes is none. */
const INDEX_LIMIT = 2 ** 28;
const PART_NAME = /^samples-(\d{5,})\.safetensors$/;
/** Samples that are read at the same time. */
const AT_ONCE = 32;
/** Where the samples stand as JSON, beside their arrays. */
const JSON_NAME = 'samples';

const indexSchema = z.strictObject({
  layout: z.literal(LAYOUT),
  length: z.int().min(0),
  fingerprint: z.string().nullable(),
  partSize: z.int().positive(),
  parts: z.array(z.strictObject({ bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
});
type CacheIndex = z.output<typeof indexSchema>;

/** What a cache is made of. */
export interface DiskCacheOptions {
  /** The folder. */
  readonly path: string;
  /** Whose samples they are; it is open. */
  readonly dataset: Dataset;
  /** What the samples depend on besides their number. */
  readonly fingerprint: string | undefined;
  /** Samples in a file. */
  readonly partSize: number;
}

/** Samples that are kept in a folder: parts as safetensors, and an index that is written last, so that there is a whole cache or none. */
export interface DiskCache {
  /** The samples of a part. */
  readPart(part: number): Promise<readonly Sample[]>;
}

/**
 * Opens the cache in a folder, and makes it anew where there is none, where it is of other samples, or where it is damaged.
 *
 * @throws `LML_MISSING_FEATURE` in a browser; `LML_FILE_WRITE` where it cannot be written; `LML_INVALID_ARGUMENT` for samples that are
 * no plain data.
 */
export async function openDiskCache(options: DiskCacheOptions): Promise<DiskCache> {
  const { dataset, path, partSize, fingerprint = null } = options;
  const files = localFiles("dataset 'cached' on disk");
  const indexPath = `${path}/${INDEX}`;
  const { length } = dataset;
  const found = await readIndex(files, indexPath);
  const count = Math.ceil(length / partSize);
  const fits =
    found?.length === length &&
    found.fingerprint === fingerprint &&
    found.partSize === partSize &&
    found.parts.length === count;
  const writePart = async (part: number): Promise<{ samples: Sample[]; bytes: number; sha256: string }> => {
    const samples = await readSamples(dataset, part * partSize, Math.min(length, (part + 1) * partSize));
    const { json, arrays } = encodeSamples(samples);
    const text = new TextEncoder().encode(json);
    const bytes = writeSafetensors({ ...arrays, [JSON_NAME]: { dtype: 'uint8', shape: [text.length], data: text } });
    await files.write(partPath(path, part), bytes);
    return { samples, bytes: bytes.length, sha256: await sha256(bytes) };
  };
  const writeIndex = (index: CacheIndex): Promise<void> => files.write(indexPath, `${JSON.stringify(index)}\n`);
  let index = fits ? found : undefined;
  if (index === undefined) {
    // Without an index there is no cache, so that none is believed in that was cut off.
    await files.sweep(path);
    await remove(files, indexPath);
    const parts: CacheIndex['parts'] = [];
    for (let part = 0; part < count; part++) {
      const { bytes, sha256: hash } = await writePart(part);
      parts.push({ bytes, sha256: hash });
    }
    index = { layout: LAYOUT, length, fingerprint, partSize, parts };
    await writeIndex(index);
    for (const name of await files.list(path))
      if (Number(PART_NAME.exec(name)?.[1] ?? -1) >= count) await remove(files, `${path}/${name}`);
  }
  const { parts } = index;
  return {
    async readPart(part) {
      const file = partPath(path, part);
      try {
        return await readWhole(files, file, parts[part]!);
      } catch (error) {
        if (!LmlError.isInstance(error)) throw error;
        warn('LML_CACHE_DAMAGED', `'${file}' is damaged or gone, and is made anew from the dataset. ${error.message}`);
        const { samples, bytes, sha256: hash } = await writePart(part);
        parts[part] = { bytes, sha256: hash };
        await writeIndex({ ...index, parts });
        return samples;
      }
    },
  };
}

function partPath(path: string, part: number): string {
  return `${path}/samples-${String(part).padStart(5, '0')}.safetensors`;
}

async function remove(files: Files, path: string): Promise<void> {
  if (!(await files.exists(path))) return;
  try {
    await files.remove(path);
  } catch (cause) {
    throw new FileWriteError(`Cannot remove '${path}', of a cache that is out of date: ${String(cause)}.`, { cause });
  }
}

/** The index, if there is one that can be understood. */
async function readIndex(files: Files, path: string): Promise<CacheIndex | undefined> {
  if (!(await files.exists(path))) return undefined;
  try {
    return indexSchema.parse(JSON.parse(new TextDecoder().decode(await files.read(path, INDEX_LIMIT))));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    warn('LML_CACHE_DAMAGED', `'${path}' is no index of a cache, and the cache is made anew. ${reason}`);
    return undefined;
  }
}

async function readWhole(files: Files, path: string, expected: CacheIndex['parts'][number]): Promise<Sample[]> {
  const bytes = await files.read(path, expected.bytes);
  if ((await sha256(bytes)) !== expected.sha256)
    throw new FileFormatError(`'${path}' does not have the SHA-256 that it was written with.`);
  const { [JSON_NAME]: text, ...arrays } = readSafetensors(bytes);
  return decodeSamples({ json: new TextDecoder().decode(text!.data as Uint8Array), arrays });
}

async function readSamples(dataset: Dataset, from: number, to: number): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let start = from; start < to; start += AT_ONCE) {
    const indices = Array.from({ length: Math.min(AT_ONCE, to - start) }, (_, at) => start + at);
    samples.push(...(await Promise.all(indices.map(async (index) => dataset.get(index, defaultContext(index))))));
  }
  return samples;
}
