import { z } from 'zod';
import { isoDate, programmeId, sha256 } from '../domain/primitives.ts';
import { renderedProgramme } from '../rules/render/model.ts';
import { searchRoute } from './catalogueSearch.ts';
import {
  clauseRoute,
  coverageRoute,
  documentsRoute,
  saveTasksRoute,
  sourceLinesRoute,
  tasksRoute,
} from './catalogueViews.ts';
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
          /** Id of the document, and what people call it. */
          documentId: z.string(),
          document: z.string(),
          leadDepartment: z.string(),
          who: z.enum(['person', 'team', 'unit', 'project', 'district']),
          groups: z.array(z.string()),
          stages: z.array(z.string()),
          kinds: z.array(z.enum(['money', 'service', 'honour', 'inKind'])),
          from: isoDate,
          to: isoDate.nullable(),
          tracks: z.array(z.strictObject({ id: z.string(), name: z.string() })),
          conditions: z.int(),
          materials: z.int(),
        }),
      ),
    }),
  ),
  /** A programme in words, in the version for a day of application; without a day its newest version. */
  programme: route(
    z.strictObject({ id: programmeId, on: isoDate.optional() }),
    z.strictObject({
      hash: sha256,
      programme: renderedProgramme,
      /** Null where no day was asked about. */
      validity: z.strictObject({ inForce: z.boolean(), sentence: z.string() }).nullable(),
      /** What took its place, in words. */
      successors: z.array(z.string()),
      versions: z.array(z.strictObject({ from: isoDate, to: isoDate.nullable() })),
    }),
  ),
  search: searchRoute,
  clause: clauseRoute,
  sourceLines: sourceLinesRoute,
  coverage: coverageRoute,
  documents: documentsRoute,
  tasks: tasksRoute,
  saveTasks: saveTasksRoute,
};
