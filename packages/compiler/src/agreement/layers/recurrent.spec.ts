import { describeLayers } from '../describe.fixture.js';
import { recurrentLayers } from './recurrent.fixture.js';

describeLayers(recurrentLayers);
