import { describe, expect, test } from 'vitest';
import { resolveAppearance } from '#renderer/app/appearance.ts';
import { joinPath, lastSegment, looksLikeFile, nameProblem } from '#renderer/app/hostDialog/paths.ts';
import { PALETTES } from '#renderer/app/theme.ts';
import { validityOn } from '#renderer/features/catalogue/validity.ts';
import { importOutcome } from '#renderer/features/transfer/words.ts';
import { passphraseProblem } from '#renderer/features/workspace/passphraseDraft.ts';
import { emptySetup, stepProblem } from '#renderer/features/workspace/setup.ts';
import { describeError, isRefusal } from '#renderer/ui/describeError.ts';
import { progressShare } from '#renderer/ui/ProgressPanel.tsx';
import type { ImportReport } from '#shared/api/transfer.ts';
import { Refusal } from '#shared/domain/errors.ts';

describe('paths of the picker', () => {
  test('a name is put behind a folder with the separator the folder uses', () => {
    expect(joinPath('/media/usb', 'a.qpb')).toBe('/media/usb/a.qpb');
    expect(joinPath('/', 'a.qpb')).toBe('/a.qpb');
    expect(joinPath('E:\\', 'a.qpb')).toBe('E:\\a.qpb');
    expect(joinPath('C:\\Users\\刘敏', 'a.qpb')).toBe('C:\\Users\\刘敏\\a.qpb');
    expect(lastSegment('C:\\Users\\刘敏\\')).toBe('刘敏');
  });

  test('a typed path to a file is told from one to a folder', () => {
    expect(looksLikeFile('/media/usb/第7批.qpb')).toBe(true);
    expect(looksLikeFile('E:\\第7批.QPB')).toBe(true);
    expect(looksLikeFile('/media/usb')).toBe(false);
    expect(looksLikeFile('/home/x/.config')).toBe(false);
  });

  test.each(['', ' ', 'a/b', 'a\\b', 'a:b', 'a?', 'a.', 'CON', 'nul.txt'])('%j is no file name', (name) => {
    expect(nameProblem(name)).not.toBeNull();
  });

  test('Chinese names are fine', () => {
    expect(nameProblem('审核结果-历下区（第1次）.qpb')).toBeNull();
  });
});

describe('the wizard', () => {
  const full = { ...emptySetup, name: '历下区', unit: '历下区人社局', person: '刘敏' };

  test('asks for each field on its step', () => {
    expect(stepProblem(0, emptySetup)).toContain('名称');
    expect(stepProblem(0, full)).toBeNull();
    expect(stepProblem(0, { ...full, folder: ' ' })).toContain('位置');
    expect(stepProblem(1, emptySetup)).toContain('单位');
    expect(stepProblem(1, { ...full, person: ' ' })).toContain('姓名');
    expect(stepProblem(3, emptySetup)).toBeNull();
  });

  test('a passphrase is strong enough, typed twice the same, and not the name of the office', () => {
    expect(passphraseProblem({ passphrase: '', again: '' })).toContain('设置');
    expect(passphraseProblem({ passphrase: '12345', again: '12345' })).toContain('强度不够');
    expect(passphraseProblem({ passphrase: '泉水叮咚三月柳7', again: '' })).toContain('再输入');
    expect(passphraseProblem({ passphrase: '泉水叮咚三月柳7', again: '泉水叮咚三月柳8' })).toContain('不一致');
    expect(passphraseProblem({ passphrase: '泉水叮咚三月柳7', again: '泉水叮咚三月柳7' })).toBeNull();
    const own = { passphrase: '历下区人社局刘敏', again: '历下区人社局刘敏' };
    expect(stepProblem(2, { ...full, passphrase: own })).toContain('强度不够');
  });
});

test('errors of every kind become a sentence with a code', () => {
  const refusal = new Refusal('PASSPHRASE_WRONG');
  expect(describeError(refusal)).toEqual({ code: 'PASSPHRASE_WRONG', message: refusal.message });
  expect(describeError({ code: 'BUNDLE_HASH', message: '不一致', details: {} })).toMatchObject({ code: 'BUNDLE_HASH' });
  expect(describeError(new TypeError('Failed to fetch')).code).toBe('CONNECTION_LOST');
  expect(describeError(new Error('secret detail')).message).not.toContain('secret');
  expect(isRefusal(refusal, 'PASSPHRASE_WRONG')).toBe(true);
  expect(isRefusal(new Error('PASSPHRASE_WRONG'), 'PASSPHRASE_WRONG')).toBe(false);
});

test('appearance follows the system only where it was asked to', () => {
  expect(resolveAppearance('system', true)).toBe('dark');
  expect(resolveAppearance('system', false)).toBe('light');
  expect(resolveAppearance('sunlight', true)).toBe('sunlight');
});

test('validity by dates, both ends included', () => {
  expect(validityOn('2025-08-31', '2022-09-01', '2025-08-31')).toBe('current');
  expect(validityOn('2025-09-01', '2022-09-01', '2025-08-31')).toBe('past');
  expect(validityOn('2022-08-31', '2022-09-01', null)).toBe('coming');
});

test('an import is told in one sentence', () => {
  const entry = { change: 'new' } as ImportReport['cases'][number];
  const report = {
    already: false,
    parked: false,
    cases: [entry, entry, { ...entry, change: 'replaced' }],
  } as ImportReport;
  expect(importOutcome(report)).toBe('已导入：新增 2 件，更新 1 件。');
  expect(importOutcome({ ...report, already: true })).toContain('没有变化');
  expect(importOutcome({ ...report, parked: true })).toContain('暂存');
  expect(importOutcome({ ...report, cases: [] })).toBe('已导入。');
});

test('progress never shows more than all', () => {
  const progress = { phase: 'copy', filesDone: 0, filesTotal: 0, rate: 0, msLeft: null } as const;
  expect(progressShare({ ...progress, bytesDone: 0, bytesTotal: 0 })).toBe(0);
  expect(progressShare({ ...progress, bytesDone: 999, bytesTotal: 1000 })).toBe(99);
  expect(progressShare({ ...progress, bytesDone: 1200, bytesTotal: 1000 })).toBe(100);
});

describe('contrast', () => {
  const channel = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const luminance = (hex: string) => {
    const [r, g, b] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255));
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const contrast = (a: string, b: string) => {
    const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
    return (light! + 0.05) / (dark! + 0.05);
  };

  test.each(Object.entries(PALETTES))('%s: text reads on every ground at 4.5 to 1', (_, p) => {
    const onGrounds = [p.ink, p.inkSoft, p.inkFaint, p.action];
    for (const text of onGrounds) {
      for (const ground of [p.paper, p.ground, p.rail, p.raised, p.hover, p.actionSoft]) {
        expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    for (const name of ['pass', 'fail', 'doubt', 'supplement', 'open'] as const) {
      for (const ground of [p.paper, p.ground, p.hover, p.actionSoft, p[`${name}Soft`]]) {
        expect(contrast(p[name], ground), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(contrast(p.demo, p.demoSoft)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(p.onAction, p.actionSolid)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(p.onAction, p.actionHover)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(p.lineStrong, p.paper)).toBeGreaterThanOrEqual(3);
  });
});
