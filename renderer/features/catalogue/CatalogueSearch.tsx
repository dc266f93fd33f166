import type { KeyboardEvent } from 'react';
import { isComposing } from '../../commands/composition.ts';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { setCatalogueText, useCatalogueText } from './catalogueMemory.ts';
import { CATALOGUE_COMMANDS } from './commands.ts';
import { focusFirstRow } from './rowKeys.ts';

/** The field everything in the catalogue is looked for in; Arrow down goes to what was found. */
export function CatalogueSearch() {
  const text = useCatalogueText();
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    if (event.key === 'ArrowDown' && focusFirstRow()) event.preventDefault();
    if (event.key === 'Escape' && text !== '') {
      event.preventDefault();
      setCatalogueText('');
    }
  };
  return (
    <SearchInput
      command={CATALOGUE_COMMANDS.search}
      label="查找项目"
      className="qp-catalogue-search"
      placeholder="名称、条件、材料、部门、金额、条款，可用拼音"
      value={text}
      onChange={(event) => setCatalogueText(event.target.value)}
      onKeyDown={onKeyDown}
    />
  );
}
