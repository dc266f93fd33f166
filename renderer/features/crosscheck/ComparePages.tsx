import { Button, Progress } from 'antd';
import type { PagesReport, TaskView } from '#shared/api/transfer.ts';
import { COMMON_PAGE_FROM, SLIGHT_PAGE, TELLING_TEXT } from '#shared/domain/crossCheckKeys.ts';
import { PAGE_PROBLEMS, type PageProblem } from '#shared/domain/filePages.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useRead } from '../../app/data.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatCount } from '../../ui/format.ts';
import { useTransfer } from '../transfer/useTransfer.ts';

/** 页面比对: the same page in files that are not the same. Asked for, because every page of every file has to be read once. */
export function ComparePages() {
  const api = useApi();
  const { task, start, startError, cancelling, cancel, dismiss } = useTransfer('pages');
  const state = useRead('crosscheck', 'pageState', {}).data;
  const running = task?.state === 'running';
  const left = state ? state.files - state.read : 0;
  return (
    <section className="qp-cross-pages" aria-label="页面比对">
      <div className="qp-cross-pages-head">
        <span>
          <strong>页面比对</strong>
          <span className="qp-faint">
            {' '}
            找出不同文件里内容相同的页（换名、重新保存或把扫描件放进别的文件）。
            {state && `可比对的文件 ${formatCount(state.files)} 个，已读 ${formatCount(state.read)} 个`}
            {state && state.unreadable > 0 && `（其中 ${formatCount(state.unreadable)} 个无法读取）`}
            {state && '。'}
          </span>
        </span>
        {!running && (
          <Button disabled={!state || left === 0} onClick={() => void start(() => api.crosscheck.comparePages({}))}>
            {left === 0 ? '已全部比对' : state?.read === 0 ? '开始比对' : `比对新到的 ${formatCount(left)} 个文件`}
          </Button>
        )}
      </div>
      <p className="qp-faint">
        不足 {SLIGHT_PAGE.characters} 个字且没有图像的页、{COMMON_PAGE_FROM}{' '}
        件以上案卷都有的页（通用表格、空白页）不算；
        {TELLING_TEXT} 个字以上的页排版不同也能找到。
      </p>
      {startError !== null && <ErrorPanel title="没有开始比对" error={startError} onClose={dismiss} />}
      {running && <Comparing task={task} cancelling={cancelling} onCancel={cancel} />}
      {task?.state === 'cancelled' && <p role="status">已停止比对，读过的文件不必再读，下次接着比对。</p>}
      {task?.refusal && <ErrorPanel title="比对没有完成" error={task.refusal} onClose={dismiss} />}
      {task?.pagesReport && <Compared report={task.pagesReport} />}
    </section>
  );
}

function Comparing({ task, cancelling, onCancel }: { task: TaskView; cancelling: boolean; onCancel: () => void }) {
  const { filesDone, filesTotal } = task.progress;
  const percent = filesTotal > 0 ? Math.floor((filesDone / filesTotal) * 100) : 0;
  return (
    <div className="qp-cross-comparing" role="status">
      <span>
        正在读取第 {formatCount(Math.min(filesDone + 1, filesTotal))} 个文件，共 {formatCount(filesTotal)} 个
      </span>
      <Progress percent={percent} showInfo={false} strokeLinecap="butt" aria-label="比对进度" />
      <Button disabled={cancelling} onClick={onCancel}>
        {cancelling ? '正在停止' : '停止'}
      </Button>
    </div>
  );
}

function Compared({ report: { files, pages, problems } }: { report: PagesReport }) {
  const why = (Object.entries(problems) as [PageProblem, number][]).map(
    ([code, count]) => `${PAGE_PROBLEMS[code]} ${formatCount(count)} 个`,
  );
  return (
    <p role="status">
      本次读取 {formatCount(files)} 个文件、{formatCount(pages)} 页，已与全部案卷核对。
      {why.length > 0 && `其中${why.join('、')}。`}
    </p>
  );
}
