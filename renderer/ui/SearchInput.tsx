import { Input, type InputProps, type InputRef } from 'antd';
import { useRef } from 'react';
import { useCommands } from '../commands/CommandProvider.tsx';
import type { CommandDefinition } from '../commands/command.ts';
import { Icon } from './Icon.tsx';

interface Props extends Omit<InputProps, 'prefix' | 'allowClear' | 'aria-label'> {
  /** Goes to the field. */
  command: CommandDefinition;
  label: string;
}

/** A field to look for something in, one key away, and cleared with one click. */
export function SearchInput({ command, label, ...props }: Props) {
  const input = useRef<InputRef>(null);
  useCommands([{ ...command, run: () => input.current?.focus({ cursor: 'all' }) }]);
  return (
    <Input
      ref={input}
      allowClear={{ clearIcon: <Icon name="close" aria-label="清除查找内容" /> }}
      prefix={<Icon name="search" />}
      aria-label={label}
      maxLength={80}
      {...props}
    />
  );
}
