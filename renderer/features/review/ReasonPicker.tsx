import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { REASON_CODES, REASONS, type ReasonCode } from '#shared/domain/review.ts';
import { isComposing } from '../../commands/composition.ts';

interface Props {
  value: ReasonCode | null;
  onPick: (reason: ReasonCode) => void;
  onCancel: () => void;
}

/** The coded reasons for 不符合. Opens with the focus inside, so that a digit chooses, arrows move, Escape gives up. */
export function ReasonPicker({ value, onPick, onCancel }: Props) {
  const [at, setAt] = useState(() => Math.max(0, value ? REASON_CODES.indexOf(value) : 0));
  const options = useRef<(HTMLButtonElement | null)[]>([]);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    options.current[at]?.focus();
  }, [at]);
  useEffect(() => {
    // a body, not an expression: Chromium's scrollIntoView returns a promise, which React would take for a clean-up
    list.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const chosen = /^[1-9]$/.test(event.key) ? REASON_CODES[Number(event.key) - 1] : undefined;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (chosen) onPick(chosen);
    else if (step) setAt((at + step + REASON_CODES.length) % REASON_CODES.length);
    else if (event.key === 'Escape') onCancel();
    else if (event.key === 'Enter') onPick(REASON_CODES[at]!);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      ref={list}
      className="qp-wb-reasons"
      role="listbox"
      aria-label="不符合的原因"
      onKeyDown={onKeyDown}
      tabIndex={-1}
    >
      <p>
        不符合的原因 <span className="qp-faint">按数字选择，Esc 取消</span>
      </p>
      {REASON_CODES.map((code, index) => (
        <button
          key={code}
          type="button"
          role="option"
          aria-selected={index === at}
          tabIndex={index === at ? 0 : -1}
          ref={(element) => {
            options.current[index] = element;
          }}
          onClick={() => onPick(code)}
        >
          <kbd>{index + 1}</kbd>
          {REASONS[code]}
        </button>
      ))}
    </div>
  );
}
