// Generated from the components beside it: npm run barrels.
export * from './columns/columns.js';
export * from './encode/one-hot-encoder.js';
export * from './scale/standard-scaler.js';

import type { columns, ColumnsOptions } from './columns/columns.js';
import type { oneHotEncoder, OneHotEncoderOptions } from './encode/one-hot-encoder.js';
import type { standardScaler, StandardScalerOptions } from './scale/standard-scaler.js';

declare module '@lml/core' {
  interface TransformComponents {
    /** See {@link columns}. */
    columns: typeof columns;
    /** See {@link oneHotEncoder}. */
    'one-hot-encoder': typeof oneHotEncoder;
    /** See {@link standardScaler}. */
    'standard-scaler': typeof standardScaler;
  }
  interface TransformOptions {
    /** See {@link columns}. */
    columns: ColumnsOptions;
    /** See {@link oneHotEncoder}. */
    'one-hot-encoder': OneHotEncoderOptions;
    /** See {@link standardScaler}. */
    'standard-scaler': StandardScalerOptions;
  }
}
