import { compiledEngines } from '../engines/targets.fixture.js';
import { describeAgreement } from './describe-agreement.fixture.js';

for (const [name, create] of compiledEngines) describeAgreement(name, create, ['deep models']);
