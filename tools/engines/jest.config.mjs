import base from '../jest/base.mjs';

/** What the other packages compute, on both engines. Specs run on sources; packages may not know each other, so they are here. */
export default { ...base, displayName: 'engines', testMatch: ['<rootDir>/*.spec.mjs'] };
