import { codeOf } from '../shared/array-goldens.fixture.js';
import { maskedAddress, withoutPassword } from '../tables/databases/postgres-address.js';
import { postgres } from './postgres.js';

// With a database: tools/e2e/postgres.spec.mjs.
describe('postgres', () => {
  it('wants a query or a table', () => {
    expect(() => postgres({})).toThrow(/query.*must be given, or else a table/s);
    expect(() => postgres({ query: 'select 1', table: 'flowers' })).toThrow(/LML_INVALID_OPTIONS/);
  });

  it('says that there is no server', async () => {
    const connection = 'postgres://name:secret@127.0.0.1:1/flowers';
    const dataset = postgres({ connection, table: 'flowers' });
    await expect(dataset.open()).rejects.toThrow(/postgres:\/\/\*\*\*@127\.0\.0\.1:1\/flowers.*LML_FILE_NOT_FOUND/);
    expect(await codeOf(() => dataset.open())).toBe('LML_FILE_NOT_FOUND');
  });

  it('shows no passwords', () => {
    expect(maskedAddress('postgres://name:se@cret@host/db?password=x')).not.toMatch(/cret|name|=x/);
    expect(withoutPassword('no se/cret for se%2Fcret', 'postgres://name:se%2Fcret@host/db')).toBe('no *** for ***');
  });
});
