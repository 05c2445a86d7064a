/** The names of core's composites, by which a target knows the nodes that they become. */
export const compositeNames = {
  /** A step of Adam, of `@lml/optimizers`. */
  adamStep: 'adam-step',
  /** Of `attention`. */
  attention: 'attention',
  /** Of `batchNorm`. */
  batchNorm: 'batch-norm',
  /** Of `classRows`. */
  classRows: 'class-rows',
  /** Of `ctcNegativeLogLikelihood`. */
  ctc: 'ctc',
  /** Of the frames within `ctc`. */
  ctcRecursion: 'ctc-recursion',
  /** Of `gelu`. */
  gelu: 'gelu',
  /** Of `gru`. */
  gru: 'gru',
  /** Of `l2Normalise`. */
  l2Normalise: 'l2-normalise',
  /** Of `layerNorm`. */
  layerNorm: 'layer-norm',
  /** Of `lstm`. */
  lstm: 'lstm',
  /** Puts the numbers of tensors together as one vector. */
  pack: 'pack',
  /** Of `softmaxCrossEntropy`. */
  softmaxCrossEntropy: 'softmax-cross-entropy',
  /** Cuts a packed vector into tensors again. */
  unpack: 'unpack',
} as const;

/** Returns the name of a composite's gradient, which is a node of its own where a target has a lowering for it too. */
export function compositeGradient(name: string): string {
  return `${name}/gradient`;
}
