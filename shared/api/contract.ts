import { casesApi } from './cases.ts';
import { catalogueApi } from './catalogue.ts';
import { crosscheckApi } from './crosscheck.ts';
import { documentsApi } from './documents.ts';
import { hostApi } from './host.ts';
import { journalApi } from './journal.ts';
import { matchingApi } from './matching.ts';
import { policiesApi } from './policies.ts';
import { privacyApi } from './privacy.ts';
import { publicityApi } from './publicity.ts';
import { queueApi } from './queue.ts';
import { reviewApi } from './review.ts';
import type { InputOf, OutputOf, ParsedOf } from './route.ts';
import { secondApi } from './second.ts';
import { settingsApi } from './settings.ts';
import { transferApi } from './transfer.ts';
import { workspaceApi } from './workspace.ts';

/** Everything the screen can ask of the core. Handlers and client are both derived from it. */
export const contract = {
  workspace: workspaceApi,
  cases: casesApi,
  queue: queueApi,
  review: reviewApi,
  transfer: transferApi,
  catalogue: catalogueApi,
  matching: matchingApi,
  policies: policiesApi,
  documents: documentsApi,
  journal: journalApi,
  privacy: privacyApi,
  publicity: publicityApi,
  second: secondApi,
  crosscheck: crosscheckApi,
  settings: settingsApi,
  host: hostApi,
};
export type Contract = typeof contract;

/** The client's shape: `api.cases.get({ caseId })`. Refusals are thrown as `Refusal`. */
export type ApiClient = {
  [D in keyof Contract]: {
    [R in keyof Contract[D]]: (input: InputOf<Contract[D][R]>) => Promise<OutputOf<Contract[D][R]>>;
  };
};

/** The core's side: one function per route; input is already parsed. */
export type Handlers = {
  [D in keyof Contract]: {
    [R in keyof Contract[D]]: (
      input: ParsedOf<Contract[D][R]>,
    ) => Promise<OutputOf<Contract[D][R]>> | OutputOf<Contract[D][R]>;
  };
};
