import { FileNotFoundError } from '../errors/file-not-found-error.js';
import { FileReadError } from '../errors/file-read-error.js';
import type { ByteSource } from './byte-source.js';

/** Whether a path is a URL of the web. */
export function isUrl(path: string): boolean {
  return /^https?:\/\//i.test(path);
}

/**
 * What is under a URL, read by requests for ranges.
 *
 * @throws `LML_FILE_NOT_FOUND` where the server has no such file or does not answer.
 */
export async function httpSource(url: string): Promise<ByteSource> {
  const size = await sizeOf(url);
  return {
    name: url,
    size,
    async *stream() {
      const { body } = await request(url, {});
      if (body === null) return;
      const reader = body.getReader();
      let read = 0;
      try {
        for (;;) {
          const { done, value } = await reader.read().catch((cause: unknown) => broken(url, read, cause));
          if (done) break;
          read += value.length;
          yield value;
        }
        if (size !== undefined && read < size) broken(url, read);
      } finally {
        await reader.cancel().catch(() => undefined);
      }
    },
    async slice(start, end) {
      if (end <= start) return new Uint8Array();
      const response = await request(url, { headers: { range: `bytes=${start}-${end - 1}` } });
      if (response.status !== 206) {
        await response.body?.cancel();
        throw new FileReadError(`The server of '${url}' does not give parts of files. Download it, and read the file.`);
      }
      const bytes = await response.arrayBuffer().catch((cause: unknown) => broken(url, start, cause));
      if (bytes.byteLength !== end - start) broken(url, start + bytes.byteLength);
      return new Uint8Array(bytes);
    },
  };
}

/**
 * The size of what is under a URL. It is asked for by a request for the first byte, since addresses that are signed for reading refuse
 * HEAD.
 */
async function sizeOf(url: string): Promise<number | undefined> {
  const { status, headers, body } = await request(url, { headers: { range: 'bytes=0-0' } }, [EMPTY]);
  await body?.cancel();
  const whole = status === 200 ? headers.get('content-length') : headers.get('content-range')?.split('/')[1];
  // What is compressed on its way has another length there than here.
  const isKnown = whole !== null && whole !== undefined && /^\d+$/.test(whole) && !headers.has('content-encoding');
  return isKnown ? Number(whole) : undefined;
}

/** The answer to a request for the first byte of an empty file. */
const EMPTY = 416;

async function request(url: string, init: RequestInit, accepted: readonly number[] = []): Promise<Response> {
  const response = await fetch(url, init).catch((cause: unknown) => {
    throw new FileNotFoundError(`Cannot read '${url}': its server does not answer.`, { cause });
  });
  if (response.ok || accepted.includes(response.status)) return response;
  await response.body?.cancel();
  throw new FileNotFoundError(`Cannot read '${url}': the server answered ${response.status}.`);
}

function broken(url: string, at: number, cause?: unknown): never {
  throw new FileReadError(`The connection to '${url}' was lost after ${at} bytes. Try again.`, { cause });
}
