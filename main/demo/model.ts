import type { CaseFolderRecord } from '#shared/domain/caseRecord.ts';
import type { Paper } from './page/model.ts';

/** An invented person; names, ids and numbers come from ranges that cannot exist. */
export interface Person {
  name: string;
  sex: '男' | '女';
  birthDate: string;
  idNumber: string;
  phone: string;
  address: string;
}

/** An invented unit. */
export interface Unit {
  name: string;
  code: string;
  address: string;
  /** Where it is registered: six-digit division code. */
  district: string;
}

/** How a paper becomes a file: text PDF, scanned PDF without text, cut-off PDF, PDF behind a password, picture. */
export type FileForm = 'pdf' | 'scan' | 'damaged' | 'encrypted' | 'jpg' | 'png';

export interface DemoAttachment {
  paper: Paper;
  material: string | null;
  form: FileForm;
}

/**
 * What a demo case is made to show. Every truth is confirmed by a test: computed ones by the rule engine, those in papers by
 * reading the generated files.
 */
export type PlantedTruth =
  | { kind: 'qualifies'; track: string | null; totalFen: number | null }
  | { kind: 'fails'; condition: string }
  | { kind: 'unknown'; fact: string }
  | { kind: 'needsHuman'; condition: string }
  | { kind: 'excluded'; exclusion: string }
  | { kind: 'lacksMaterial'; material: string }
  /** The file says `found` where the record declares `declared`. */
  | { kind: 'contradicts'; fact: string; declared: string; file: string; found: string }
  /** Same person, benefits that exclude each other; `other` is the number of the other case. */
  | { kind: 'samePerson'; other: string; exclusion: string }
  | { kind: 'outsideValidity' }
  | { kind: 'imageOnly' | 'damaged'; file: string }
  | { kind: 'encrypted'; file: string; password: string }
  /** The font lacks the character: it is drawn as a frame with its code point. */
  | { kind: 'rareCharacter'; character: string };

export interface PlantedCase {
  caseId: string;
  number: string;
  programme: string;
  applicant: string;
  truths: PlantedTruth[];
}

/** A case before its files are made. */
export interface DemoCase {
  record: Omit<CaseFolderRecord, 'attachments'>;
  attachments: DemoAttachment[];
  truths: PlantedTruth[];
}

export interface DemoSummary {
  seed: number;
  cases: number;
  attachments: number;
  bytes: number;
  /** Cases per programme id. */
  programmes: Record<string, number>;
  planted: PlantedCase[];
}
