import { Checkbox, InputNumber } from 'antd';
import type { DocumentNumber, Numbering } from '#shared/documents/numbers.ts';

interface Props {
  symbol: string;
  /** As things stand; `null` while it goes out without one. */
  number: DocumentNumber | null;
  numbering: Numbering;
  onChange: (numbering: Numbering) => void;
}

/** 文号: the next free one unless somebody wants another, or none. */
export function NumberField({ symbol, number, numbering, onChange }: Props) {
  return (
    <fieldset className="qp-doc-number">
      <legend className="qp-label">文号</legend>
      {numbering !== 'none' && (
        <InputNumber
          aria-label="文号的序号"
          min={1}
          max={99_999}
          precision={0}
          changeOnWheel={false}
          prefix={`${symbol}〔${number?.year ?? ''}〕`}
          suffix="号"
          value={typeof numbering === 'number' ? numbering : (number?.serial ?? null)}
          onChange={(serial) => onChange(serial ?? 'next')}
        />
      )}
      <Checkbox checked={numbering === 'none'} onChange={(event) => onChange(event.target.checked ? 'none' : 'next')}>
        不编文号
      </Checkbox>
      <span className="qp-hint">打印或保存时编发；同一份文书再次制作，文号不变。</span>
    </fieldset>
  );
}
