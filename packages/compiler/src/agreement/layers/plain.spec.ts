import { describeLayers } from '../describe.fixture.js';
import { plainLayers } from './plain.fixture.js';

describeLayers(plainLayers);
