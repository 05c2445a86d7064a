// Generated from the components beside it: npm run barrels.
export * from './columns/columns.js';
export * from './encode/binarizer.js';
export * from './encode/k-bins-discretizer.js';
export * from './encode/label-encoder.js';
export * from './encode/one-hot-encoder.js';
export * from './encode/ordinal-encoder.js';
export * from './encode/target-encoder.js';
export * from './features/column-selector.js';
export * from './features/function-transformer.js';
export * from './features/pca.js';
export * from './features/polynomial-features.js';
export * from './features/variance-threshold.js';
export * from './impute/knn-imputer.js';
export * from './impute/missing-indicator.js';
export * from './impute/simple-imputer.js';
export * from './scale/max-abs-scaler.js';
export * from './scale/min-max-scaler.js';
export * from './scale/normalizer.js';
export * from './scale/power-transformer.js';
export * from './scale/quantile-transformer.js';
export * from './scale/robust-scaler.js';
export * from './scale/standard-scaler.js';
export * from './series/date-parts.js';
export * from './series/difference.js';
export * from './series/lags.js';
export * from './series/rolling.js';

import type { binarizer, BinarizerOptions } from './encode/binarizer.js';
import type { columnSelector, ColumnSelectorOptions } from './features/column-selector.js';
import type { columns, ColumnsOptions } from './columns/columns.js';
import type { dateParts, DatePartsOptions } from './series/date-parts.js';
import type { difference, DifferenceOptions } from './series/difference.js';
import type { functionTransformer, FunctionTransformerOptions } from './features/function-transformer.js';
import type { kBinsDiscretizer, KBinsDiscretizerOptions } from './encode/k-bins-discretizer.js';
import type { knnImputer, KnnImputerOptions } from './impute/knn-imputer.js';
import type { labelEncoder, LabelEncoderOptions } from './encode/label-encoder.js';
import type { lags, LagsOptions } from './series/lags.js';
import type { maxAbsScaler, MaxAbsScalerOptions } from './scale/max-abs-scaler.js';
import type { minMaxScaler, MinMaxScalerOptions } from './scale/min-max-scaler.js';
import type { missingIndicator, MissingIndicatorOptions } from './impute/missing-indicator.js';
import type { normalizer, NormalizerOptions } from './scale/normalizer.js';
import type { oneHotEncoder, OneHotEncoderOptions } from './encode/one-hot-encoder.js';
import type { ordinalEncoder, OrdinalEncoderOptions } from './encode/ordinal-encoder.js';
import type { pca, PcaOptions } from './features/pca.js';
import type { polynomialFeatures, PolynomialFeaturesOptions } from './features/polynomial-features.js';
import type { powerTransformer, PowerTransformerOptions } from './scale/power-transformer.js';
import type { quantileTransformer, QuantileTransformerOptions } from './scale/quantile-transformer.js';
import type { robustScaler, RobustScalerOptions } from './scale/robust-scaler.js';
import type { rolling, RollingOptions } from './series/rolling.js';
import type { simpleImputer, SimpleImputerOptions } from './impute/simple-imputer.js';
import type { standardScaler, StandardScalerOptions } from './scale/standard-scaler.js';
import type { targetEncoder, TargetEncoderOptions } from './encode/target-encoder.js';
import type { varianceThreshold, VarianceThresholdOptions } from './features/variance-threshold.js';

declare module '@lml/core' {
  interface TransformComponents {
    /** See {@link binarizer}. */
    binarizer: typeof binarizer;
    /** See {@link columnSelector}. */
    'column-selector': typeof columnSelector;
    /** See {@link columns}. */
    columns: typeof columns;
    /** See {@link dateParts}. */
    'date-parts': typeof dateParts;
    /** See {@link difference}. */
    difference: typeof difference;
    /** See {@link functionTransformer}. */
    'function-transformer': typeof functionTransformer;
    /** See {@link kBinsDiscretizer}. */
    'k-bins-discretizer': typeof kBinsDiscretizer;
    /** See {@link knnImputer}. */
    'knn-imputer': typeof knnImputer;
    /** See {@link labelEncoder}. */
    'label-encoder': typeof labelEncoder;
    /** See {@link lags}. */
    lags: typeof lags;
    /** See {@link maxAbsScaler}. */
    'max-abs-scaler': typeof maxAbsScaler;
    /** See {@link minMaxScaler}. */
    'min-max-scaler': typeof minMaxScaler;
    /** See {@link missingIndicator}. */
    'missing-indicator': typeof missingIndicator;
    /** See {@link normalizer}. */
    normalizer: typeof normalizer;
    /** See {@link oneHotEncoder}. */
    'one-hot-encoder': typeof oneHotEncoder;
    /** See {@link ordinalEncoder}. */
    'ordinal-encoder': typeof ordinalEncoder;
    /** See {@link pca}. */
    pca: typeof pca;
    /** See {@link polynomialFeatures}. */
    'polynomial-features': typeof polynomialFeatures;
    /** See {@link powerTransformer}. */
    'power-transformer': typeof powerTransformer;
    /** See {@link quantileTransformer}. */
    'quantile-transformer': typeof quantileTransformer;
    /** See {@link robustScaler}. */
    'robust-scaler': typeof robustScaler;
    /** See {@link rolling}. */
    rolling: typeof rolling;
    /** See {@link simpleImputer}. */
    'simple-imputer': typeof simpleImputer;
    /** See {@link standardScaler}. */
    'standard-scaler': typeof standardScaler;
    /** See {@link targetEncoder}. */
    'target-encoder': typeof targetEncoder;
    /** See {@link varianceThreshold}. */
    'variance-threshold': typeof varianceThreshold;
  }
  interface TransformOptions {
    /** See {@link binarizer}. */
    binarizer: BinarizerOptions;
    /** See {@link columnSelector}. */
    'column-selector': ColumnSelectorOptions;
    /** See {@link columns}. */
    columns: ColumnsOptions;
    /** See {@link dateParts}. */
    'date-parts': DatePartsOptions;
    /** See {@link difference}. */
    difference: DifferenceOptions;
    /** See {@link functionTransformer}. */
    'function-transformer': FunctionTransformerOptions;
    /** See {@link kBinsDiscretizer}. */
    'k-bins-discretizer': KBinsDiscretizerOptions;
    /** See {@link knnImputer}. */
    'knn-imputer': KnnImputerOptions;
    /** See {@link labelEncoder}. */
    'label-encoder': LabelEncoderOptions;
    /** See {@link lags}. */
    lags: LagsOptions;
    /** See {@link maxAbsScaler}. */
    'max-abs-scaler': MaxAbsScalerOptions;
    /** See {@link minMaxScaler}. */
    'min-max-scaler': MinMaxScalerOptions;
    /** See {@link missingIndicator}. */
    'missing-indicator': MissingIndicatorOptions;
    /** See {@link normalizer}. */
    normalizer: NormalizerOptions;
    /** See {@link oneHotEncoder}. */
    'one-hot-encoder': OneHotEncoderOptions;
    /** See {@link ordinalEncoder}. */
    'ordinal-encoder': OrdinalEncoderOptions;
    /** See {@link pca}. */
    pca: PcaOptions;
    /** See {@link polynomialFeatures}. */
    'polynomial-features': PolynomialFeaturesOptions;
    /** See {@link powerTransformer}. */
    'power-transformer': PowerTransformerOptions;
    /** See {@link quantileTransformer}. */
    'quantile-transformer': QuantileTransformerOptions;
    /** See {@link robustScaler}. */
    'robust-scaler': RobustScalerOptions;
    /** See {@link rolling}. */
    rolling: RollingOptions;
    /** See {@link simpleImputer}. */
    'simple-imputer': SimpleImputerOptions;
    /** See {@link standardScaler}. */
    'standard-scaler': StandardScalerOptions;
    /** See {@link targetEncoder}. */
    'target-encoder': TargetEncoderOptions;
    /** See {@link varianceThreshold}. */
    'variance-threshold': VarianceThresholdOptions;
  }
}
