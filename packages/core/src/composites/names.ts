/** The names of core's composites, by which a target knows the nodes that they become. */
export const compositeNames = {
  attention: 'attention',
  batchNorm: 'batch-norm',
  classRows: 'class-rows',
  gelu: 'gelu',
  gru: 'gru',
  l2Normalise: 'l2-normalise',
  layerNorm: 'layer-norm',
  lstm: 'lstm',
  pack: 'pack',
  softmaxCrossEntropy: 'softmax-cross-entropy',
  unpack: 'unpack',
} as const;

/** Returns the name of a composite's gradient, which is a node of its own where a target has a lowering for it too. */
export function compositeGradient(name: string): string {
  return `${name}/gradient`;
}
