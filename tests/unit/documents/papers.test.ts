/** Word documents as a second reader finds them: measures of GB/T 9704, tables that go on over pages, nothing that is not on the paper. */
import { describe, expect, test } from 'vitest';
import { renderDocx } from '#main/documents/docx.ts';
import type { CaseFacts, Issuer, ItemFacts } from '#shared/documents/caseFacts.ts';
import { caseIndex, caseSummary } from '#shared/documents/lists.ts';
import type { DocumentModel } from '#shared/documents/model.ts';
import { supplementNotice } from '#shared/documents/notices.ts';
import { opinionForm } from '#shared/documents/opinionForm.ts';
import { docxText, findAll, openOfficeFile, textOf, type XmlNode } from '#tests/support/officeFile.ts';

const HASH = '0123456789abcdef'.repeat(4);
const UNIT = '济南市历下区人力资源和社会保障局人才服务中心';
const issuer: Issuer = { unit: UNIT, person: '李审核', madeOn: '2026-11-21', number: '济历人才补〔2026〕12号' };

const item = (i: number, more: Partial<ItemFacts> = {}): ItemFacts => ({
  ...{ itemId: `material:m${i}`, group: 'material', title: `第 ${i} 份材料`, requirement: '', verdict: 'pass' },
  ...{ reason: null, note: '', cites: [], evidence: [], ...more },
});
const amount = {
  ...{ totalFen: 93_000_050, cityFen: 46_500_025, districtFen: 46_500_025, unassignedFen: 0, explanation: '三年' },
  instalments: [2026, 2027, 2028].map((year, i) => ({ label: `${year} 年`, fen: 31_000_017 - (i === 2 ? 1 : 0) })),
};
const facts: CaseFacts = {
  ...{ caseId: '01890000-0000-7000-8000-000000000001', number: '济购补2024-0001', person: true, fictional: true },
  ...{ programmeName: '高层次人才购房补贴', trackName: '国家级领军人才（B类）', districtName: '历下区', masked: true },
  ...{
    appliedOn: '2023-05-10',
    receivedOn: '2023-05-12',
    name: '王䶮𠮷',
    idNumber: '370102199601300018',
    phone: '138****1234',
  },
  ...{ employer: null, stateTitle: '已签署' },
  signed: {
    ...{ version: 1, sha256: 'ab'.repeat(32), signedOn: '2026-11-21', signedBy: '李审核', decision: 'recommend' },
    ...{ opinion: '符合条件。', amount, supplementDueOn: null },
    items: Array.from({ length: 30 }, (_, i) =>
      i % 7 === 3 ? item(i, { verdict: 'supplement', reason: 'material-illegible', note: '请重新扫描' }) : item(i),
    ),
  },
  files: [],
};

async function opened(document: DocumentModel) {
  const office = openOfficeFile(await renderDocx(document, HASH, new Map()));
  return { office, body: office.parts.get('word/document.xml')! };
}

const number = (node: XmlNode | undefined, name: string): number => Number(node?.attributes[name]);
const flag = (node: XmlNode, name: string): boolean =>
  findAll(node, name).some(({ attributes }) => !/^(false|0)$/.test(attributes['w:val'] ?? ''));
/** Twips are 1/1440 inch; to the nearest 1/100 mm or so. */
const mm = (twips: number): number => Math.round((twips / 1440) * 25.4);

describe('the page', () => {
  test('is A4 with the margins of official papers, its text 三号 on 28 points', async () => {
    const { office, body } = await opened(opinionForm(facts, issuer, { crops: false }));
    const size = findAll(body, 'w:pgSz')[0];
    expect([mm(number(size, 'w:w')), mm(number(size, 'w:h'))]).toEqual([210, 297]);
    const margins = findAll(body, 'w:pgMar')[0];
    expect(['w:top', 'w:bottom', 'w:left', 'w:right'].map((side) => mm(number(margins, side)))).toEqual([
      37, 35, 28, 26,
    ]);
    const opinion = findAll(body, 'w:p').find((one) => textOf(one) === '符合条件。')!;
    expect(findAll(opinion, 'w:spacing')[0]!.attributes).toMatchObject({ 'w:line': '560', 'w:lineRule': 'exact' });
    expect(findAll(opinion, 'w:sz')[0]!.attributes['w:val']).toBe('32');
    const fonts = findAll(office.parts.get('word/styles.xml')!, 'w:rFonts')[0]!.attributes;
    expect(fonts['w:eastAsia']).toBe('仿宋_GB2312');
    const title = findAll(body, 'w:p').find((one) => textOf(one) === '审核意见表')!;
    expect(findAll(title, 'w:rFonts')[0]!.attributes['w:eastAsia']).toBe('方正小标宋简体');
    expect(findAll(title, 'w:sz')[0]!.attributes['w:val']).toBe('44');
  });

  test('lies on its side for the summary, which fits the type area exactly', async () => {
    const { body } = await opened(caseSummary({ rows: [], scope: '共 0 件', masked: true, fictional: false }, issuer));
    const size = findAll(body, 'w:pgSz')[0];
    expect([mm(number(size, 'w:w')), mm(number(size, 'w:h'))]).toEqual([297, 210]);
    const margins = findAll(body, 'w:pgMar')[0];
    const width = number(size, 'w:w') - number(margins, 'w:left') - number(margins, 'w:right');
    const columns = findAll(findAll(body, 'w:tbl')[0]!, 'w:gridCol').map((one) => number(one, 'w:w'));
    // Phone, track, state and the district's part stand below the column before them.
    expect(columns).toHaveLength(11);
    expect(Math.abs(columns.reduce((sum, one) => sum + one, 0) - width)).toBeLessThanOrEqual(1);
  });
});

describe('a table over several pages', () => {
  test('has its head on each, splits no row, and keeps sums and seal with what they belong to', async () => {
    const { body } = await opened(opinionForm(facts, issuer, { crops: false }));
    const [materials, amounts] = ['第 1 份材料', '拨付批次'].map(
      (text) => findAll(body, 'w:tbl').find((table) => textOf(table).includes(text))!,
    ) as [XmlNode, XmlNode];
    const rows = findAll(materials, 'w:tr');
    expect(rows).toHaveLength(31);
    expect(rows.map((row) => flag(row, 'w:tblHeader'))).toEqual([true, ...Array(30).fill(false)]);
    expect(rows.every((row) => flag(row, 'w:cantSplit'))).toBe(true);
    expect(findAll(amounts, 'w:tr').map((row) => flag(row, 'w:keepNext'))).toEqual([true, true, true, true, false]);
    const notice = (await opened(supplementNotice(facts, issuer, null))).body;
    const last = findAll(notice, 'w:p').find((one) => textOf(one) === '补正材料应与原件一致。')!;
    expect(flag(last, 'w:keepNext')).toBe(true);
  });
});

describe('what is written', () => {
  test('is what the model says: rare signs, 18 digits, amounts to the 分, number, codes and pages at the foot', async () => {
    const { office } = await opened(opinionForm(facts, issuer, { crops: false }));
    const text = docxText(office);
    for (const said of ['王䶮𠮷', '370102199601300018', '930,000.50', '310,000.16', '玖拾叁万元伍角'])
      expect(text).toContain(said);
    expect(text).toContain('济历人才补〔2026〕12号\n案卷编号：济购补2024-0001');
    expect(text).toContain(`文书校验码 ${(HASH.match(/.{4}/g) ?? []).join(' ')}`);
    expect(text).toContain(`审核结果校验码 ${Array(16).fill('abab').join(' ')}（第 1 版）`);
    const foot = [...office.parts].find(([name]) => name.startsWith('word/footer'))![1];
    expect(findAll(foot, 'w:instrText').map(textOf)).toEqual(['PAGE', 'NUMPAGES']);
    expect(text).toContain('（盖章）\n　　　年　　月　　日');
  });

  test('an empty case index says so, and a short name of a unit keeps its size', async () => {
    const { office, body } = await opened(caseIndex(facts, { ...issuer, number: null }));
    expect(docxText(office)).toContain('共 0 个');
    expect(findAll(findAll(body, 'w:tbl').at(-1)!, 'w:tr')).toHaveLength(1);
    const sized = async (unit: string) => {
      const made = (await opened(supplementNotice(facts, { ...issuer, unit }, '2026-12-10'))).body;
      const line = findAll(made, 'w:p').find((one) => textOf(one) === unit)!;
      return findAll(line, 'w:sz')[0]!.attributes['w:val'];
    };
    expect([await sized('历下区人才办'), await sized(UNIT)]).toEqual(['28', '24']);
  });
});
