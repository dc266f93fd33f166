import { PAGE_PROBLEMS, PAGE_STATE_TITLES, type PageComparison } from '#shared/domain/filePages.ts';
import { type PageGroup, pageGroups, pageNumbers } from './pageChanges.ts';

interface Props {
  pages: PageComparison;
  onPage: (page: number) => void;
}

/** Groups that are named one by one; what follows is only counted. */
const NAMED = 12;

/** Which pages of a replaced file are others now, each one click away; in words where nobody could tell. */
export function ChangedPages({ pages, onPage }: Props) {
  if (!pages.told) {
    return <span className="qp-wb-changes-pages">{PAGE_PROBLEMS[pages.why]}，整个文件按有改动处理</span>;
  }
  const groups = pageGroups(pages);
  const told = groups.filter(({ state }) => state !== 'same');
  const same = groups.reduce((sum, { state, first, last }) => sum + (state === 'same' ? last - first + 1 : 0), 0);
  if (told.length === 0) return <span className="qp-wb-changes-pages">各页内容未变，只是重新保存过</span>;
  return (
    <ul className="qp-wb-changes-pages" aria-label="页面变化">
      {told.slice(0, NAMED).map((group) => (
        <li key={`${group.state}${group.first}`}>
          <Group group={group} onPage={onPage} />
        </li>
      ))}
      {told.length > NAMED && <li className="qp-faint">另有 {told.length - NAMED} 处</li>}
      {same > 0 && <li className="qp-faint">其余 {same} 页未变</li>}
    </ul>
  );
}

function Group({ group: { state, first, last, was }, onPage }: { group: PageGroup; onPage: Props['onPage'] }) {
  const numbers = pageNumbers(first, last);
  if (state === 'removed') return <>原{numbers}删除</>;
  const before = state === 'moved' && was !== null ? `（原${pageNumbers(was, was + last - first)}，内容未变）` : '';
  return (
    <>
      <button type="button" className="qp-wb-link" onClick={() => onPage(first - 1)}>
        {numbers}
        {PAGE_STATE_TITLES[state]}
      </button>
      {before && <span className="qp-faint">{before}</span>}
    </>
  );
}
