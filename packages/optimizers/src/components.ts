// Generated from the components beside it: npm run barrels.
export * from './adaptive/adabelief.js';
export * from './adaptive/adadelta.js';
export * from './adaptive/adafactor.js';
export * from './adaptive/adagrad.js';
export * from './adaptive/adam.js';
export * from './adaptive/adamax.js';
export * from './adaptive/adamw.js';
export * from './adaptive/ftrl.js';
export * from './adaptive/lamb.js';
export * from './adaptive/nadam.js';
export * from './adaptive/prodigy.js';
export * from './adaptive/radam.js';
export * from './adaptive/rmsprop.js';
export * from './adaptive/sparse-adam.js';
export * from './adaptive/yogi.js';
export * from './composed/chained.js';
export * from './composed/sequential.js';
export * from './composed/swa-lr.js';
export * from './cycles/cosine-warm-restarts.js';
export * from './cycles/cyclic.js';
export * from './cycles/one-cycle.js';
export * from './decays/cosine-annealing.js';
export * from './decays/exponential.js';
export * from './decays/lambda.js';
export * from './decays/multi-step.js';
export * from './decays/multiplicative.js';
export * from './decays/polynomial.js';
export * from './decays/reduce-on-plateau.js';
export * from './decays/step.js';
export * from './momentum/asgd.js';
export * from './momentum/lars.js';
export * from './momentum/muon.js';
export * from './momentum/sgd.js';
export * from './quasi-newton/lbfgs.js';
export * from './schedule-free/schedule-free-adamw.js';
export * from './schedule-free/schedule-free-sgd.js';
export * from './sign/lion.js';
export * from './sign/rprop.js';
export * from './warm-ups/constant.js';
export * from './warm-ups/cosine-with-warm-up.js';
export * from './warm-ups/inverse-square-root.js';
export * from './warm-ups/linear-with-warm-up.js';
export * from './warm-ups/linear.js';
export * from './warm-ups/wsd.js';
export * from './wrappers/lookahead.js';
export * from './wrappers/sam.js';

import type { adabelief, AdabeliefOptions } from './adaptive/adabelief.js';
import type { adadelta, AdadeltaOptions } from './adaptive/adadelta.js';
import type { adafactor, AdafactorOptions } from './adaptive/adafactor.js';
import type { adagrad, AdagradOptions } from './adaptive/adagrad.js';
import type { adam, AdamOptions } from './adaptive/adam.js';
import type { adamax, AdamaxOptions } from './adaptive/adamax.js';
import type { adamw, AdamwOptions } from './adaptive/adamw.js';
import type { asgd, AsgdOptions } from './momentum/asgd.js';
import type { ftrl, FtrlOptions } from './adaptive/ftrl.js';
import type { lamb, LambOptions } from './adaptive/lamb.js';
import type { lars, LarsOptions } from './momentum/lars.js';
import type { lbfgs, LbfgsOptions } from './quasi-newton/lbfgs.js';
import type { lion, LionOptions } from './sign/lion.js';
import type { lookahead, LookaheadOptions } from './wrappers/lookahead.js';
import type { muon, MuonOptions } from './momentum/muon.js';
import type { nadam, NadamOptions } from './adaptive/nadam.js';
import type { prodigy, ProdigyOptions } from './adaptive/prodigy.js';
import type { radam, RadamOptions } from './adaptive/radam.js';
import type { rmsprop, RmspropOptions } from './adaptive/rmsprop.js';
import type { rprop, RpropOptions } from './sign/rprop.js';
import type { sam, SamOptions } from './wrappers/sam.js';
import type { scheduleFreeAdamw, ScheduleFreeAdamwOptions } from './schedule-free/schedule-free-adamw.js';
import type { scheduleFreeSgd, ScheduleFreeSgdOptions } from './schedule-free/schedule-free-sgd.js';
import type { sgd, SgdOptions } from './momentum/sgd.js';
import type { sparseAdam, SparseAdamOptions } from './adaptive/sparse-adam.js';
import type { yogi, YogiOptions } from './adaptive/yogi.js';
import type { chained, ChainedOptions } from './composed/chained.js';
import type { constant, ConstantOptions } from './warm-ups/constant.js';
import type { cosineAnnealing, CosineAnnealingOptions } from './decays/cosine-annealing.js';
import type { cosineWarmRestarts, CosineWarmRestartsOptions } from './cycles/cosine-warm-restarts.js';
import type { cosineWithWarmUp, CosineWithWarmUpOptions } from './warm-ups/cosine-with-warm-up.js';
import type { cyclic, CyclicOptions } from './cycles/cyclic.js';
import type { exponential, ExponentialOptions } from './decays/exponential.js';
import type { inverseSquareRoot, InverseSquareRootOptions } from './warm-ups/inverse-square-root.js';
import type { lambda, LambdaOptions } from './decays/lambda.js';
import type { linear, LinearOptions } from './warm-ups/linear.js';
import type { linearWithWarmUp, LinearWithWarmUpOptions } from './warm-ups/linear-with-warm-up.js';
import type { multiStep, MultiStepOptions } from './decays/multi-step.js';
import type { multiplicative, MultiplicativeOptions } from './decays/multiplicative.js';
import type { oneCycle, OneCycleOptions } from './cycles/one-cycle.js';
import type { polynomial, PolynomialOptions } from './decays/polynomial.js';
import type { reduceOnPlateau, ReduceOnPlateauOptions } from './decays/reduce-on-plateau.js';
import type { sequential, SequentialOptions } from './composed/sequential.js';
import type { step, StepOptions } from './decays/step.js';
import type { swaLr, SwaLrOptions } from './composed/swa-lr.js';
import type { wsd, WsdOptions } from './warm-ups/wsd.js';

declare module '@lml/core' {
  interface OptimizerComponents {
    /** See {@link adabelief}. */
    adabelief: typeof adabelief;
    /** See {@link adadelta}. */
    adadelta: typeof adadelta;
    /** See {@link adafactor}. */
    adafactor: typeof adafactor;
    /** See {@link adagrad}. */
    adagrad: typeof adagrad;
    /** See {@link adam}. */
    adam: typeof adam;
    /** See {@link adamax}. */
    adamax: typeof adamax;
    /** See {@link adamw}. */
    adamw: typeof adamw;
    /** See {@link asgd}. */
    asgd: typeof asgd;
    /** See {@link ftrl}. */
    ftrl: typeof ftrl;
    /** See {@link lamb}. */
    lamb: typeof lamb;
    /** See {@link lars}. */
    lars: typeof lars;
    /** See {@link lbfgs}. */
    lbfgs: typeof lbfgs;
    /** See {@link lion}. */
    lion: typeof lion;
    /** See {@link lookahead}. */
    lookahead: typeof lookahead;
    /** See {@link muon}. */
    muon: typeof muon;
    /** See {@link nadam}. */
    nadam: typeof nadam;
    /** See {@link prodigy}. */
    prodigy: typeof prodigy;
    /** See {@link radam}. */
    radam: typeof radam;
    /** See {@link rmsprop}. */
    rmsprop: typeof rmsprop;
    /** See {@link rprop}. */
    rprop: typeof rprop;
    /** See {@link sam}. */
    sam: typeof sam;
    /** See {@link scheduleFreeAdamw}. */
    'schedule-free-adamw': typeof scheduleFreeAdamw;
    /** See {@link scheduleFreeSgd}. */
    'schedule-free-sgd': typeof scheduleFreeSgd;
    /** See {@link sgd}. */
    sgd: typeof sgd;
    /** See {@link sparseAdam}. */
    'sparse-adam': typeof sparseAdam;
    /** See {@link yogi}. */
    yogi: typeof yogi;
  }
  interface OptimizerOptions {
    /** See {@link adabelief}. */
    adabelief: AdabeliefOptions;
    /** See {@link adadelta}. */
    adadelta: AdadeltaOptions;
    /** See {@link adafactor}. */
    adafactor: AdafactorOptions;
    /** See {@link adagrad}. */
    adagrad: AdagradOptions;
    /** See {@link adam}. */
    adam: AdamOptions;
    /** See {@link adamax}. */
    adamax: AdamaxOptions;
    /** See {@link adamw}. */
    adamw: AdamwOptions;
    /** See {@link asgd}. */
    asgd: AsgdOptions;
    /** See {@link ftrl}. */
    ftrl: FtrlOptions;
    /** See {@link lamb}. */
    lamb: LambOptions;
    /** See {@link lars}. */
    lars: LarsOptions;
    /** See {@link lbfgs}. */
    lbfgs: LbfgsOptions;
    /** See {@link lion}. */
    lion: LionOptions;
    /** See {@link lookahead}. */
    lookahead: LookaheadOptions;
    /** See {@link muon}. */
    muon: MuonOptions;
    /** See {@link nadam}. */
    nadam: NadamOptions;
    /** See {@link prodigy}. */
    prodigy: ProdigyOptions;
    /** See {@link radam}. */
    radam: RadamOptions;
    /** See {@link rmsprop}. */
    rmsprop: RmspropOptions;
    /** See {@link rprop}. */
    rprop: RpropOptions;
    /** See {@link sam}. */
    sam: SamOptions;
    /** See {@link scheduleFreeAdamw}. */
    'schedule-free-adamw': ScheduleFreeAdamwOptions;
    /** See {@link scheduleFreeSgd}. */
    'schedule-free-sgd': ScheduleFreeSgdOptions;
    /** See {@link sgd}. */
    sgd: SgdOptions;
    /** See {@link sparseAdam}. */
    'sparse-adam': SparseAdamOptions;
    /** See {@link yogi}. */
    yogi: YogiOptions;
  }
  interface SchedulerComponents {
    /** See {@link chained}. */
    chained: typeof chained;
    /** See {@link constant}. */
    constant: typeof constant;
    /** See {@link cosineAnnealing}. */
    'cosine-annealing': typeof cosineAnnealing;
    /** See {@link cosineWarmRestarts}. */
    'cosine-warm-restarts': typeof cosineWarmRestarts;
    /** See {@link cosineWithWarmUp}. */
    'cosine-with-warm-up': typeof cosineWithWarmUp;
    /** See {@link cyclic}. */
    cyclic: typeof cyclic;
    /** See {@link exponential}. */
    exponential: typeof exponential;
    /** See {@link inverseSquareRoot}. */
    'inverse-square-root': typeof inverseSquareRoot;
    /** See {@link lambda}. */
    lambda: typeof lambda;
    /** See {@link linear}. */
    linear: typeof linear;
    /** See {@link linearWithWarmUp}. */
    'linear-with-warm-up': typeof linearWithWarmUp;
    /** See {@link multiStep}. */
    'multi-step': typeof multiStep;
    /** See {@link multiplicative}. */
    multiplicative: typeof multiplicative;
    /** See {@link oneCycle}. */
    'one-cycle': typeof oneCycle;
    /** See {@link polynomial}. */
    polynomial: typeof polynomial;
    /** See {@link reduceOnPlateau}. */
    'reduce-on-plateau': typeof reduceOnPlateau;
    /** See {@link sequential}. */
    sequential: typeof sequential;
    /** See {@link step}. */
    step: typeof step;
    /** See {@link swaLr}. */
    'swa-lr': typeof swaLr;
    /** See {@link wsd}. */
    wsd: typeof wsd;
  }
  interface SchedulerOptions {
    /** See {@link chained}. */
    chained: ChainedOptions;
    /** See {@link constant}. */
    constant: ConstantOptions;
    /** See {@link cosineAnnealing}. */
    'cosine-annealing': CosineAnnealingOptions;
    /** See {@link cosineWarmRestarts}. */
    'cosine-warm-restarts': CosineWarmRestartsOptions;
    /** See {@link cosineWithWarmUp}. */
    'cosine-with-warm-up': CosineWithWarmUpOptions;
    /** See {@link cyclic}. */
    cyclic: CyclicOptions;
    /** See {@link exponential}. */
    exponential: ExponentialOptions;
    /** See {@link inverseSquareRoot}. */
    'inverse-square-root': InverseSquareRootOptions;
    /** See {@link lambda}. */
    lambda: LambdaOptions;
    /** See {@link linear}. */
    linear: LinearOptions;
    /** See {@link linearWithWarmUp}. */
    'linear-with-warm-up': LinearWithWarmUpOptions;
    /** See {@link multiStep}. */
    'multi-step': MultiStepOptions;
    /** See {@link multiplicative}. */
    multiplicative: MultiplicativeOptions;
    /** See {@link oneCycle}. */
    'one-cycle': OneCycleOptions;
    /** See {@link polynomial}. */
    polynomial: PolynomialOptions;
    /** See {@link reduceOnPlateau}. */
    'reduce-on-plateau': ReduceOnPlateauOptions;
    /** See {@link sequential}. */
    sequential: SequentialOptions;
    /** See {@link step}. */
    step: StepOptions;
    /** See {@link swaLr}. */
    'swa-lr': SwaLrOptions;
    /** See {@link wsd}. */
    wsd: WsdOptions;
  }
}
