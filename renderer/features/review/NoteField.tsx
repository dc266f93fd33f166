import { Input } from 'antd';
import type { TextAreaRef } from 'antd/es/input/TextArea';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { isComposing } from '../../commands/composition.ts';

interface Props {
  /** The note as last saved. */
  saved: string;
  hint: string;
  field: RefObject<TextAreaRef | null>;
  onSave: (text: string) => void;
}

const SETTLE_MS = 700;
export const MAX_NOTE = 2000;

/** Saves while the person pauses and when they leave the field. What is typed is never replaced from outside. */
export function NoteField({ saved, hint, field, onSave }: Props) {
  const [text, setText] = useState(saved);
  const [known, setKnown] = useState(saved);
  const sent = useRef(saved);
  const latest = useRef({ text, onSave });
  latest.current = { text, onSave };
  // an undo may change the note; what is typed and not yet sent stays
  if (saved !== known && text === sent.current) {
    sent.current = saved;
    setText(saved);
  }
  if (saved !== known) setKnown(saved);
  const save = () => {
    if (latest.current.text === sent.current) return;
    sent.current = latest.current.text;
    latest.current.onSave(latest.current.text);
  };
  const saveNow = useRef(save);
  saveNow.current = save;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the timer starts anew with every letter
  useEffect(() => {
    const timer = setTimeout(() => saveNow.current(), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  useEffect(() => () => saveNow.current(), []);
  return (
    <Input.TextArea
      ref={field}
      aria-label="备注"
      placeholder={hint}
      value={text}
      maxLength={MAX_NOTE}
      autoSize={{ minRows: 1, maxRows: 6 }}
      onChange={(event) => setText(event.target.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isComposing(event)) return;
        event.stopPropagation();
        event.currentTarget.blur();
      }}
    />
  );
}
