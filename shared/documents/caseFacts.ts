import type { Decision, ReasonCode, SupportAmount, Verdict } from '../domain/review.ts';

/** One item of a signed review as documents tell it. All texts are ready to print: masked where they have to be, every sign visible. */
export interface ItemFacts {
  itemId: string;
  group: 'material' | 'condition' | 'cross';
  title: string;
  /** The requirement in our own words. */
  requirement: string;
  verdict: Verdict | null;
  reason: ReasonCode | null;
  note: string;
  /** What the clause citations say. */
  cites: string[];
  evidence: { file: string; pageLabel: string; quote: string; cropSha256: string }[];
}

export interface SignedFacts {
  version: number;
  sha256: string;
  /** The day in the office. */
  signedOn: string;
  signedBy: string;
  decision: Decision;
  opinion: string;
  amount: SupportAmount | null;
  /** Last day for handing in what is missing, as it was signed; `null` where nobody fixed one. */
  supplementDueOn: string | null;
  items: ItemFacts[];
}

/** One case as documents tell it. */
export interface CaseFacts {
  caseId: string;
  number: string;
  programmeName: string;
  trackName: string | null;
  districtName: string;
  appliedOn: string;
  receivedOn: string;
  fictional: boolean;
  masked: boolean;
  person: boolean;
  name: string;
  idNumber: string;
  phone: string;
  employer: string | null;
  stateTitle: string;
  signed: SignedFacts | null;
  files: { name: string; material: string | null; extension: string; bytes: number; sha256: string }[];
}

/** A row of the summary: what one case comes to. */
export interface SummaryRow {
  number: string;
  name: string;
  idNumber: string;
  phone: string;
  employer: string;
  programmeName: string;
  trackName: string;
  districtName: string;
  appliedOn: string;
  stateTitle: string;
  decisionTitle: string;
  totalFen: number | null;
  cityFen: number | null;
  districtFen: number | null;
  signedOn: string;
}

/** Who makes a document, and on which day. */
export interface Issuer {
  unit: string;
  person: string;
  madeOn: string;
  /** 文号 in words; `null` where it goes out without one. */
  number: string | null;
}
