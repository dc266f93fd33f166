import { Input, type InputRef } from 'antd';
import { type KeyboardEvent, useRef } from 'react';
import { useCommands } from '../../commands/CommandProvider.tsx';
import { isComposing } from '../../commands/composition.ts';
import { Icon } from '../../ui/Icon.tsx';
import { setCatalogueText, useCatalogueText } from './catalogueMemory.ts';
import { CATALOGUE_COMMANDS } from './commands.ts';
import { focusFirstRow } from './rowKeys.ts';

/** The field everything in the catalogue is looked for in; Arrow down goes to what was found. */
export function CatalogueSearch() {
  const text = useCatalogueText();
  const input = useRef<InputRef>(null);
  useCommands([{ ...CATALOGUE_COMMANDS.search, run: () => input.current?.focus({ cursor: 'all' }) }]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'ArrowDown' && focusFirstRow()) event.preventDefault();
    if (event.key === 'Escape' && text !== '') {
      event.preventDefault();
      setCatalogueText('');
    }
  };
  return (
    <Input
      ref={input}
      className="qp-catalogue-search"
      allowClear={{ clearIcon: <Icon name="close" aria-label="清除查找内容" /> }}
      prefix={<Icon name="search" />}
      placeholder="名称、条件、材料、部门、金额、条款，可用拼音"
      aria-label="查找项目"
      maxLength={80}
      value={text}
      onChange={(event) => setCatalogueText(event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}
