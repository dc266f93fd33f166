import { Button, Input } from 'antd';
import { useState } from 'react';
import { yuanDecimals } from '#shared/documents/words.ts';
import { type AmountFix, type AmountOpening, fixProblem, parseYuan } from '#shared/domain/amountFix.ts';
import type { SupportAmount } from '#shared/domain/review.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Field } from '../../ui/Field.tsx';

interface Props {
  opening: AmountOpening;
  amount: SupportAmount | null;
  onFix: (fix: AmountFix) => Promise<unknown>;
  onClose: () => void;
}

interface Line {
  label: string;
  yuan: string;
  /** The rule settles it. */
  settled: boolean;
}

const typed = (fen: number | null): string => (fen === null ? '' : yuanDecimals(fen));
const MAX_LINES = 20;

/** What the rules leave open, as it was fixed before or as far as it is computed. */
function linesOf({ totalFen, instalments }: AmountOpening, amount: SupportAmount | null): Line[] {
  if (totalFen === null) {
    const before = amount?.fixed ? amount.instalments : [{ label: '一次性', fen: null }];
    return before.map(({ label, fen }) => ({ label, yuan: typed(fen), settled: false }));
  }
  return instalments.map(({ label, fen }, i) => ({
    label,
    yuan: typed(fen ?? (amount?.fixed ? amount.instalments[i]!.fen : null)),
    settled: fen !== null,
  }));
}

function boundsOf({ from, to }: AmountOpening): string {
  if (to === null) return from ? `不少于 ${yuanDecimals(from)} 元` : '政策没有规定幅度';
  return from ? `${yuanDecimals(from)} 元至 ${yuanDecimals(to)} 元` : `不超过 ${yuanDecimals(to)} 元`;
}

/** Fixes the sum, its instalments and who pays, as far as the rules leave them to people; the reason goes with it. */
export function AmountDialog({ opening, amount, onFix, onClose }: Props) {
  const [lines, setLines] = useState(() => linesOf(opening, amount));
  const [city, setCity] = useState(typed(amount?.cityFen ?? opening.cityFen));
  const [district, setDistrict] = useState(typed(amount?.districtFen ?? opening.districtFen));
  const [reason, setReason] = useState(amount?.fixed?.reason ?? '');
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const openSum = opening.totalFen === null;
  const parts = lines.map(({ label, yuan }) => ({ label: label.trim(), fen: parseYuan(yuan) }));
  const readable = parts.every(({ label, fen }) => fen !== null && label !== '');
  const sum = parts.reduce((all, { fen }) => all + (fen ?? 0), 0);
  const [cityFen, districtFen] = [parseYuan(city), parseYuan(district)];
  const fix = {
    totalFen: opening.totalFen ?? sum,
    instalments: parts.map(({ label, fen }) => ({ label, fen: fen ?? 0 })),
    ...{ cityFen: cityFen ?? 0, districtFen: districtFen ?? 0 },
  };
  const problem =
    !readable || cityFen === null || districtFen === null
      ? '请填写每一批的名称和金额，金额最多两位小数'
      : fixProblem(opening, fix);
  const change = (i: number, part: Partial<Line>) =>
    setLines(lines.map((line, at) => (at === i ? { ...line, ...part } : line)));
  const submit = async () => {
    setSaving(true);
    setError(null);
    try {
      await onFix({ ...fix, reason: reason.trim() });
      onClose();
    } catch (refused) {
      setError(refused);
      setSaving(false);
    }
  };
  return (
    <Dialog
      title="核定金额和拨付"
      width={600}
      okText="保存核定"
      okButtonProps={{ disabled: problem !== null || reason.trim() === '', loading: saving }}
      onOk={() => void submit()}
      onCancel={onClose}
    >
      <div className="qp-wb-fix">
        <p className="qp-hint">{opening.explanation}</p>
        <p>
          {openSum
            ? `总金额由各批相加，${boundsOf(opening)}。`
            : `总金额 ${yuanDecimals(opening.totalFen!)} 元，由政策算定。`}
        </p>
        {lines.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are told apart by their place
          <div key={i} className="qp-wb-fix-line">
            <Input
              aria-label={`第 ${i + 1} 批名称`}
              value={line.label}
              maxLength={80}
              disabled={!openSum}
              onChange={(event) => change(i, { label: event.target.value })}
            />
            <Input
              aria-label={`第 ${i + 1} 批金额`}
              value={line.yuan}
              suffix="元"
              disabled={line.settled}
              onChange={(event) => change(i, { yuan: event.target.value })}
            />
            {openSum && lines.length > 1 && (
              <Button type="text" onClick={() => setLines(lines.filter((_, at) => at !== i))}>
                删除
              </Button>
            )}
          </div>
        ))}
        {openSum && lines.length < MAX_LINES && (
          <Button
            onClick={() => setLines([...lines, { label: `第 ${lines.length + 1} 批`, yuan: '', settled: false }])}
          >
            增加一批
          </Button>
        )}
        <p role="status">
          各批合计 {yuanDecimals(sum)} 元{problem !== null && <strong>。{problem}</strong>}
        </p>
        <div className="qp-wb-fix-line">
          <Field label="市级承担（元）">
            <Input value={city} onChange={(event) => setCity(event.target.value)} />
          </Field>
          <Field label="区县承担（元）">
            <Input value={district} onChange={(event) => setDistrict(event.target.value)} />
          </Field>
        </div>
        <Field label="核定理由" hint="写明依据的文件、会议或批示，会印在审核意见表上。">
          <Input.TextArea
            value={reason}
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 5 }}
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        {error !== null && <ErrorPanel title="没有保存" error={error} />}
      </div>
    </Dialog>
  );
}
