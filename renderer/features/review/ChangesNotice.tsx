import { Button } from 'antd';
import type { Checklist } from '#shared/api/review.ts';
import type { FileChange } from '#shared/domain/caseChanges.ts';
import { Icon } from '../../ui/Icon.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { ChangedPages } from './ChangedPages.tsx';

const FILE_WORDS: Record<FileChange['change'], string> = {
  replaced: '已更换',
  added: '新增',
  removed: '已撤下',
  renamed: '改名',
};

interface Props {
  list: Checklist;
  onItem: (itemId: string) => void;
  onPage: (attachmentId: string, page: number) => void;
  onAway: (away: boolean) => void;
}

/** 本次变化: open while something is still to be looked at again; put away for this version of the case, and taken out again. */
export function ChangesNotice({ list, onItem, onPage, onAway }: Props) {
  const { changes, items } = list;
  if (!changes) return null;
  if (changes.away) {
    return (
      <button type="button" className="qp-wb-link qp-wb-changes-back" onClick={() => onAway(false)}>
        <Icon name="info" />
        查看本次变化
      </button>
    );
  }
  const touched = items.filter(({ itemId }) => changes.items.includes(itemId));
  const left = touched.filter(({ verdict }) => verdict === null);
  const head = changes.pending
    ? `案卷内容在签署后有更新，重新开启后 ${touched.length} 项须重新核对`
    : left.length > 0
      ? `本次变化：还有 ${left.length} 项须重新核对`
      : '本次变化：受影响的判定已重新核对';
  return (
    <details className="qp-wb-changes" open={changes.pending || left.length > 0}>
      <summary>
        <Icon name="info" />
        {head}
      </summary>
      <ul>
        {changes.files.map((file) => (
          <li key={`${file.change}${file.attachmentId}${file.name}`}>
            <span className="qp-wb-changes-kind">{FILE_WORDS[file.change]}</span>
            {file.attachmentId ? (
              <button type="button" className="qp-wb-link" onClick={() => onPage(file.attachmentId!, 0)}>
                <VisibleText text={file.name} />
              </button>
            ) : (
              <VisibleText text={file.name} />
            )}
            {file.before !== null && (
              <span className="qp-faint">
                （原名 <VisibleText text={file.before} />）
              </span>
            )}
            {file.pages && file.attachmentId && (
              <ChangedPages pages={file.pages} onPage={(page) => onPage(file.attachmentId!, page)} />
            )}
          </li>
        ))}
        {changes.facts.map((fact) => (
          <li key={fact.label}>
            <span className="qp-wb-changes-kind">申报值</span>
            {fact.label}：<VisibleText text={fact.before} /> → <VisibleText text={fact.after} />
          </li>
        ))}
        {changes.fields.length > 0 && (
          <li>
            <span className="qp-wb-changes-kind">登记</span>
            {changes.fields.join('、')}
          </li>
        )}
        {touched.map((item) => (
          <li key={item.itemId}>
            <span className="qp-wb-changes-kind">{item.verdict || changes.pending ? '判定' : '待核对'}</span>
            <button type="button" className="qp-wb-link" onClick={() => onItem(item.itemId)}>
              {item.title}
            </button>
          </li>
        ))}
        {changes.observed.length > 0 && (
          <li>
            <span className="qp-wb-changes-kind">核实值</span>
            {changes.observed.join('、')}须重新核实
          </li>
        )}
      </ul>
      <Button size="small" type="link" onClick={() => onAway(true)}>
        收起，这一版不再提示
      </Button>
    </details>
  );
}
