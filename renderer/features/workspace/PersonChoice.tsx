import { Radio, Select } from 'antd';
import type { WorkspaceStatus } from '#shared/api/workspace.ts';

/** Up to this many people are shown as buttons. */
const FEW = 4;

interface Props {
  persons: WorkspaceStatus['persons'];
  value: string;
  onChange: (personId: string) => void;
}

export function PersonChoice({ persons, value, onChange }: Props) {
  const options = persons.map((person) => ({ value: person.personId, label: person.name }));
  if (persons.length <= FEW) {
    return (
      <Radio.Group
        aria-label="人员"
        optionType="button"
        buttonStyle="solid"
        className="qp-persons"
        options={options}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  }
  return (
    <Select
      aria-label="人员"
      className="qp-persons"
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      value={value}
      onChange={onChange}
    />
  );
}
