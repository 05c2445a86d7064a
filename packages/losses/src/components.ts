// Generated from the components beside it: npm run barrels.
export * from './classification/adaptive-log-softmax.js';
export * from './classification/bce-with-logits.js';
export * from './classification/bce.js';
export * from './classification/categorical-hinge.js';
export * from './classification/cross-entropy.js';
export * from './classification/distillation.js';
export * from './classification/generalised-cross-entropy.js';
export * from './classification/hinge-embedding.js';
export * from './classification/hinge.js';
export * from './classification/kl-div.js';
export * from './classification/linear-cross-entropy.js';
export * from './classification/multi-label-margin.js';
export * from './classification/multi-label-soft-margin.js';
export * from './classification/multi-margin.js';
export * from './classification/nll.js';
export * from './classification/poly-1.js';
export * from './classification/sigmoid-focal.js';
export * from './classification/soft-margin.js';
export * from './classification/softmax-focal.js';
export * from './classification/sparsemax.js';
export * from './classification/squared-hinge.js';
export * from './composed/multi-head.js';
export * from './detection/ciou.js';
export * from './detection/diou.js';
export * from './detection/giou.js';
export * from './image/ms-ssim.js';
export * from './image/psnr.js';
export * from './image/ssim.js';
export * from './image/total-variation.js';
export * from './metric-learning/angular.js';
export * from './metric-learning/arc-face.js';
export * from './metric-learning/circle.js';
export * from './metric-learning/contrastive.js';
export * from './metric-learning/cos-face.js';
export * from './metric-learning/cosine-embedding.js';
export * from './metric-learning/lifted.js';
export * from './metric-learning/margin.js';
export * from './metric-learning/multi-similarity.js';
export * from './metric-learning/n-pairs.js';
export * from './metric-learning/normalised-softmax.js';
export * from './metric-learning/nt-xent.js';
export * from './metric-learning/proxy-anchor.js';
export * from './metric-learning/proxy-nca.js';
export * from './metric-learning/soft-triple.js';
export * from './metric-learning/sphere-face.js';
export * from './metric-learning/sub-center-arc-face.js';
export * from './metric-learning/sup-con.js';
export * from './metric-learning/triplet-margin-with-distance.js';
export * from './metric-learning/triplet-margin.js';
export * from './metric-learning/triplet.js';
export * from './ranking/margin-ranking.js';
export * from './ranking/ranking-softmax.js';
export * from './regression/cauchy.js';
export * from './regression/charbonnier.js';
export * from './regression/cosine-similarity.js';
export * from './regression/gaussian-nll.js';
export * from './regression/geman-mcclure.js';
export * from './regression/huber.js';
export * from './regression/l1.js';
export * from './regression/log-cosh.js';
export * from './regression/mape.js';
export * from './regression/mse.js';
export * from './regression/msle.js';
export * from './regression/pinball.js';
export * from './regression/poisson-nll.js';
export * from './regression/smooth-l1.js';
export * from './regression/tweedie-deviance.js';
export * from './regression/welsch.js';
export * from './regression/wing.js';
export * from './segmentation/dice.js';
export * from './segmentation/jaccard.js';
export * from './segmentation/lovasz-hinge.js';
export * from './segmentation/lovasz-softmax.js';
export * from './segmentation/mcc.js';
export * from './segmentation/soft-bce.js';
export * from './segmentation/tversky.js';
export * from './self-supervised/barlow-twins.js';
export * from './self-supervised/dino.js';
export * from './self-supervised/negative-cosine.js';
export * from './self-supervised/swav.js';
export * from './self-supervised/vic-reg.js';
export * from './sequence/ctc.js';
export * from './survival/cox.js';
export * from './survival/discrete-hazard.js';
export * from './tfjs/absolute-difference.js';
export * from './tfjs/binary-crossentropy.js';
export * from './tfjs/categorical-crossentropy.js';
export * from './tfjs/cosine-distance.js';
export * from './tfjs/cosine-proximity.js';
export * from './tfjs/hinge-loss.js';
export * from './tfjs/huber-loss.js';
export * from './tfjs/log-loss.js';
export * from './tfjs/mean-absolute-error.js';
export * from './tfjs/mean-absolute-percentage-error.js';
export * from './tfjs/mean-squared-error.js';
export * from './tfjs/sigmoid-cross-entropy.js';
export * from './tfjs/softmax-cross-entropy.js';

import type { adaptiveLogSoftmax, AdaptiveLogSoftmaxOptions } from './classification/adaptive-log-softmax.js';
import type { angular, AngularOptions } from './metric-learning/angular.js';
import type { arcFace, ArcFaceOptions } from './metric-learning/arc-face.js';
import type { barlowTwins, BarlowTwinsOptions } from './self-supervised/barlow-twins.js';
import type { bce, BceOptions } from './classification/bce.js';
import type { bceWithLogits, BceWithLogitsOptions } from './classification/bce-with-logits.js';
import type { categoricalHinge, CategoricalHingeOptions } from './classification/categorical-hinge.js';
import type { cauchy, CauchyOptions } from './regression/cauchy.js';
import type { charbonnier, CharbonnierOptions } from './regression/charbonnier.js';
import type { ciou, CiouOptions } from './detection/ciou.js';
import type { circle, CircleOptions } from './metric-learning/circle.js';
import type { contrastive, ContrastiveOptions } from './metric-learning/contrastive.js';
import type { cosFace, CosFaceOptions } from './metric-learning/cos-face.js';
import type { cosineEmbedding, CosineEmbeddingOptions } from './metric-learning/cosine-embedding.js';
import type { cosineSimilarity, CosineSimilarityOptions } from './regression/cosine-similarity.js';
import type { cox, CoxOptions } from './survival/cox.js';
import type { crossEntropy, CrossEntropyOptions } from './classification/cross-entropy.js';
import type { ctc, CtcOptions } from './sequence/ctc.js';
import type { dice, DiceOptions } from './segmentation/dice.js';
import type { dino, DinoOptions } from './self-supervised/dino.js';
import type { diou, DiouOptions } from './detection/diou.js';
import type { discreteHazard, DiscreteHazardOptions } from './survival/discrete-hazard.js';
import type { distillation, DistillationOptions } from './classification/distillation.js';
import type { gaussianNll, GaussianNllOptions } from './regression/gaussian-nll.js';
import type { gemanMcclure, GemanMcclureOptions } from './regression/geman-mcclure.js';
import type { generalisedCrossEntropy, GeneralisedCrossEntropyOptions } from './classification/generalised-cross-entropy.js';
import type { giou, GiouOptions } from './detection/giou.js';
import type { hinge, HingeOptions } from './classification/hinge.js';
import type { hingeEmbedding, HingeEmbeddingOptions } from './classification/hinge-embedding.js';
import type { huber, HuberOptions } from './regression/huber.js';
import type { jaccard, JaccardOptions } from './segmentation/jaccard.js';
import type { klDiv, KlDivOptions } from './classification/kl-div.js';
import type { l1, L1Options } from './regression/l1.js';
import type { lifted, LiftedOptions } from './metric-learning/lifted.js';
import type { linearCrossEntropy, LinearCrossEntropyOptions } from './classification/linear-cross-entropy.js';
import type { logCosh, LogCoshOptions } from './regression/log-cosh.js';
import type { lovaszHinge, LovaszHingeOptions } from './segmentation/lovasz-hinge.js';
import type { lovaszSoftmax, LovaszSoftmaxOptions } from './segmentation/lovasz-softmax.js';
import type { mape, MapeOptions } from './regression/mape.js';
import type { margin, MarginOptions } from './metric-learning/margin.js';
import type { marginRanking, MarginRankingOptions } from './ranking/margin-ranking.js';
import type { mcc, MccOptions } from './segmentation/mcc.js';
import type { msSsim, MsSsimOptions } from './image/ms-ssim.js';
import type { mse, MseOptions } from './regression/mse.js';
import type { msle, MsleOptions } from './regression/msle.js';
import type { multiHead, MultiHeadOptions } from './composed/multi-head.js';
import type { multiLabelMargin, MultiLabelMarginOptions } from './classification/multi-label-margin.js';
import type { multiLabelSoftMargin, MultiLabelSoftMarginOptions } from './classification/multi-label-soft-margin.js';
import type { multiMargin, MultiMarginOptions } from './classification/multi-margin.js';
import type { multiSimilarity, MultiSimilarityOptions } from './metric-learning/multi-similarity.js';
import type { nPairs, NPairsOptions } from './metric-learning/n-pairs.js';
import type { negativeCosine, NegativeCosineOptions } from './self-supervised/negative-cosine.js';
import type { nll, NllOptions } from './classification/nll.js';
import type { normalisedSoftmax, NormalisedSoftmaxOptions } from './metric-learning/normalised-softmax.js';
import type { ntXent, NtXentOptions } from './metric-learning/nt-xent.js';
import type { pinball, PinballOptions } from './regression/pinball.js';
import type { poissonNll, PoissonNllOptions } from './regression/poisson-nll.js';
import type { poly1, Poly1Options } from './classification/poly-1.js';
import type { proxyAnchor, ProxyAnchorOptions } from './metric-learning/proxy-anchor.js';
import type { proxyNca, ProxyNcaOptions } from './metric-learning/proxy-nca.js';
import type { psnr, PsnrOptions } from './image/psnr.js';
import type { rankingSoftmax, RankingSoftmaxOptions } from './ranking/ranking-softmax.js';
import type { sigmoidFocal, SigmoidFocalOptions } from './classification/sigmoid-focal.js';
import type { smoothL1, SmoothL1Options } from './regression/smooth-l1.js';
import type { softBce, SoftBceOptions } from './segmentation/soft-bce.js';
import type { softMargin, SoftMarginOptions } from './classification/soft-margin.js';
import type { softTriple, SoftTripleOptions } from './metric-learning/soft-triple.js';
import type { softmaxFocal, SoftmaxFocalOptions } from './classification/softmax-focal.js';
import type { sparsemax, SparsemaxOptions } from './classification/sparsemax.js';
import type { sphereFace, SphereFaceOptions } from './metric-learning/sphere-face.js';
import type { squaredHinge, SquaredHingeOptions } from './classification/squared-hinge.js';
import type { ssim, SsimOptions } from './image/ssim.js';
import type { subCenterArcFace, SubCenterArcFaceOptions } from './metric-learning/sub-center-arc-face.js';
import type { supCon, SupConOptions } from './metric-learning/sup-con.js';
import type { swav, SwavOptions } from './self-supervised/swav.js';
import type { tfjsAbsoluteDifference, TfjsAbsoluteDifferenceOptions } from './tfjs/absolute-difference.js';
import type { tfjsBinaryCrossentropy, TfjsBinaryCrossentropyOptions } from './tfjs/binary-crossentropy.js';
import type { tfjsCategoricalCrossentropy, TfjsCategoricalCrossentropyOptions } from './tfjs/categorical-crossentropy.js';
import type { tfjsCosineDistance, TfjsCosineDistanceOptions } from './tfjs/cosine-distance.js';
import type { tfjsCosineProximity, TfjsCosineProximityOptions } from './tfjs/cosine-proximity.js';
import type { tfjsHingeLoss, TfjsHingeLossOptions } from './tfjs/hinge-loss.js';
import type { tfjsHuberLoss, TfjsHuberLossOptions } from './tfjs/huber-loss.js';
import type { tfjsLogLoss, TfjsLogLossOptions } from './tfjs/log-loss.js';
import type { tfjsMeanAbsoluteError, TfjsMeanAbsoluteErrorOptions } from './tfjs/mean-absolute-error.js';
import type { tfjsMeanAbsolutePercentageError, TfjsMeanAbsolutePercentageErrorOptions } from './tfjs/mean-absolute-percentage-error.js';
import type { tfjsMeanSquaredError, TfjsMeanSquaredErrorOptions } from './tfjs/mean-squared-error.js';
import type { tfjsSigmoidCrossEntropy, TfjsSigmoidCrossEntropyOptions } from './tfjs/sigmoid-cross-entropy.js';
import type { tfjsSoftmaxCrossEntropy, TfjsSoftmaxCrossEntropyOptions } from './tfjs/softmax-cross-entropy.js';
import type { totalVariation, TotalVariationOptions } from './image/total-variation.js';
import type { triplet, TripletOptions } from './metric-learning/triplet.js';
import type { tripletMargin, TripletMarginOptions } from './metric-learning/triplet-margin.js';
import type { tripletMarginWithDistance, TripletMarginWithDistanceOptions } from './metric-learning/triplet-margin-with-distance.js';
import type { tversky, TverskyOptions } from './segmentation/tversky.js';
import type { tweedieDeviance, TweedieDevianceOptions } from './regression/tweedie-deviance.js';
import type { vicReg, VicRegOptions } from './self-supervised/vic-reg.js';
import type { welsch, WelschOptions } from './regression/welsch.js';
import type { wing, WingOptions } from './regression/wing.js';

declare module '@lml/core' {
  interface LossComponents {
    /** See {@link adaptiveLogSoftmax}. */
    'adaptive-log-softmax': typeof adaptiveLogSoftmax;
    /** See {@link angular}. */
    angular: typeof angular;
    /** See {@link arcFace}. */
    'arc-face': typeof arcFace;
    /** See {@link barlowTwins}. */
    'barlow-twins': typeof barlowTwins;
    /** See {@link bce}. */
    bce: typeof bce;
    /** See {@link bceWithLogits}. */
    'bce-with-logits': typeof bceWithLogits;
    /** See {@link categoricalHinge}. */
    'categorical-hinge': typeof categoricalHinge;
    /** See {@link cauchy}. */
    cauchy: typeof cauchy;
    /** See {@link charbonnier}. */
    charbonnier: typeof charbonnier;
    /** See {@link ciou}. */
    ciou: typeof ciou;
    /** See {@link circle}. */
    circle: typeof circle;
    /** See {@link contrastive}. */
    contrastive: typeof contrastive;
    /** See {@link cosFace}. */
    'cos-face': typeof cosFace;
    /** See {@link cosineEmbedding}. */
    'cosine-embedding': typeof cosineEmbedding;
    /** See {@link cosineSimilarity}. */
    'cosine-similarity': typeof cosineSimilarity;
    /** See {@link cox}. */
    cox: typeof cox;
    /** See {@link crossEntropy}. */
    'cross-entropy': typeof crossEntropy;
    /** See {@link ctc}. */
    ctc: typeof ctc;
    /** See {@link dice}. */
    dice: typeof dice;
    /** See {@link dino}. */
    dino: typeof dino;
    /** See {@link diou}. */
    diou: typeof diou;
    /** See {@link discreteHazard}. */
    'discrete-hazard': typeof discreteHazard;
    /** See {@link distillation}. */
    distillation: typeof distillation;
    /** See {@link gaussianNll}. */
    'gaussian-nll': typeof gaussianNll;
    /** See {@link gemanMcclure}. */
    'geman-mcclure': typeof gemanMcclure;
    /** See {@link generalisedCrossEntropy}. */
    'generalised-cross-entropy': typeof generalisedCrossEntropy;
    /** See {@link giou}. */
    giou: typeof giou;
    /** See {@link hinge}. */
    hinge: typeof hinge;
    /** See {@link hingeEmbedding}. */
    'hinge-embedding': typeof hingeEmbedding;
    /** See {@link huber}. */
    huber: typeof huber;
    /** See {@link jaccard}. */
    jaccard: typeof jaccard;
    /** See {@link klDiv}. */
    'kl-div': typeof klDiv;
    /** See {@link l1}. */
    l1: typeof l1;
    /** See {@link lifted}. */
    lifted: typeof lifted;
    /** See {@link linearCrossEntropy}. */
    'linear-cross-entropy': typeof linearCrossEntropy;
    /** See {@link logCosh}. */
    'log-cosh': typeof logCosh;
    /** See {@link lovaszHinge}. */
    'lovasz-hinge': typeof lovaszHinge;
    /** See {@link lovaszSoftmax}. */
    'lovasz-softmax': typeof lovaszSoftmax;
    /** See {@link mape}. */
    mape: typeof mape;
    /** See {@link margin}. */
    margin: typeof margin;
    /** See {@link marginRanking}. */
    'margin-ranking': typeof marginRanking;
    /** See {@link mcc}. */
    mcc: typeof mcc;
    /** See {@link msSsim}. */
    'ms-ssim': typeof msSsim;
    /** See {@link mse}. */
    mse: typeof mse;
    /** See {@link msle}. */
    msle: typeof msle;
    /** See {@link multiHead}. */
    'multi-head': typeof multiHead;
    /** See {@link multiLabelMargin}. */
    'multi-label-margin': typeof multiLabelMargin;
    /** See {@link multiLabelSoftMargin}. */
    'multi-label-soft-margin': typeof multiLabelSoftMargin;
    /** See {@link multiMargin}. */
    'multi-margin': typeof multiMargin;
    /** See {@link multiSimilarity}. */
    'multi-similarity': typeof multiSimilarity;
    /** See {@link nPairs}. */
    'n-pairs': typeof nPairs;
    /** See {@link negativeCosine}. */
    'negative-cosine': typeof negativeCosine;
    /** See {@link nll}. */
    nll: typeof nll;
    /** See {@link normalisedSoftmax}. */
    'normalised-softmax': typeof normalisedSoftmax;
    /** See {@link ntXent}. */
    'nt-xent': typeof ntXent;
    /** See {@link pinball}. */
    pinball: typeof pinball;
    /** See {@link poissonNll}. */
    'poisson-nll': typeof poissonNll;
    /** See {@link poly1}. */
    'poly-1': typeof poly1;
    /** See {@link proxyAnchor}. */
    'proxy-anchor': typeof proxyAnchor;
    /** See {@link proxyNca}. */
    'proxy-nca': typeof proxyNca;
    /** See {@link psnr}. */
    psnr: typeof psnr;
    /** See {@link rankingSoftmax}. */
    'ranking-softmax': typeof rankingSoftmax;
    /** See {@link sigmoidFocal}. */
    'sigmoid-focal': typeof sigmoidFocal;
    /** See {@link smoothL1}. */
    'smooth-l1': typeof smoothL1;
    /** See {@link softBce}. */
    'soft-bce': typeof softBce;
    /** See {@link softMargin}. */
    'soft-margin': typeof softMargin;
    /** See {@link softTriple}. */
    'soft-triple': typeof softTriple;
    /** See {@link softmaxFocal}. */
    'softmax-focal': typeof softmaxFocal;
    /** See {@link sparsemax}. */
    sparsemax: typeof sparsemax;
    /** See {@link sphereFace}. */
    'sphere-face': typeof sphereFace;
    /** See {@link squaredHinge}. */
    'squared-hinge': typeof squaredHinge;
    /** See {@link ssim}. */
    ssim: typeof ssim;
    /** See {@link subCenterArcFace}. */
    'sub-center-arc-face': typeof subCenterArcFace;
    /** See {@link supCon}. */
    'sup-con': typeof supCon;
    /** See {@link swav}. */
    swav: typeof swav;
    /** See {@link tfjsAbsoluteDifference}. */
    'tfjs/absolute-difference': typeof tfjsAbsoluteDifference;
    /** See {@link tfjsBinaryCrossentropy}. */
    'tfjs/binary-crossentropy': typeof tfjsBinaryCrossentropy;
    /** See {@link tfjsCategoricalCrossentropy}. */
    'tfjs/categorical-crossentropy': typeof tfjsCategoricalCrossentropy;
    /** See {@link tfjsCosineDistance}. */
    'tfjs/cosine-distance': typeof tfjsCosineDistance;
    /** See {@link tfjsCosineProximity}. */
    'tfjs/cosine-proximity': typeof tfjsCosineProximity;
    /** See {@link tfjsHingeLoss}. */
    'tfjs/hinge-loss': typeof tfjsHingeLoss;
    /** See {@link tfjsHuberLoss}. */
    'tfjs/huber-loss': typeof tfjsHuberLoss;
    /** See {@link tfjsLogLoss}. */
    'tfjs/log-loss': typeof tfjsLogLoss;
    /** See {@link tfjsMeanAbsoluteError}. */
    'tfjs/mean-absolute-error': typeof tfjsMeanAbsoluteError;
    /** See {@link tfjsMeanAbsolutePercentageError}. */
    'tfjs/mean-absolute-percentage-error': typeof tfjsMeanAbsolutePercentageError;
    /** See {@link tfjsMeanSquaredError}. */
    'tfjs/mean-squared-error': typeof tfjsMeanSquaredError;
    /** See {@link tfjsSigmoidCrossEntropy}. */
    'tfjs/sigmoid-cross-entropy': typeof tfjsSigmoidCrossEntropy;
    /** See {@link tfjsSoftmaxCrossEntropy}. */
    'tfjs/softmax-cross-entropy': typeof tfjsSoftmaxCrossEntropy;
    /** See {@link totalVariation}. */
    'total-variation': typeof totalVariation;
    /** See {@link triplet}. */
    triplet: typeof triplet;
    /** See {@link tripletMargin}. */
    'triplet-margin': typeof tripletMargin;
    /** See {@link tripletMarginWithDistance}. */
    'triplet-margin-with-distance': typeof tripletMarginWithDistance;
    /** See {@link tversky}. */
    tversky: typeof tversky;
    /** See {@link tweedieDeviance}. */
    'tweedie-deviance': typeof tweedieDeviance;
    /** See {@link vicReg}. */
    'vic-reg': typeof vicReg;
    /** See {@link welsch}. */
    welsch: typeof welsch;
    /** See {@link wing}. */
    wing: typeof wing;
  }
  interface LossOptions {
    /** See {@link adaptiveLogSoftmax}. */
    'adaptive-log-softmax': AdaptiveLogSoftmaxOptions;
    /** See {@link angular}. */
    angular: AngularOptions;
    /** See {@link arcFace}. */
    'arc-face': ArcFaceOptions;
    /** See {@link barlowTwins}. */
    'barlow-twins': BarlowTwinsOptions;
    /** See {@link bce}. */
    bce: BceOptions;
    /** See {@link bceWithLogits}. */
    'bce-with-logits': BceWithLogitsOptions;
    /** See {@link categoricalHinge}. */
    'categorical-hinge': CategoricalHingeOptions;
    /** See {@link cauchy}. */
    cauchy: CauchyOptions;
    /** See {@link charbonnier}. */
    charbonnier: CharbonnierOptions;
    /** See {@link ciou}. */
    ciou: CiouOptions;
    /** See {@link circle}. */
    circle: CircleOptions;
    /** See {@link contrastive}. */
    contrastive: ContrastiveOptions;
    /** See {@link cosFace}. */
    'cos-face': CosFaceOptions;
    /** See {@link cosineEmbedding}. */
    'cosine-embedding': CosineEmbeddingOptions;
    /** See {@link cosineSimilarity}. */
    'cosine-similarity': CosineSimilarityOptions;
    /** See {@link cox}. */
    cox: CoxOptions;
    /** See {@link crossEntropy}. */
    'cross-entropy': CrossEntropyOptions;
    /** See {@link ctc}. */
    ctc: CtcOptions;
    /** See {@link dice}. */
    dice: DiceOptions;
    /** See {@link dino}. */
    dino: DinoOptions;
    /** See {@link diou}. */
    diou: DiouOptions;
    /** See {@link discreteHazard}. */
    'discrete-hazard': DiscreteHazardOptions;
    /** See {@link distillation}. */
    distillation: DistillationOptions;
    /** See {@link gaussianNll}. */
    'gaussian-nll': GaussianNllOptions;
    /** See {@link gemanMcclure}. */
    'geman-mcclure': GemanMcclureOptions;
    /** See {@link generalisedCrossEntropy}. */
    'generalised-cross-entropy': GeneralisedCrossEntropyOptions;
    /** See {@link giou}. */
    giou: GiouOptions;
    /** See {@link hinge}. */
    hinge: HingeOptions;
    /** See {@link hingeEmbedding}. */
    'hinge-embedding': HingeEmbeddingOptions;
    /** See {@link huber}. */
    huber: HuberOptions;
    /** See {@link jaccard}. */
    jaccard: JaccardOptions;
    /** See {@link klDiv}. */
    'kl-div': KlDivOptions;
    /** See {@link l1}. */
    l1: L1Options;
    /** See {@link lifted}. */
    lifted: LiftedOptions;
    /** See {@link linearCrossEntropy}. */
    'linear-cross-entropy': LinearCrossEntropyOptions;
    /** See {@link logCosh}. */
    'log-cosh': LogCoshOptions;
    /** See {@link lovaszHinge}. */
    'lovasz-hinge': LovaszHingeOptions;
    /** See {@link lovaszSoftmax}. */
    'lovasz-softmax': LovaszSoftmaxOptions;
    /** See {@link mape}. */
    mape: MapeOptions;
    /** See {@link margin}. */
    margin: MarginOptions;
    /** See {@link marginRanking}. */
    'margin-ranking': MarginRankingOptions;
    /** See {@link mcc}. */
    mcc: MccOptions;
    /** See {@link msSsim}. */
    'ms-ssim': MsSsimOptions;
    /** See {@link mse}. */
    mse: MseOptions;
    /** See {@link msle}. */
    msle: MsleOptions;
    /** See {@link multiHead}. */
    'multi-head': MultiHeadOptions;
    /** See {@link multiLabelMargin}. */
    'multi-label-margin': MultiLabelMarginOptions;
    /** See {@link multiLabelSoftMargin}. */
    'multi-label-soft-margin': MultiLabelSoftMarginOptions;
    /** See {@link multiMargin}. */
    'multi-margin': MultiMarginOptions;
    /** See {@link multiSimilarity}. */
    'multi-similarity': MultiSimilarityOptions;
    /** See {@link nPairs}. */
    'n-pairs': NPairsOptions;
    /** See {@link negativeCosine}. */
    'negative-cosine': NegativeCosineOptions;
    /** See {@link nll}. */
    nll: NllOptions;
    /** See {@link normalisedSoftmax}. */
    'normalised-softmax': NormalisedSoftmaxOptions;
    /** See {@link ntXent}. */
    'nt-xent': NtXentOptions;
    /** See {@link pinball}. */
    pinball: PinballOptions;
    /** See {@link poissonNll}. */
    'poisson-nll': PoissonNllOptions;
    /** See {@link poly1}. */
    'poly-1': Poly1Options;
    /** See {@link proxyAnchor}. */
    'proxy-anchor': ProxyAnchorOptions;
    /** See {@link proxyNca}. */
    'proxy-nca': ProxyNcaOptions;
    /** See {@link psnr}. */
    psnr: PsnrOptions;
    /** See {@link rankingSoftmax}. */
    'ranking-softmax': RankingSoftmaxOptions;
    /** See {@link sigmoidFocal}. */
    'sigmoid-focal': SigmoidFocalOptions;
    /** See {@link smoothL1}. */
    'smooth-l1': SmoothL1Options;
    /** See {@link softBce}. */
    'soft-bce': SoftBceOptions;
    /** See {@link softMargin}. */
    'soft-margin': SoftMarginOptions;
    /** See {@link softTriple}. */
    'soft-triple': SoftTripleOptions;
    /** See {@link softmaxFocal}. */
    'softmax-focal': SoftmaxFocalOptions;
    /** See {@link sparsemax}. */
    sparsemax: SparsemaxOptions;
    /** See {@link sphereFace}. */
    'sphere-face': SphereFaceOptions;
    /** See {@link squaredHinge}. */
    'squared-hinge': SquaredHingeOptions;
    /** See {@link ssim}. */
    ssim: SsimOptions;
    /** See {@link subCenterArcFace}. */
    'sub-center-arc-face': SubCenterArcFaceOptions;
    /** See {@link supCon}. */
    'sup-con': SupConOptions;
    /** See {@link swav}. */
    swav: SwavOptions;
    /** See {@link tfjsAbsoluteDifference}. */
    'tfjs/absolute-difference': TfjsAbsoluteDifferenceOptions;
    /** See {@link tfjsBinaryCrossentropy}. */
    'tfjs/binary-crossentropy': TfjsBinaryCrossentropyOptions;
    /** See {@link tfjsCategoricalCrossentropy}. */
    'tfjs/categorical-crossentropy': TfjsCategoricalCrossentropyOptions;
    /** See {@link tfjsCosineDistance}. */
    'tfjs/cosine-distance': TfjsCosineDistanceOptions;
    /** See {@link tfjsCosineProximity}. */
    'tfjs/cosine-proximity': TfjsCosineProximityOptions;
    /** See {@link tfjsHingeLoss}. */
    'tfjs/hinge-loss': TfjsHingeLossOptions;
    /** See {@link tfjsHuberLoss}. */
    'tfjs/huber-loss': TfjsHuberLossOptions;
    /** See {@link tfjsLogLoss}. */
    'tfjs/log-loss': TfjsLogLossOptions;
    /** See {@link tfjsMeanAbsoluteError}. */
    'tfjs/mean-absolute-error': TfjsMeanAbsoluteErrorOptions;
    /** See {@link tfjsMeanAbsolutePercentageError}. */
    'tfjs/mean-absolute-percentage-error': TfjsMeanAbsolutePercentageErrorOptions;
    /** See {@link tfjsMeanSquaredError}. */
    'tfjs/mean-squared-error': TfjsMeanSquaredErrorOptions;
    /** See {@link tfjsSigmoidCrossEntropy}. */
    'tfjs/sigmoid-cross-entropy': TfjsSigmoidCrossEntropyOptions;
    /** See {@link tfjsSoftmaxCrossEntropy}. */
    'tfjs/softmax-cross-entropy': TfjsSoftmaxCrossEntropyOptions;
    /** See {@link totalVariation}. */
    'total-variation': TotalVariationOptions;
    /** See {@link triplet}. */
    triplet: TripletOptions;
    /** See {@link tripletMargin}. */
    'triplet-margin': TripletMarginOptions;
    /** See {@link tripletMarginWithDistance}. */
    'triplet-margin-with-distance': TripletMarginWithDistanceOptions;
    /** See {@link tversky}. */
    tversky: TverskyOptions;
    /** See {@link tweedieDeviance}. */
    'tweedie-deviance': TweedieDevianceOptions;
    /** See {@link vicReg}. */
    'vic-reg': VicRegOptions;
    /** See {@link welsch}. */
    welsch: WelschOptions;
    /** See {@link wing}. */
    wing: WingOptions;
  }
}
