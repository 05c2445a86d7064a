import { eager } from '@lml/core';

import { compiledEngines } from '../engines/targets.fixture.js';
import { describeAgreement } from './describe-agreement.fixture.js';

describeAgreement('eager', eager, ['not finite']);
for (const [name, create] of compiledEngines) describeAgreement(name, create, ['not finite']);
