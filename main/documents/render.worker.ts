import { runWorker } from '#main/workers.ts';
import { type RenderJob, render } from './render.ts';

runWorker<RenderJob, Uint8Array>(render);
