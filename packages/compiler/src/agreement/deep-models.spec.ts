import { describeModels } from './describe.fixture.js';
import { compositeParts, plainParts } from './encoder.fixture.js';
import { resnet20, transformer } from './models.fixture.js';

describeModels({
  // Inputs away from kinks: the test in double precision would see a ReLU that flips.
  'a narrow ResNet-20': resnet20(4, 8, 2),
  'a Transformer encoder of plain ops': transformer(plainParts, 16),
  'a Transformer encoder of composites': transformer(compositeParts, 16),
});
