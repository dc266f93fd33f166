import { z } from 'zod';
import { isoDate, sha256 } from '../domain/primitives.ts';
import { route } from './route.ts';

const nothing = z.strictObject({});

export const catalogueApi = {
  programmes: route(
    nothing,
    z.strictObject({
      hash: sha256,
      programmes: z.array(
        z.strictObject({
          id: z.string(),
          name: z.string(),
          rule: z.string(),
          document: z.string(),
          leadDepartment: z.string(),
          from: isoDate,
          to: isoDate.nullable(),
          tracks: z.array(z.strictObject({ id: z.string(), name: z.string() })),
          conditions: z.int(),
          materials: z.int(),
        }),
      ),
    }),
  ),
};
