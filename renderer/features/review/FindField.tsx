import { Input, type InputRef } from 'antd';
import type { Ref } from 'react';
import { isComposing } from '../../commands/composition.ts';

interface Props {
  field: Ref<InputRef>;
  label: string;
  placeholder: string;
  value: string;
  onValue: (value: string) => void;
  onComposing: (composing: boolean) => void;
  /** Enter, and Shift+Enter for the way back. */
  onStep: (direction: 1 | -1) => void;
  /** Arrow down, where there is a list below. */
  onDown?: () => void;
}

/** What is looked for. The keys of an input method are left alone; Escape leaves the field. */
export function FindField({ field, label, placeholder, value, onValue, onComposing, onStep, onDown }: Props) {
  return (
    <Input
      ref={field}
      autoFocus
      size="small"
      aria-label={label}
      placeholder={placeholder}
      value={value}
      maxLength={100}
      onChange={(event) => onValue(event.target.value)}
      onCompositionStart={() => onComposing(true)}
      onCompositionEnd={() => onComposing(false)}
      onKeyDown={(event) => {
        if (isComposing(event)) return;
        if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
        else if (event.key === 'Escape') event.currentTarget.blur();
        else if (event.key === 'ArrowDown' && onDown) onDown();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    />
  );
}
