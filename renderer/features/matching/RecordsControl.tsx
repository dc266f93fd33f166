import { Button } from 'antd';
import type { FormFact } from '#shared/api/matching.ts';
import { Icon } from '../../ui/Icon.tsx';
import type { Draft, RowDraft, ScalarDraft } from './drafts.ts';
import { NoneButton } from './FactControl.tsx';
import { ScalarControl } from './ScalarControl.tsx';

interface Props {
  fact: FormFact;
  rows: readonly RowDraft[] | undefined;
  onChange: (rows: Draft | undefined) => void;
  id?: string | undefined;
}

/** Rows, one block each; no rows at all is “not filled in”, an empty list is “none”. */
export function RecordsControl({ fact, rows: given, onChange, id }: Props) {
  const rows = given ?? [];
  const set = (index: number, key: string, value: ScalarDraft | undefined) => {
    const { [key]: _, ...rest } = rows[index]!;
    onChange(rows.with(index, value === undefined ? rest : { ...rest, [key]: value }));
  };
  const remove = (index: number) => {
    const left = rows.toSpliced(index, 1);
    onChange(left.length === 0 ? undefined : left);
  };
  return (
    <div className="qp-match-records">
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <fieldset key={index}>
          <legend>第 {index + 1} 行</legend>
          {fact.fields.map((field) => (
            <div key={field.key} className="qp-match-cell">
              <span>{field.label}</span>
              <ScalarControl
                field={field}
                label={`第 ${index + 1} 行${field.label}`}
                problem={false}
                value={row[field.key]}
                onChange={(value) => set(index, field.key, value)}
              />
            </div>
          ))}
          <Button size="small" onClick={() => remove(index)}>
            删除第 {index + 1} 行
          </Button>
        </fieldset>
      ))}
      <span className="qp-match-set">
        <Button id={id} icon={<Icon name="plus" />} onClick={() => onChange([...rows, {}])}>
          添加一行
        </Button>
        {rows.length === 0 && <NoneButton none={given !== undefined} label={fact.label} onChange={onChange} />}
      </span>
    </div>
  );
}
