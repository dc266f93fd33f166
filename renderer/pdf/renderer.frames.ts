import { bitmapOf, holdFrames } from './heldFrames.ts';

holdFrames(globalThis as unknown as EventTarget, bitmapOf);
