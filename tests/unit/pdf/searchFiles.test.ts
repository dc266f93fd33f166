import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ViewProblem } from '#renderer/pdf/problems.ts';
import { MAX_HITS, type SearchedFile, type SearchState, searchFiles } from '#renderer/pdf/searchFiles.ts';

function fileOf(id: string, texts: readonly string[], fails?: unknown): SearchedFile {
  return {
    id,
    async *pages() {
      for (const [page, text] of texts.entries()) yield { page, pageCount: texts.length, text };
      if (fails) throw fails;
    },
  };
}

async function run(files: readonly SearchedFile[], query: string): Promise<SearchState[]> {
  const states: SearchState[] = [];
  await searchFiles(files, query, new AbortController().signal, (state) => states.push(state));
  return states;
}

const last = async (files: readonly SearchedFile[], query: string) => (await run(files, query)).at(-1)!;

test('places are listed by file, page and place, with the words as they stand there and what is around them', async () => {
  const state = await last(
    [
      fileOf('contract', ['封面', '第一条　工 作\n地点：济南市历下区。工作地点不得变更。']),
      fileOf('other', ['无关内容']),
      fileOf('annex', ['附件\n工作地点']),
    ],
    '工作 地点',
  );
  expect(state.hits).toEqual([
    {
      fileId: 'contract',
      page: 1,
      index: 0,
      before: '第一条 ',
      words: '工 作 地点',
      after: '：济南市历下区。工作地点不得变更。',
    },
    {
      ...{ fileId: 'contract', page: 1, index: 1, before: '工 作 地点：济南市历下区。', words: '工作地点' },
      after: '不得变更。',
    },
    { fileId: 'annex', page: 0, index: 0, before: '附件 ', words: '工作地点', after: '' },
  ]);
  expect(state).toMatchObject({ done: true, cut: false, pages: 4 });
});

test('a file that cannot be read says why and stops nothing; what was read of it counts', async () => {
  const state = await last(
    [
      fileOf('scan', ['', ' \n']),
      { id: 'photo', pages: null },
      fileOf('locked', [], new ViewProblem('encrypted')),
      fileOf('half', ['身份证号'], new ViewProblem('stuck')),
      fileOf('odd', [], new TypeError('x')),
      fileOf('good', ['身份 证号']),
    ],
    '身份证号',
  );
  expect(Object.fromEntries(state.files)).toEqual({
    ...{ scan: 'noText', photo: 'picture', locked: 'encrypted', half: 'stuck', odd: 'damaged', good: 'done' },
  });
  expect(state.hits.map(({ fileId }) => fileId)).toEqual(['half', 'good']);
});

test('it finds as many places as were put there, wherever white space falls', async () => {
  const filler = fc.constantFrom('济', '南', '市', '，', '。', '2', 'A', ' ', '\n', '　');
  const word = [...'人才补贴'];
  const spaced = fc
    .array(fc.constantFrom('', ' ', '\n', '\u3000'), { minLength: word.length - 1, maxLength: word.length - 1 })
    .map((gaps) => word.map((character, i) => character + (gaps[i] ?? '')).join(''));
  const page = fc.array(fc.oneof(filler, spaced), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(page, { maxLength: 4 }), { maxLength: 4 }), async (files) => {
      const put = files.flat(2).filter((piece) => piece.length >= word.length).length;
      const state = await last(
        files.map((pages, i) =>
          fileOf(
            String(i),
            pages.map((pieces) => pieces.join('')),
          ),
        ),
        '人才补贴',
      );
      expect(state.hits).toHaveLength(put);
      expect(state.hits.every((hit) => hit.words.replace(/\s/gu, '') === '人才补贴')).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('nothing but white space asks for nothing; too many places cut the list and say so', async () => {
  expect(await run([fileOf('a', ['甲'])], ' \n')).toMatchObject([{ hits: [], done: true, pages: 0 }]);
  const pages = Array.from({ length: 30 }, () => '元'.repeat(100));
  const state = await last([fileOf('a', pages), fileOf('b', pages)], '元');
  expect(state.hits).toHaveLength(MAX_HITS);
  expect(state).toMatchObject({ cut: true, done: true });
  expect(state.files.get('b')).toBe('waiting');
  const exact = await last([fileOf('a', pages.slice(0, 10))], '元');
  expect(exact).toMatchObject({ cut: false, done: true });
});

test('progress is told while it goes on, and stopping ends it at the next page', async () => {
  const stop = new AbortController();
  const states: SearchState[] = [];
  const pages = Array.from({ length: 100 }, (_, i) => (i === 0 ? '开始' : '页'));
  const ended = searchFiles([fileOf('a', pages), fileOf('b', ['页'])], '结束', stop.signal, (state) => {
    states.push(state);
    if (state.pages === 20) stop.abort();
  });
  await expect(ended).rejects.toThrow('aborted');
  expect(states.map((state) => state.pages)).toEqual([0, 10, 20]);
  expect(states.every((state) => !state.done)).toBe(true);
});
