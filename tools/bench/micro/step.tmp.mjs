import { DataModule, fromLayers, openSession } from '@lml/core';
import { labelled } from '@lml/datasets';
import { supervised } from '@lml/learners';
import { crossEntropy } from '@lml/losses';
import { adam } from '@lml/optimizers';
import * as tf from '@tensorflow/tfjs';
import { OnnxEngine } from '@lml/compiler';
import { layersModels } from '../layers/index.mjs';
import { compositeParts } from '../node/composite-parts.mjs';
import { MODELS } from '../models.mjs';
const [name='lenet', batch=32, threads=1, steps=30, profile] = process.argv.slice(2);
const { shape, classes } = MODELS[name];
const samples = 256, size = shape.reduce((a,b)=>a*b,1);
let s=1; const rnd=()=>{s=(Math.imul(s,1664525)+1013904223)|0;return (s>>>8)/2**24};
const data = new DataModule({ dataset: labelled({ inputs: { dtype:'float32', shape:[samples,...shape], data: Float32Array.from({length:samples*size},rnd)}, targets:{dtype:'int32',shape:[samples],data:Int32Array.from({length:samples},()=>Math.floor(rnd()*classes))}}), batchSize:+batch, dropLast:true });
const learner = supervised({ data, model: fromLayers(()=>layersModels[name](compositeParts)), loss: crossEntropy(), optimizer: adam({lr:1e-3}) });
const engine = new OnnxEngine({ threads:+threads, ...(profile?{profile}:{}) , onCompile: undefined });
const session = await openSession({ learner, data, engine, seed:0, stages:['train'] });
const loader = data.loader('train'); await loader.open();
let batches=[]; for await (const b of loader.iterate(0)) batches.push(b.batch);
const times=[], cpu=[]; let last;
for (let n=0;n<+steps;n++){ const t=performance.now(), c=process.cpuUsage(); for (const step of session.trainingSteps){ const hyper={...step.hyper(n,step.lr),'lml/batch':n}; const {scalars}=await engine.run(step,batches[n%batches.length],{step:n,hyper}); last=scalars; }
 const u=process.cpuUsage(c); times.push(performance.now()-t); cpu.push((u.user+u.system)/1000);}
const loss=Object.fromEntries(await Promise.all(Object.entries(last).map(async([k,v])=>[k,(await v.read()).data[0]])));
const sorted=(l)=>l.slice(3).sort((a,b)=>a-b);
console.log(name,'batch',batch,'threads',threads,'cpu median',sorted(cpu)[Math.floor((steps-3)/2)].toFixed(2),'ms; wall median',sorted(times)[Math.floor((steps-3)/2)].toFixed(2),'p10',sorted(times)[Math.floor((steps-3)/10)].toFixed(2), 'rss', (process.memoryUsage().rss/2**20).toFixed(0), JSON.stringify(loss));
engine.dispose();
