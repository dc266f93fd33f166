import { Button } from 'antd';
import { DECISION_TITLES } from '#shared/domain/review.ts';
import { useRead } from '../../app/data.ts';
import { CommandKeys } from '../../commands/CommandKeys.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { VerdictCounts } from './VerdictCounts.tsx';

/** The outcome at a glance, at the end of the checklist. */
export function OutcomeRow({ caseId, locked, onOpen }: { caseId: string; locked: boolean; onOpen: () => void }) {
  const { data, error } = useRead('review', 'outcome', { caseId });
  return (
    <div className="qp-wb-detail">
      {error && <ErrorPanel title="没有读到结论" error={error} />}
      {data && (
        <>
          <VerdictCounts counts={data.counts} />
          <p>
            {data.saved
              ? `结论：${DECISION_TITLES[data.saved.decision]}`
              : data.suggested
                ? `按目前判定，建议：${DECISION_TITLES[data.suggested]}`
                : '判定完成后在这里给出结论。'}
          </p>
        </>
      )}
      <Button type="primary" onClick={onOpen}>
        {locked ? '查看结论' : '填写结论并签署'} <CommandKeys id="review.outcome" />
      </Button>
    </div>
  );
}
