import { Button, Checkbox, Input, Radio } from 'antd';
import { useState } from 'react';
import type { CaseSelection, ManySubject } from '#shared/api/documents.ts';
import type { DocumentsReport } from '#shared/api/transfer.ts';
import { CASE_KINDS, DOCUMENT_TITLES, type DocumentFormat, FORMATS_OF } from '#shared/documents/model.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { useReport } from '../../app/useReport.tsx';
import { Sheet } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Field } from '../../ui/Field.tsx';
import { formatCount } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { ProgressPanel } from '../../ui/ProgressPanel.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { useTransfer } from '../transfer/useTransfer.ts';
import './document.css';

const FORMAT_TITLES: Record<DocumentFormat, string> = { docx: 'Word 文档', xlsx: 'Excel 表格' };
const STEPS = [{ key: 'write', label: '制作', detail: '正在逐件制作并写入文件夹' }] as const;

/** A document for each of many cases, into a folder. Mounted means open. */
export function MakeMany({ cases, onClose }: { cases: CaseSelection; onClose: () => void }) {
  const api = useApi();
  const report = useReport();
  const [kind, setKind] = useState<ManySubject['kind']>('opinion');
  const [wanted, setFormat] = useState<DocumentFormat>('docx');
  const [plain, setPlain] = useState(false);
  const [crops, setCrops] = useState(false);
  const [reason, setReason] = useState('');
  const subject: ManySubject = { kind, cases };
  const plan = useRead('documents', 'planMany', { subject });
  const transfer = useTransfer('document', { fresh: true });
  const { task } = transfer;
  const format = FORMATS_OF[kind].includes(wanted) ? wanted : 'docx';
  const disclosed = plain || (crops && kind === 'opinion');
  const ready = plan.data !== undefined && plan.data.ready > 0 && (!disclosed || reason.trim() !== '');
  const make = () =>
    report.guard('没有选定文件夹', async () => {
      const { path } = await api.host.openFolder({ purpose: 'document' });
      if (path === null) return;
      const options = { masked: !plain, crops: crops && kind === 'opinion', reason: reason.trim(), format, path };
      await transfer.start(() => api.documents.saveMany({ subject, ...options }));
    });
  return (
    <Sheet title="批量制作文书" size={860} onClose={onClose}>
      {task?.state === 'running' ? (
        <ProgressPanel
          title={`正在制作${task.file}`}
          steps={STEPS}
          progress={task.progress}
          cancelling={transfer.cancelling}
          onCancel={transfer.cancel}
        />
      ) : task?.documentsReport ? (
        <MadeList made={task.documentsReport} onAgain={transfer.dismiss} />
      ) : (
        <div className="qp-make-options">
          <div className="qp-field">
            <span className="qp-label">文书</span>
            <Radio.Group
              aria-label="文书"
              value={kind}
              options={CASE_KINDS.map((value) => ({ value, label: DOCUMENT_TITLES[value] }))}
              onChange={(event) => setKind(event.target.value as ManySubject['kind'])}
            />
          </div>
          {FORMATS_OF[kind].length > 1 && (
            <div className="qp-field">
              <span className="qp-label">格式</span>
              <Radio.Group
                aria-label="格式"
                value={format}
                options={FORMATS_OF[kind].map((value) => ({ value, label: FORMAT_TITLES[value] }))}
                onChange={(event) => setFormat(event.target.value as DocumentFormat)}
              />
            </div>
          )}
          {plan.error && <ErrorPanel title="不能制作" error={plan.error} />}
          {!plan.data && !plan.error && <Later>正在逐件核对</Later>}
          {plan.data && <Plan title={DOCUMENT_TITLES[kind]} {...plan.data} />}
          <Checkbox checked={plain} onChange={(event) => setPlain(event.target.checked)}>
            显示完整个人信息
          </Checkbox>
          {kind === 'opinion' && (
            <Checkbox checked={crops} onChange={(event) => setCrops(event.target.checked)}>
              附依据截图
            </Checkbox>
          )}
          {disclosed && (
            <Field label="用途" hint="用途、时间和经办人会逐件记入审核记录。">
              <Input value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
            </Field>
          )}
          <p className="qp-hint">
            一件案卷一个文件，文件名含文书名、案卷编号和时间；已有的文件不会被覆盖。
            {kind === 'supplement' && '每件的补正截止日取自签署的清单、办理程序或文书设置，没有规定的留空。'}
          </p>
          <div>
            <Button type="primary" disabled={!ready} icon={<Icon name="file" />} onClick={make}>
              {plan.data ? `选择文件夹，制作 ${formatCount(plan.data.ready)} 份` : '选择文件夹'}
            </Button>
          </div>
          {transfer.startError !== null && (
            <ErrorPanel title="没有开始制作" error={transfer.startError} onClose={transfer.dismiss} />
          )}
          {task?.refusal && <ErrorPanel title="没有制作" error={task.refusal} onClose={transfer.dismiss} />}
          {task?.state === 'cancelled' && <p role="status">已取消，没有留下文件。</p>}
        </div>
      )}
    </Sheet>
  );
}

interface PlanProps {
  title: string;
  ready: number;
  leftOutCount: number;
  leftOut: readonly { caseId: string; number: string; why: string }[];
}

const NAMED = 5;

function Plan({ title, ready, leftOutCount, leftOut }: PlanProps) {
  return (
    <div role="status">
      可以制作{title} <strong>{formatCount(ready)}</strong> 份
      {leftOutCount > 0 && `，另有 ${formatCount(leftOutCount)} 件不能制作`}。
      {leftOut.length > 0 && (
        <ul className="qp-doc-left">
          {leftOut.slice(0, NAMED).map(({ caseId, number, why }) => (
            <li key={caseId}>
              {number}：{why}
            </li>
          ))}
          {leftOutCount > NAMED && <li>等 {formatCount(leftOutCount)} 件</li>}
        </ul>
      )}
    </div>
  );
}

/** What was made, file by file, and what was not. */
function MadeList({
  made: { folder, title, made, leftOut, masked, stopped },
  onAgain,
}: {
  made: DocumentsReport;
  onAgain: () => void;
}) {
  return (
    <div className="qp-make-options">
      <p role="status">
        <Icon name="check" /> {stopped ? '已停止，' : ''}制作了{title} {formatCount(made.length)} 份
        {masked ? '（个人信息已遮盖）' : '（含个人信息，注意保管）'}
        {leftOut.length > 0 && `，${formatCount(leftOut.length)} 件没有制作`}。文件夹：
        <VisibleText text={folder} />
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keys */}
      <section className="qp-doc-made" aria-label="制作清单" tabIndex={0}>
        <table className="qp-table">
          <thead>
            <tr>
              <th>案卷编号</th>
              <th>文件或原因</th>
              <th>文书校验码前四组</th>
            </tr>
          </thead>
          <tbody>
            {leftOut.map(({ caseId, number, why }) => (
              <tr key={caseId}>
                <td className="qp-nowrap">{number}</td>
                <td>
                  <strong>没有制作</strong>：{why}
                </td>
                <td />
              </tr>
            ))}
            {made.map(({ caseId, number, file, groups }) => (
              <tr key={caseId}>
                <td className="qp-nowrap">{number}</td>
                <td>
                  <VisibleText text={file} />
                </td>
                <td className="qp-nowrap">{groups.slice(0, 4).join(' ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div>
        <Button onClick={onAgain}>再制作其他文书</Button>
      </div>
    </div>
  );
}
