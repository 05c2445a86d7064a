import { redis } from './redis.js';

const handler = (): Promise<unknown> => Promise.resolve();

/** The message of what is thrown. */
async function messageOf(act: () => unknown): Promise<string> {
  try {
    await act();
  } catch (error) {
    return String(error);
  }
  return 'nothing was thrown';
}

describe('redis', () => {
  const before = process.env['REDIS_URL'];
  afterEach(() => {
    if (before === undefined) delete process.env['REDIS_URL'];
    else process.env['REDIS_URL'] = before;
  });

  it('refuses another address than one of Redis, and does not show it', async () => {
    const message = await messageOf(() => redis({ url: 'http://:s3cret@host' }));
    expect(message).toMatch(/LML_INVALID_OPTIONS/);
    expect(message).toMatch(/redis:\/\/ or rediss:\/\//);
    expect(message).not.toMatch(/s3cret/);
  });

  it('takes the address of the environment when it is opened, and does not show it either', async () => {
    const executor = redis();
    process.env['REDIS_URL'] = 'http://:s3cret@host:1';
    const message = await messageOf(() => executor.open({ run: 'run', handler }));
    expect(message).toMatch(/http:\/\/\*\*\*@host:1.*LML_EXECUTOR/);
    expect(message).not.toMatch(/s3cret/);
  });

  it.each([
    ['queue', 'a:b'],
    ['queue', ''],
    ['priority', 16],
    ['priority', -1],
    ['attempts', 0],
    ['stalledAfter', 0.5],
    ['capacity', 0],
    ['keepResults', 1],
    ['store', ''],
    ['store', { bucket: 'my-bucket' }],
    ['store', { bucket: 'ftp://host/bucket' }],
    ['store', { bucket: 'https://host/bucket', key: 'x' }],
  ])('refuses %s: %j', (option, value) => {
    expect(() => redis({ [option]: value })).toThrow('LML_INVALID_OPTIONS');
  });
});
