import type { OutcomeDraft } from '#shared/api/review.ts';
import { DECISION_TITLES } from '#shared/domain/review.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { AmountTable } from './AmountTable.tsx';
import { SupplementTable } from './SupplementPart.tsx';
import { VerdictCounts } from './VerdictCounts.tsx';

/** A signed outcome, to be read. */
export function SavedOutcome({ draft }: { draft: OutcomeDraft }) {
  const { saved } = draft;
  return (
    <div className="qp-wb-outcome">
      <VerdictCounts counts={draft.counts} />
      {saved && (
        <>
          <h3>结论</h3>
          <p>
            <strong>{DECISION_TITLES[saved.decision]}</strong>
          </p>
          {saved.amount && (
            <>
              <h3>金额</h3>
              <AmountTable amount={saved.amount} />
            </>
          )}
          {saved.supplement && (
            <>
              <h3>补正清单</h3>
              <SupplementTable list={saved.supplement} />
            </>
          )}
          <h3>审核意见</h3>
          <p className="qp-wb-opinion">
            <VisibleText text={saved.opinion} />
          </p>
        </>
      )}
    </div>
  );
}
