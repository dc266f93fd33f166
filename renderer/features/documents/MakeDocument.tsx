import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { DocumentSubject, documentsApi } from '#shared/api/documents.ts';
import type { OutputOf } from '#shared/api/route.ts';
import { DOCUMENT_TITLES, type DocumentFormat } from '#shared/documents/model.ts';
import type { Numbering } from '#shared/documents/numbers.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useAct, useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { useReport } from '../../app/useReport.tsx';
import { Sheet } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Field } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { ProgressPanel } from '../../ui/ProgressPanel.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { Barred, useExportObstacle } from '../privacy/exportRight.tsx';
import { useTransfer } from '../transfer/useTransfer.ts';
import { DocumentPaper, DocumentPrint } from './DocumentPaper.tsx';
import { NumberField } from './NumberField.tsx';

type Shown = OutputOf<(typeof documentsApi)['print']>;

const FORMAT_WORDS: Record<DocumentFormat, string> = { docx: '保存为 Word 文档', xlsx: '保存为 Excel 表格' };
const STEPS = [
  { key: 'content', label: '汇集', detail: '正在读取案卷' },
  { key: 'write', label: '写入', detail: '正在排版并写入文件' },
] as const;

/** Looks at a document, then prints it or writes it to a file. Mounted means open. */
export function MakeDocument({ subject: asked, onClose }: { subject: DocumentSubject; onClose: () => void }) {
  const api = useApi();
  const report = useReport();
  const [typedDay, setDay] = useState<string | null>(null);
  const caseId = asked.kind === 'supplement' ? asked.caseId : '';
  const proposed = useRead('documents', 'supplementDay', { caseId }, { enabled: caseId !== '' }).data;
  const dueOn = typedDay ?? proposed?.dueOn ?? '';
  const subject = asked.kind === 'supplement' ? { ...asked, dueOn: dueOn === '' ? null : dueOn } : asked;
  const [numbering, setNumbering] = useState<Numbering>('next');
  const [plain, setPlain] = useState(false);
  const [crops, setCrops] = useState(false);
  const [reason, setReason] = useState('');
  const [printing, setPrinting] = useState<Shown | null>(null);
  const barred = {
    personal: useExportObstacle('personal'),
    crops: useExportObstacle('crops'),
    table: useExportObstacle('table'),
  };
  const preview = useRead('documents', 'preview', { subject, numbering }, { keep: true });
  const print = useAct('documents', 'print');
  const options = { subject, numbering, masked: !plain, crops, reason: reason.trim() };
  const transfer = useTransfer('document', { fresh: true });
  const ready = preview.data !== undefined && !preview.error && (!(plain || crops) || options.reason !== '');
  const { task } = transfer;
  const save = (format: DocumentFormat) =>
    report.guard('没有选定位置', async () => {
      const suggestedName = preview.data?.names[format] ?? '';
      const { path } = await api.host.saveFile({ purpose: 'document', suggestedName });
      if (path !== null) await transfer.start(() => api.documents.save({ ...options, format, path }));
    });
  return (
    <Sheet title={DOCUMENT_TITLES[asked.kind]} size={1080} onClose={onClose}>
      {task?.state === 'running' ? (
        <ProgressPanel
          title={`正在制作“${task.file}”`}
          steps={STEPS}
          progress={task.progress}
          cancelling={transfer.cancelling}
          onCancel={transfer.cancel}
        />
      ) : (
        <div className="qp-make">
          <div>
            {preview.error && <ErrorPanel title="不能制作" error={preview.error} />}
            {!preview.data && !preview.error && <Later>正在排版</Later>}
            {preview.data && <DocumentPaper document={preview.data.document} sha256={preview.data.sha256} />}
          </div>
          <div className="qp-make-options">
            {asked.kind === 'supplement' && (
              <Field label="补正截止日" hint={`${proposed ? `${proposed.sentence}。` : ''}清空则在纸上留空`}>
                <Input type="date" value={dueOn} onChange={(event) => setDay(event.target.value)} />
              </Field>
            )}
            {preview.data?.symbol && (
              <NumberField
                symbol={preview.data.symbol}
                number={preview.data.number}
                numbering={numbering}
                onChange={setNumbering}
              />
            )}
            <Checkbox
              checked={plain}
              disabled={barred.personal !== null}
              onChange={(event) => setPlain(event.target.checked)}
            >
              显示完整个人信息
            </Checkbox>
            <Barred why={barred.personal} />
            {asked.kind === 'opinion' && (
              <>
                <Checkbox
                  checked={crops}
                  disabled={barred.crops !== null}
                  onChange={(event) => setCrops(event.target.checked)}
                >
                  附依据截图
                </Checkbox>
                <Barred why={barred.crops} />
              </>
            )}
            {plain || crops ? (
              <Field label="用途" hint="用途、时间和经办人会记入审核记录。">
                <Input.TextArea
                  value={reason}
                  maxLength={200}
                  autoSize={{ minRows: 2, maxRows: 4 }}
                  onChange={(event) => setReason(event.target.value)}
                />
              </Field>
            ) : (
              <p className="qp-faint">姓名、证件号码和电话已遮盖。预览总是遮盖的。</p>
            )}
            <div className="qp-make-acts">
              {(['docx', 'xlsx'] as const).map(
                (one) =>
                  preview.data?.names[one] !== undefined && (
                    <Button
                      key={one}
                      type={one === 'docx' ? 'primary' : 'default'}
                      disabled={!ready || (one === 'xlsx' && barred.table !== null)}
                      icon={<Icon name="file" />}
                      onClick={() => save(one)}
                    >
                      {FORMAT_WORDS[one]}
                    </Button>
                  ),
              )}
              <Button
                disabled={!ready}
                loading={print.isPending}
                icon={<Icon name="print" />}
                onClick={() => print.mutate(options, { onSuccess: setPrinting })}
              >
                打印
              </Button>
            </div>
            {preview.data?.names.xlsx !== undefined && <Barred why={barred.table} />}
            {print.error !== null && <ErrorPanel title="没有打印" error={print.error} onClose={print.reset} />}
            {transfer.startError !== null && (
              <ErrorPanel title="没有开始制作" error={transfer.startError} onClose={transfer.dismiss} />
            )}
            {task?.refusal && <ErrorPanel title="没有制作" error={task.refusal} onClose={transfer.dismiss} />}
            {task?.state === 'cancelled' && <p role="status">已取消，没有留下文件。</p>}
            {task?.documentReport && (
              <div className="qp-made" role="status">
                <strong>
                  <Icon name="check" /> 已保存
                </strong>
                <VisibleText text={task.documentReport.path} />
                <span className="qp-faint">
                  文书校验码前四组 {task.documentReport.groups.slice(0, 4).join(' ')}
                  ，可在“交换—文书”里查验。
                </span>
              </div>
            )}
          </div>
        </div>
      )}
      {printing && (
        <DocumentPrint document={printing.document} sha256={printing.sha256} onDone={() => setPrinting(null)} />
      )}
    </Sheet>
  );
}
