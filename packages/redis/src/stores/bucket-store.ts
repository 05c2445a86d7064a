import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';

import { ExecutorError } from '@lml/core';
import type { AwsClient } from 'aws4fetch';

import { pathIn } from './file-names.js';
import { placeFile } from './place-file.js';
import type { BucketPlace, Store } from './store.js';

/** What signs requests to a bucket. */
export interface BucketKeys {
  /** The name of the key. */
  readonly accessKeyId?: string | undefined;
  /** The key. */
  readonly secretAccessKey?: string | undefined;
}

/** How often a request is made whose connection broke; what the server asks to repeat, the client repeats by itself. */
const TRIES = 4;

/** An S3-compatible bucket. Each file is one object, of 2 GiB at most. */
export class BucketStore implements Store {
  private constructor(
    private readonly bucket: string,
    private readonly client: AwsClient,
  ) {}

  /**
   * Opens a bucket; nothing is asked of it yet.
   *
   * @throws `LML_EXECUTOR` without keys.
   */
  static async open({ bucket, region }: BucketPlace, keys: BucketKeys): Promise<BucketStore> {
    const { env } = process;
    const accessKeyId = keys.accessKeyId ?? env['AWS_ACCESS_KEY_ID'];
    const secretAccessKey = keys.secretAccessKey ?? env['AWS_SECRET_ACCESS_KEY'];
    if (accessKeyId === undefined || secretAccessKey === undefined)
      throw new ExecutorError(
        `There are no keys for the bucket ${bucket}. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY where the search and where the workers are started; they do not travel with jobs.`,
      );
    const { AwsClient } = await import('aws4fetch');
    // Keys that were given by hand belong to no session.
    const sessionToken = keys.accessKeyId === undefined ? env['AWS_SESSION_TOKEN'] : undefined;
    const where = region ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? 'us-east-1';
    return new BucketStore(
      bucket.replace(/\/+$/, ''),
      new AwsClient({
        accessKeyId,
        secretAccessKey,
        service: 's3',
        region: where,
        retries: 6,
        ...(sessionToken !== undefined && { sessionToken }),
      }),
    );
  }

  /** See {@link Store}. */
  async save(folder: string, names: readonly string[], place: string): Promise<void> {
    for (const name of names) {
      const body = await readFile(pathIn(folder, name));
      await this.#ask('PUT', place, name, { body });
    }
  }

  /** See {@link Store}. */
  async load(place: string, names: readonly string[], folder: string): Promise<void> {
    for (const name of names) {
      await placeFile(pathIn(folder, name), async (path) => {
        const { body } = await this.#ask('GET', place, name);
        const bytes = body === null ? Readable.from([]) : Readable.fromWeb(body as ReadableStream);
        await pipeline(bytes, createWriteStream(path));
      }).catch((cause: unknown) => {
        if (cause instanceof ExecutorError) throw cause;
        throw new ExecutorError(`The file '${name}' cannot be copied from ${this.bucket}: ${reasonOf(cause)}.`, {
          cause,
        });
      });
    }
  }

  /** See {@link Store}. */
  async remove(place: string, names: readonly string[]): Promise<void> {
    for (const name of names) await this.#ask('DELETE', place, name);
  }

  async #ask(method: string, place: string, name: string, init: { body?: Uint8Array } = {}): Promise<Response> {
    // Names are checked as those of files are, and each part stands for itself.
    const url = `${this.bucket}/${pathOf(place)}/${pathOf(name)}`;
    const response = await this.#fetch(url, { method, ...init } as RequestInit);
    if (response.ok) return response;
    const answer = (await response.text()).replace(/\s+/g, ' ').slice(0, 300);
    throw new ExecutorError(
      `The bucket answered ${response.status} to ${method} ${url}: ${answer || response.statusText}. Look at its address, its region and the keys (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY).`,
    );
  }

  async #fetch(url: string, init: RequestInit): Promise<Response> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.client.fetch(url, init);
      } catch (cause) {
        if (tries === TRIES)
          throw new ExecutorError(
            `The bucket ${this.bucket} cannot be reached: ${reasonOf(cause)}. Look at its address and at the network.`,
            { cause },
          );
        await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** tries));
      }
    }
  }
}

function pathOf(name: string): string {
  pathIn('.', name);
  return name.split('/').map(encodeURIComponent).join('/');
}

/** What `fetch` says hides the reason in its cause. */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  return String(cause ?? error);
}
