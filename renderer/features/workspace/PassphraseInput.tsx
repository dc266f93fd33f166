import { Input, type InputProps } from 'antd';
import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import { isComposing } from '../../commands/composition.ts';

type Props = Pick<InputProps, 'id' | 'value' | 'disabled' | 'autoFocus' | 'status'> & {
  label: string;
  onChange: (value: string) => void;
  onEnter?: () => void;
  /** `new-password` where one is being chosen. */
  purpose: 'current-password' | 'new-password';
};

/** A passphrase field that says when Caps Lock is on. */
export function PassphraseInput({ label, onChange, onEnter, purpose, ...rest }: Props) {
  const [caps, setCaps] = useState(false);
  const readCaps = (event: KeyboardEvent | MouseEvent) => setCaps(event.getModifierState('CapsLock'));
  return (
    <>
      <Input.Password
        {...rest}
        aria-label={label}
        autoComplete={purpose}
        maxLength={200}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          readCaps(event);
          if (event.key === 'Enter' && !isComposing(event)) onEnter?.();
        }}
        onKeyUp={readCaps}
        onMouseDown={readCaps}
      />
      <p className="qp-caps" role="status">
        {caps ? '大写锁定已打开。' : ''}
      </p>
    </>
  );
}
