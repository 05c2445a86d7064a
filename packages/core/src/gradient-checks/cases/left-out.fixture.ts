/** Functions that TensorFlow.js exports and whose gradients are not checked, by the reason. */
export const LEFT_OUT = {
  'makes a tensor of nothing':
    'buffer eye fill linspace ones range scalar tensor tensor1d tensor2d tensor3d tensor4d tensor5d tensor6d variable zeros cosineWindow signal.hammingWindow signal.hannWindow',
  'draws numbers that nobody can draw again':
    'multinomial rand randomGamma randomNormal randomStandardNormal randomUniform randomUniformInt truncatedNormal',
  'gives whole numbers, truth values or positions':
    'broadcastArgs image.nonMaxSuppression image.nonMaxSuppressionWithScore image.nonMaxSuppressionPadded image.threshold math.confusionMatrix metrics.binaryAccuracy metrics.categoricalAccuracy metrics.sparseCategoricalAccuracy metrics.precision metrics.recall sparse.sparseReshape',
  'needs values, which a step does not read':
    'booleanMaskAsync inTopKAsync setdiff1dAsync whereAsync image.nonMaxSuppressionAsync image.nonMaxSuppressionWithScoreAsync image.nonMaxSuppressionPaddedAsync',
  'takes texts': 'string.stringNGrams string.stringSplit string.stringToHashBucketFast string.staticRegexReplace',
  'is another name for an op of any rank':
    'batchNorm2d batchNorm3d batchNorm4d concat1d concat2d concat3d concat4d pad1d pad2d pad3d pad4d reverse1d reverse2d reverse3d reverse4d slice1d slice2d slice3d slice4d fft ifft rfft irfft metrics.mape metrics.mse',
  'takes gradients': 'customGrad grad grads valueAndGrad valueAndGrads variableGrads',
  'is no op':
    'backend copyRegisteredKernels deprecationWarn deregisterOp disableDeprecationWarnings dispose disposeVariables enableDebugMode enableProdMode enclosingPowerOfTwo engine env findBackend findBackendFactory forceHalfFloat getBackend getGradient getKernel getKernelsForBackend input keep loadGraphModel loadGraphModelSync loadLayersModel memory model nextFrame op print profile ready registerBackend registerCallbackConstructor registerGradient registerKernel registerOp removeBackend sequential setBackend setPlatform setWebGLContext sumOutType tidy time train unregisterGradient unregisterKernel upcastType',
} as const;
