import { describeLayers, describeModels } from './describe.fixture.js';
import { compositeParts, plainParts } from './encoder.fixture.js';
import type { CreateEngine } from './engines.fixture.js';
import { imageLayers, plainLayers, randomLayers, recurrentLayers } from './layers/layers.fixture.js';
import { lenet, lstm, mlp, resnet20, transformer } from './models.fixture.js';
import { describeNonFinite } from './non-finite.fixture.js';
import { describeResume } from './resume.fixture.js';

// Narrower than the benchmark's: the convolutions of TensorFlow.js's cpu backend take seconds at full size.
const models = {
  'the MLP 784-128-10': mlp(),
  'a small LeNet': lenet(8, 14, 3),
  'the LSTM text classifier': lstm('sigmoid', 2),
  'the LSTM text classifier with hard sigmoids': lstm('hardSigmoid', 2, 10),
};

const deepModels = {
  // Inputs away from kinks: the test in double precision would see a ReLU that flips.
  'a narrow ResNet-20': resnet20(4, 8, 2),
  'a Transformer encoder of plain ops': transformer(plainParts, 16),
  'a Transformer encoder of composites': transformer(compositeParts, 16),
};

/** Smaller ones, for engines that take as long as TensorFlow.js's kernels. */
const smallModels = { 'a small MLP': mlp(4), 'a small LeNet': lenet(4, 10, 2), 'a short LSTM': lstm('sigmoid', 2, 5) };
const smallDeepModels = { 'a short Transformer encoder': transformer(compositeParts, 4) };

const suites = {
  'plain layers': (create: CreateEngine) => describeLayers(create, plainLayers),
  'random layers': (create: CreateEngine) => describeLayers(create, randomLayers),
  'recurrent layers': (create: CreateEngine) => describeLayers(create, recurrentLayers),
  'image layers': (create: CreateEngine) => describeLayers(create, imageLayers),
  models: (create: CreateEngine) => describeModels(create, create.usesKernels === true ? smallModels : models),
  'deep models': (create: CreateEngine) =>
    describeModels(create, create.usesKernels === true ? smallDeepModels : deepModels),
  resume: describeResume,
  'not finite': describeNonFinite,
};

/** A part of the suite. */
export type AgreementPart = keyof typeof suites;

/**
 * The suite that every engine passes: it gives the numbers of the eager engine and those of double precision, layer by layer and for
 * whole models; equal bytes for an equal seed; state goes on on another engine; and what is not finite is found. Default: all parts.
 */
export function describeAgreement(
  name: string,
  create: CreateEngine,
  chosen: readonly AgreementPart[] = Object.keys(suites) as AgreementPart[],
): void {
  for (const part of chosen) describe(`The engine ${name}, ${part}:`, () => suites[part](create));
}
