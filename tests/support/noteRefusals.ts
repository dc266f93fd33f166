/**
 * Set-up of every test file of project "product": says where the preload (boringssl.ts) of this process, its threads and its children
 * notes that it refused something, one name for each test file.
 */
import path from 'node:path';
import { expect } from 'vitest';

const folder = process.env.QUANPING_REFUSALS;
const file = path.relative(process.cwd(), expect.getState().testPath!);
if (folder) process.env.QUANPING_REFUSED = path.join(folder, encodeURIComponent(file));
