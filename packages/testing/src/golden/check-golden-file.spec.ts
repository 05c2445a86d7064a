import { checkGoldenFile } from './check-golden-file.js';

const CASE = { name: 'a', input: 'x', options: {}, expected: { value: 1 } };
const FILE = { kind: 'loss', component: 'mse', source: 'torch 2', inputs: { x: {} }, cases: [CASE] };
const withCase = (change: Record<string, unknown>) => ({ ...FILE, cases: [{ ...CASE, ...change }] });

describe('checkGoldenFile', () => {
  it('takes what follows the format', () => {
    expect(() => checkGoldenFile(FILE)).not.toThrow();
    expect(() => checkGoldenFile({ ...FILE, script: 'make.py' })).not.toThrow();
    expect(() => checkGoldenFile(withCase({ tolerance: 1, reason: 'why' }))).not.toThrow();
    expect(() => checkGoldenFile(withCase({ expected: undefined, error: 'LML_NO', message: 'm' }))).not.toThrow();
  });

  it.each([
    [[], 'it is no record'],
    [{ ...FILE, componnet: 'mse' }, 'it has the unknown entries componnet'],
    [{ ...FILE, source: '' }, 'its source is "", not a text'],
    [{ ...FILE, inputs: [] }, 'its inputs are no record'],
    [{ ...FILE, cases: [] }, 'it has no cases'],
    [{ ...FILE, cases: [1] }, 'a case is no record'],
    [{ ...FILE, cases: [CASE, CASE] }, "two cases have the name 'a'"],
    [{ ...FILE, inputs: { x: {}, y: {} } }, 'no case uses its inputs y'],
    [withCase({ name: '' }), 'a case has the name ""'],
    [withCase({ input: 'y' }), "the case 'a' has the unknown input y"],
    [withCase({ tolerence: 1 }), "the case 'a' has the unknown entries tolerence"],
    [withCase({ options: undefined }), "the case 'a' has no options"],
    [withCase({ error: 'LML_NO' }), "the case 'a' needs either 'expected' or 'error'"],
    [withCase({ expected: undefined }), "the case 'a' needs either 'expected' or 'error'"],
    [withCase({ expected: 3 }), "what the case 'a' expects is no record"],
    [withCase({ expected: undefined, error: 'no' }), "the case 'a' has the error code 'no'"],
    [withCase({ message: 'm' }), "the case 'a' has a message, but no error"],
    [withCase({ tolerance: 1 }), "the case 'a' has a tolerance without a reason"],
  ])('refuses %j', (file, message) => {
    expect(() => checkGoldenFile(file)).toThrow(message);
  });
});
