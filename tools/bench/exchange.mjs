// How many nanoseconds two cores take to exchange a number: node tools/bench/exchange.mjs
import { measureExchange } from './measure-exchange.mjs';

console.log((await measureExchange()).toFixed(0));
