import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareFiles, compareVersions, type ReplacedFile, touchedAttachments } from '#shared/domain/caseChanges.ts';
import type { BundleCase } from '#shared/domain/caseRecord.ts';
import { comparePages } from '#shared/domain/filePages.ts';

const ID = '01900000-0000-7000-8000-000000000001';
const hash = (letter: string): string => letter.repeat(64).slice(0, 64);

type File = [content: string, name: string, material: string | null];

const caseOf = (files: readonly File[], changes: Partial<BundleCase> = {}): BundleCase => ({
  profile: 'qp-case/1',
  id: ID,
  number: '济1',
  programme: '26.2',
  track: null,
  appliedOn: '2023-05-10',
  receivedOn: '2023-05-11',
  district: '370102',
  step: 'district',
  dueOn: null,
  applicant: { kind: 'person', name: '秦望舒', idNumber: '1', phone: '', employer: null },
  facts: { 'a.b': 1 },
  fictional: true,
  attachments: files.map(([content, name, material]) => ({
    ...{ sha256: hash(content), extension: 'pdf' as const, bytes: 1, name, material },
  })),
  ...changes,
});

const FORM: File = ['a', '申报表.pdf', 'form'];
const DEGREE: File = ['b', '学位证.pdf', 'degree'];
const MORE: File = ['c', '说明.pdf', null];
const words = (before: readonly File[], after: readonly File[]) =>
  compareFiles(caseOf(before), caseOf(after)).map(({ change, attachmentId, name, before: was }) => [
    ...[change, attachmentId?.slice(ID.length + 1) ?? null, name, was],
  ]);

describe('files of two versions', () => {
  test.each<[string, File[], File[], unknown[]]>([
    ['the same', [FORM, DEGREE], [FORM, DEGREE], []],
    ['in another order', [FORM, DEGREE], [DEGREE, FORM], []],
    [
      'other bytes at the same place',
      [FORM, DEGREE],
      [FORM, ['x', '学位证.pdf', 'degree']],
      [['replaced', '2', '学位证.pdf', null]],
    ],
    [
      'replaced under another name',
      [FORM],
      [['x', '新申报表.pdf', 'form']],
      [['replaced', '1', '新申报表.pdf', '申报表.pdf']],
    ],
    ['renamed', [FORM], [['a', '表.pdf', 'form']], [['renamed', '1', '表.pdf', '申报表.pdf']]],
    ['added', [FORM], [FORM, MORE], [['added', '2', '说明.pdf', null]]],
    ['removed', [FORM, MORE], [FORM], [['removed', null, '说明.pdf', null]]],
    [
      'moved and replaced',
      [FORM, DEGREE],
      [MORE, FORM, ['x', '学位证.pdf', 'degree']],
      [
        ['replaced', '3', '学位证.pdf', null],
        ['added', '1', '说明.pdf', null],
      ],
    ],
    [
      'another material in its place is no replacement',
      [FORM],
      [['x', '说明.pdf', 'other']],
      [
        ['removed', null, '申报表.pdf', null],
        ['added', '1', '说明.pdf', null],
      ],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(words(before, after)).toEqual(expected);
  });

  test('views are forgotten exactly where another file stands under the id', () => {
    const before = caseOf([FORM, DEGREE, MORE]);
    expect(touchedAttachments(before, caseOf([FORM, DEGREE, MORE]))).toEqual([]);
    expect(touchedAttachments(before, caseOf([DEGREE, FORM, MORE]))).toEqual([`${ID}.1`, `${ID}.2`]);
    expect(touchedAttachments(before, caseOf([FORM]))).toEqual([`${ID}.2`, `${ID}.3`]);
  });
});

const file = fc.tuple(
  fc.constantFrom(...'abcdef'),
  fc.constantFrom('一.pdf', '二.pdf'),
  fc.constantFrom('form', 'degree', null),
);
const files = fc.array(file, { maxLength: 5 });

describe('which decisions a newer version opens', () => {
  const items = ['material:form', 'material:degree', 'condition:x', 'condition:y'];
  const work = (anchors: readonly (readonly string[])[], observed: string | null) => ({
    decided: new Map(items.map((id, i) => [id, { places: (anchors[i] ?? []).map(onPage) }])),
    observed: new Map([['a.b', { place: observed === null ? null : onPage(observed) }]]),
  });
  /** `a`: the first page of that file, `a2` its third. */
  const onPage = (text: string) => ({ fileSha256: hash(text[0]!), pageIndex: Number(text[1] ?? 0) });

  test('exactly those whose evidence lies in a file that is gone, or whose material has other files', () => {
    fc.assert(
      fc.property(
        files,
        files,
        fc.array(fc.subarray([...'abcdef'], { maxLength: 2 }), { maxLength: 4 }),
        (old, young, anchors) => {
          const [before, after] = [caseOf(old), caseOf(young)];
          const { touched } = compareVersions(before, after, work(anchors, null), []);
          const contents = (list: readonly File[], material?: string) =>
            list
              .filter((one) => material === undefined || one[2] === material)
              .map(([content]) => content)
              .sort();
          const gone = contents(old).filter((content) => !contents(young).includes(content));
          const expected = items.filter((id, i) => {
            const material = id.startsWith('material:') ? id.slice(9) : null;
            const changed = material !== null && contents(old, material).join() !== contents(young, material).join();
            return changed || (anchors[i] ?? []).some((content) => gone.includes(content));
          });
          expect(touched).toEqual({ items: expected.toSorted(), facts: [] });
        },
      ),
    );
  });

  test('those the rules answer otherwise; an observed value falls with its declared one or its evidence', () => {
    const before = caseOf([FORM, DEGREE]);
    const changed = compareVersions(before, caseOf([FORM, DEGREE], { facts: { 'a.b': 2 } }), work([], null), [
      'condition:y',
    ]);
    expect(changed.touched).toEqual({ items: ['condition:y'], facts: ['a.b'] });
    expect(changed.facts).toEqual([{ key: 'a.b', before: 1, after: 2 }]);
    const lost = compareVersions(before, caseOf([FORM]), work([], 'b'), []);
    expect(lost.touched).toEqual({ items: ['material:degree'], facts: ['a.b'] });
    expect(compareVersions(before, caseOf([DEGREE, FORM]), work([['a', 'b']], 'b'), []).touched).toEqual({
      items: [],
      facts: [],
    });
  });

  describe('of a file that was replaced page by page', () => {
    const form = (content: string): File => [content, '申报表.pdf', 'form'];
    const replaced = (pages: ReplacedFile['pages']): ReplacedFile[] => [
      { from: `${ID}.1`, attachmentId: `${ID}.1`, before: hash('a'), after: hash('x'), pages },
    ];
    const touched = (pages: ReplacedFile['pages'], observed: string | null = null) =>
      compareVersions(
        caseOf([form('a')]),
        caseOf([form('x')]),
        work([[], [], ['a0'], ['a0', 'a1']], observed),
        [],
        replaced(pages),
      );

    test('those on pages that show something else, and the material as a whole', () => {
      const edited = comparePages(['p', 'q', 'r'], ['p', 'Q', 'r']);
      expect(touched(edited, 'a2').touched).toEqual({ items: ['condition:y', 'material:form'], facts: [] });
      expect(touched(edited, 'a1').touched.facts).toEqual(['a.b']);
      expect(touched(edited).files).toEqual([
        { change: 'replaced', attachmentId: `${ID}.1`, name: '申报表.pdf', before: null, pages: edited },
      ]);
    });

    test('not those whose page only stands elsewhere now', () => {
      expect(touched(comparePages(['p', 'q'], ['new', 'p', 'q'])).touched.items).toEqual(['material:form']);
      expect(touched(comparePages(['p', 'q'], ['q'])).touched.items).toEqual([
        'condition:x',
        'condition:y',
        'material:form',
      ]);
    });

    test('none, where it was only saved again; all, where nobody can tell', () => {
      expect(touched(comparePages(['p', 'q'], ['p', 'q'])).touched.items).toEqual([]);
      expect(touched({ told: false, why: 'encrypted' }).touched.items).toEqual([
        'condition:x',
        'condition:y',
        'material:form',
      ]);
    });

    test('not what already rested on a version before the last', () => {
      const { touched: again } = compareVersions(
        caseOf([FORM, DEGREE]),
        caseOf([FORM, MORE]),
        work([[], [], ['f0']], null),
        [],
      );
      expect(again.items).toEqual(['material:degree']);
    });
  });

  test.each<[string, Partial<BundleCase>]>([
    ['programme', { programme: '26.1' }],
    ['track', { track: 't' }],
    ['day of application', { appliedOn: '2023-05-09' }],
    ['applicant', { applicant: { kind: 'person', name: '别人', idNumber: '1', phone: '', employer: null } }],
  ])('all, with another %s', (_, changes) => {
    const { touched } = compareVersions(caseOf([FORM]), caseOf([FORM], changes), work([], null), []);
    expect(touched).toEqual({ items: items.toSorted(), facts: ['a.b'] });
  });

  test('none, when only the office moves the case on', () => {
    const moved = caseOf([FORM], { step: 'city', dueOn: '2023-06-30', district: '370103', receivedOn: '2023-06-01' });
    const { touched, fields } = compareVersions(caseOf([FORM]), moved, work([['a']], 'a'), []);
    expect(touched).toEqual({ items: [], facts: [] });
    expect(fields).toEqual(['district', 'step', 'dueOn']);
  });
});
