import { z } from 'zod';
import { requiredText } from '../domain/primitives.ts';
import type { DocumentKind } from './model.ts';

/** Documents that go out under a number of the office (发文字号). */
export const NUMBERED_KINDS = ['supplement', 'rejection', 'publicity'] as const;
export const numberedKind = z.enum(NUMBERED_KINDS);
export type NumberedKind = z.infer<typeof numberedKind>;
export const isNumbered = (kind: DocumentKind): kind is NumberedKind =>
  (NUMBERED_KINDS as readonly DocumentKind[]).includes(kind);

/** 发文机关代字, e.g. 济历人才补; brackets and figures would not be told from year and number. */
export const symbol = requiredText(20).regex(/^[^\s\d〔〕[\]()（）]+$/);
export const serial = z.int().min(1).max(99_999);
export const documentYear = z.int().min(2000).max(2200);

/** How a document is numbered: the next free number, none, or this one. */
export const numbering = z.union([z.enum(['next', 'none']), serial]);
export type Numbering = z.infer<typeof numbering>;

export interface DocumentNumber {
  symbol: string;
  year: number;
  serial: number;
}

/** 济历人才补〔2026〕12号, without leading zeros and 第 (GB/T 9704—2012, 7.2.5). */
export const numberText = ({ symbol: letters, year, serial: n }: DocumentNumber): string =>
  `${letters}〔${year}〕${n}号`;

/** What the workspace has fixed for its documents. */
export const documentSettings = z.strictObject({
  /** 代字 of each kind; kinds without one go out without a number. */
  symbols: z.partialRecord(numberedKind, symbol),
  /** Working days for 补正 where neither the signed list nor the programme fixes them; `null`: people fill them in. */
  supplementDays: z.int().min(1).max(250).nullable(),
});
export type DocumentSettings = z.infer<typeof documentSettings>;
export const NO_SETTINGS: DocumentSettings = { symbols: {}, supplementDays: null };
