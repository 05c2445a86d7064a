import { createHash, createHmac } from 'node:crypto';
import { createServer } from 'node:http';

/** The keys that the server knows. */
export const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

/** @param {string | Buffer} key @param {string} text */
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();

/**
 * An S3-compatible bucket in memory, which checks signatures (AWS Signature Version 4), and answers every third request first by 503.
 *
 * @returns {Promise<{ url: string, objects: Map<string, Buffer>, close: () => Promise<void> }>}
 */
export async function bucketServer() {
  /** @type {Map<string, Buffer>} */
  const objects = new Map();
  let requests = 0;
  const server = createServer((request, response) => {
    /** @type {Buffer[]} */
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      requests += 1;
      const path = request.url ?? '';
      /** @param {number} status @param {Buffer | string} [body] */
      const answer = (status, body = '') => response.writeHead(status).end(body);
      if (!isSigned(request)) return answer(403, '<Code>SignatureDoesNotMatch</Code>');
      if (requests % 3 === 0) return answer(503, '<Code>SlowDown</Code>');
      if (request.method === 'PUT') {
        objects.set(path, Buffer.concat(parts));
        return answer(200);
      }
      if (request.method === 'DELETE') {
        objects.delete(path);
        return answer(204);
      }
      const found = objects.get(path);
      return found === undefined ? answer(404, '<Code>NoSuchKey</Code>') : answer(200, found);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}/bucket/runs`,
    objects,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @param {import('node:http').IncomingMessage} request */
function isSigned({ headers, method, url }) {
  const given = /Credential=([^/]+)\/(\d+)\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+), Signature=(\w+)/.exec(
    headers.authorization ?? '',
  );
  if (given === null) return false;
  const [, id, day = '', region = '', signedHeaders = '', signature] = given;
  const lines = signedHeaders.split(';').map((name) => `${name}:${headers[name]}\n`);
  const canonical = [method, url, '', lines.join(''), signedHeaders, headers['x-amz-content-sha256']].join('\n');
  const hash = createHash('sha256').update(canonical).digest('hex');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], `${day}/${region}/s3/aws4_request`, hash].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce(
    (last, part) => hmac(last, part),
    Buffer.from(`AWS4${KEYS.secretAccessKey}`),
  );
  return id === KEYS.accessKeyId && hmac(key, text).toString('hex') === signature;
}
