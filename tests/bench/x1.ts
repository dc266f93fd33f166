import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import writeExcelFile from 'write-excel-file/node';
import { sha256Hex } from '#main/crypto/primitives.ts';
import { render } from '#main/documents/render.ts';
import type { SummaryRow } from '#shared/documents/caseFacts.ts';
import { caseSummary } from '#shared/documents/lists.ts';
import type { DocumentModel } from '#shared/documents/model.ts';
import { canonicalJson } from '#shared/domain/canonicalJson.ts';
import type { Bench } from './bench.ts';

const ROWS = 10_000;

/** Invented rows that differ in every column, as a district's yearly list would. */
function rowsOf(count: number): SummaryRow[] {
  return Array.from({ length: count }, (_, i) => ({
    number: `济购补2026-${String(i).padStart(5, '0')}`,
    name: `甲${'*'.repeat(1 + (i % 3))}`,
    idNumber: `**************${String(i % 10_000).padStart(4, '0')}`,
    phone: `100****${String((i * 7) % 10_000).padStart(4, '0')}`,
    employer: `济南虚构单位${i % 900}有限公司`,
    programmeName: ['高层次人才购房补贴', '海外人才学费补贴', '首席技师'][i % 3]!,
    trackName: `类别${i % 5}`,
    districtName: ['历下区', '市中区', '槐荫区'][i % 3]!,
    appliedOn: `2026-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`,
    stateTitle: '已签署',
    decisionTitle: i % 4 === 0 ? '不予推荐' : '推荐',
    totalFen: i % 4 === 0 ? null : 1_000_000 + i,
    cityFen: i % 4 === 0 ? null : 500_000,
    districtFen: i % 4 === 0 ? null : 500_000 + i,
    signedOn: '2026-11-21',
  }));
}

let summary: DocumentModel;
let sha256: string;

function tableOf({ blocks }: DocumentModel) {
  for (const block of blocks) if (block.kind === 'table') return block;
  throw new TypeError('no table');
}

/** The same cells, each with its type, without height, borders, head and foot. */
async function bare(): Promise<number> {
  const began = performance.now();
  const { columns, rows } = tableOf(summary);
  const data = rows.map((row) =>
    columns.map((_, i) => {
      const cell = row[i] ?? null;
      if (cell === null) return null;
      if (typeof cell === 'string') return { value: cell, type: String };
      return { value: 'fen' in cell ? cell.fen / 100 : cell.count, type: Number };
    }),
  );
  await writeExcelFile(data).toBuffer();
  return performance.now() - began;
}

export const benches: readonly Bench[] = [
  {
    id: 'X1',
    what: `.xlsx of ${ROWS} rows and 15 columns, as the summary is written`,
    against: 'write-excel-file with nothing but the cells',
    gate: 1.3,
    prepare: async () => {
      const issuer = { unit: '虚构单位', person: '虚构人员', madeOn: '2026-11-21', number: null };
      summary = caseSummary({ rows: rowsOf(ROWS), scope: '全部', masked: true, fictional: true }, issuer);
      sha256 = sha256Hex(canonicalJson(summary));
    },
    ours: async ({ folder }) => {
      const began = performance.now();
      const bytes = await render({ document: summary, sha256, format: 'xlsx', figures: new Map() });
      const ms = performance.now() - began;
      writeFileSync(path.join(folder, 'summary.xlsx'), bytes);
      return {
        value: ms,
        notes: { 'file kB': Math.round(readFileSync(path.join(folder, 'summary.xlsx')).length / 1024) },
      };
    },
    reference: async () => ({ value: await bare() }),
    limit: async () => {
      const began = performance.now();
      for (let i = 0; i < 20; i++) sha256Hex(canonicalJson(tableOf(summary).rows.slice(0, 2000)));
      return performance.now() - began;
    },
  },
];
