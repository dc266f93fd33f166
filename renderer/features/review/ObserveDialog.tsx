import { useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useRef, useState } from 'react';
import type { FormFact } from '#shared/api/matching.ts';
import type { ChecklistItem, FactLine } from '#shared/api/review.ts';
import { markedAs } from '#shared/domain/review.ts';
import { useAct, useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { type Draft, draftsOf, toWire } from '../matching/drafts.ts';
import { FactControl } from '../matching/FactControl.tsx';
import '../matching/matching.css';

interface Props {
  caseId: string;
  line: FactLine;
  /** The item at hand, whose evidence the value may rest on. */
  item: ChecklistItem | null;
  onClose: () => void;
}

/** What a document says of one fact. Saved as it stands beside the declared value; the pre-check counts with it at once. */
export function ObserveDialog({ caseId, line, item, onClose }: Props) {
  const form = useRead('matching', 'form', {});
  const declared = useRead('matching', 'fromCase', { caseId });
  const facts = form.data?.groups.flatMap((group) => group.facts);
  const fact = facts?.find(({ key }) => key === line.key);
  const error = form.error ?? declared.error;
  if (error || (facts && !fact)) {
    return (
      <Dialog title={`核实：${line.label}`} footer={null} onCancel={onClose}>
        <ErrorPanel
          title="不能填写核实值"
          error={error ?? { code: 'FACT_UNKNOWN', message: '政策目录中没有这一项。' }}
        />
      </Dialog>
    );
  }
  if (!fact || !declared.data) {
    return (
      <Dialog title={`核实：${line.label}`} footer={null} onCancel={onClose}>
        <Later>正在读取</Later>
      </Dialog>
    );
  }
  // a value that was recorded before is typed anew: only its words are known here
  const start = line.observed ? undefined : draftsOf([fact], declared.data.facts)[fact.key];
  return <ObserveForm fact={fact} start={start} caseId={caseId} line={line} item={item} onClose={onClose} />;
}

/** The chosen radio, else the first field: the keyboard begins with the value. */
const firstControl = (box: HTMLElement | null): HTMLElement | null =>
  box?.querySelector<HTMLElement>('input:checked, input:not([type=radio]), button') ?? null;

function ObserveForm({
  fact,
  start,
  caseId,
  line,
  item,
  onClose,
}: Props & { fact: FormFact; start: Draft | undefined }) {
  const cache = useQueryClient();
  const { mutate, isPending, error } = useAct('review', 'observeFact');
  const [draft, setDraft] = useState(start);
  const [note, setNote] = useState(line.observed?.note ?? '');
  const [evidenceId, setEvidenceId] = useState(line.observed?.evidenceId ?? null);
  const save = (value: Parameters<typeof mutate>[0]['value']) =>
    mutate(
      { caseId, key: line.key, value, note: note.trim(), evidenceId, revision: line.revision },
      {
        onSuccess: (list) => {
          cache.setQueryData(['review', 'checklist', { caseId }], list);
          void cache.invalidateQueries({ queryKey: ['review', 'outcome', { caseId }] });
          onClose();
        },
      },
    );
  const value = toWire(fact, draft);
  const form = useRef<HTMLDivElement>(null);
  return (
    <Dialog
      title={`核实：${line.label}`}
      width={560}
      okText="记录核实值"
      okButtonProps={{ disabled: value === undefined, loading: isPending }}
      onOk={() => value !== undefined && save(value)}
      onCancel={onClose}
      afterOpenChange={() => firstControl(form.current)?.focus()}
      footer={(_, { OkBtn, CancelBtn }) => (
        <>
          {line.observed && (
            <Button danger onClick={() => save(null)}>
              取消核实值
            </Button>
          )}
          <CancelBtn />
          <OkBtn />
        </>
      )}
    >
      <Form layout="vertical" component={false}>
        <div ref={form}>
          <p className="qp-wb-observe-declared">
            申报值：
            <strong>
              <VisibleText text={line.value} />
            </strong>
            {line.observed && (
              <>
                　已核实：
                <VisibleText text={line.observed.value} />
              </>
            )}
          </p>
          <Form.Item label="材料上写的是" required>
            <FactControl fact={fact} value={draft} onChange={setDraft} problem={error !== null} />
            {fact.note && <div className="qp-hint">{fact.note}</div>}
          </Form.Item>
          <Form.Item label="依据和理由（与申报不一致时必填）">
            <Input.TextArea
              aria-label="依据和理由"
              value={note}
              maxLength={500}
              autoSize={{ minRows: 2, maxRows: 5 }}
              placeholder="例如：出入境记录第 2 页，合计 13 个月"
              onChange={(event) => setNote(event.target.value)}
            />
          </Form.Item>
          {item && item.evidence.length > 0 && (
            <Form.Item label="对应的依据（可选）">
              <Select
                aria-label="对应的依据"
                allowClear
                placeholder="不指定"
                value={evidenceId ?? undefined}
                options={item.evidence.map((one) => ({
                  value: one.id,
                  label: `第 ${one.pageLabel} 页${markedAs({ ...one, quote: one.quote.slice(0, 24) })}`,
                }))}
                onChange={(next?: string) => setEvidenceId(next ?? null)}
              />
            </Form.Item>
          )}
        </div>
      </Form>
      {error !== null && <ErrorPanel title="核实值没有保存" error={error} />}
    </Dialog>
  );
}
