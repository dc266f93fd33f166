import type { ChecklistItem } from '#shared/api/review.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';

type Precheck = ChecklistItem['precheck'];

const WORDS: Record<Precheck['result'], { word: string; tone: string }> = {
  true: { word: '满足', tone: 'pass' },
  false: { word: '不满足', tone: 'fail' },
  unknown: { word: '情况不全', tone: 'doubt' },
  needsHuman: { word: '须人工核定', tone: 'doubt' },
  none: { word: '', tone: 'open' },
};

/** What the computer worked out, with its figures. Beside the verdict, never in its place. */
export function PrecheckLine({ precheck }: { precheck: Precheck }) {
  const { word, tone } = WORDS[precheck.result];
  if (precheck.result === 'none' && precheck.missing.length === 0) return null;
  return (
    <p className={`qp-wb-precheck qp-wb-precheck-${tone}`}>
      <span className="qp-wb-precheck-word">预检{word && `：${word}`}</span>
      <span className="qp-wb-precheck-words">
        <VisibleText text={precheck.sentence} />
        {precheck.missing.length > 0 && <span className="qp-faint">　缺少：{precheck.missing.join('、')}</span>}
      </span>
    </p>
  );
}

/** A small sign on the item's line; empty where nothing can be computed. */
export function PrecheckSign({ precheck }: { precheck: Precheck }) {
  const { word, tone } = WORDS[precheck.result];
  if (word === '') return null;
  return <span className={`qp-wb-hint qp-wb-precheck-${tone}`}>{word}</span>;
}
