import { Button, Input } from 'antd';
import { useState } from 'react';

/** Asks for the password of one file. It is kept in memory until the workspace is locked, and written nowhere. */
export function PasswordForm({ wrong, onEnter }: { wrong: boolean; onEnter: (password: string) => void }) {
  const [text, setText] = useState('');
  return (
    <form
      className="qp-wb-password"
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        if (text !== '') onEnter(text);
        setText('');
      }}
    >
      <Input.Password
        aria-label="文件口令"
        autoComplete="off"
        placeholder="文件口令"
        status={wrong ? 'error' : ''}
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="primary" htmlType="submit" disabled={text === ''}>
        打开
      </Button>
    </form>
  );
}
