import { useRead } from '../../app/data.ts';
import { Icon } from '../../ui/Icon.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import './second.css';

interface Props {
  caseId: string;
  onItem: (itemId: string) => void;
  onOutcome: () => void;
}

/** What the second person sent back and why, beside the checklist it is about; nothing where nothing came back. */
export function ReturnedNotice({ caseId, onItem, onOutcome }: Props) {
  const row = useRead('second', 'list', {}).data?.rows.find((one) => one.caseId === caseId && one.returned.length > 0);
  if (!row) return null;
  return (
    <div className="qp-second-notice" role="note">
      <p>
        <Icon name="info" />
        复核退回 {row.returned.length} 项，其余项目已经定下。请逐项重新处理，再保存结论并签署：
      </p>
      <ul>
        {row.returned.map(({ title, reason, itemId }) => (
          <li key={title}>
            <button
              type="button"
              className="qp-wb-link"
              onClick={() => (itemId === null ? onOutcome() : onItem(itemId))}
            >
              {title}
            </button>
            ：<VisibleText text={reason} />
          </li>
        ))}
      </ul>
    </div>
  );
}
