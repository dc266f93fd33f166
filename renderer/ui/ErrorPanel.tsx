import { Button } from 'antd';
import type { ReactNode } from 'react';
import { describeError } from './describeError.ts';
import { Icon } from './Icon.tsx';
import { useCopy } from './useCopy.ts';
import { VisibleText } from './VisibleText.tsx';
import './ui.css';

interface Props {
  error: unknown;
  /** What could not be done: 没有导入, 没有保存. */
  title: string;
  /** What to do next, beside copying. */
  actions?: ReactNode;
  onClose?: () => void;
}

/** Stays until it is closed, can be copied, shows the code in small type. Put it beside the input, never in its place. */
export function ErrorPanel({ error, title, actions, onClose }: Props) {
  const { code, message } = describeError(error);
  const { copied, copy } = useCopy(`${title}\n${message}\n${code}`);
  return (
    <section className="qp-error" role="alert">
      <Icon name="stop" />
      <div className="qp-error-body">
        <h3>{title}</h3>
        <p>
          <VisibleText text={message} />
        </p>
        <div className="qp-error-foot">
          {actions}
          <Button size="small" type="text" icon={<Icon name={copied ? 'check' : 'copy'} />} onClick={copy}>
            {copied ? '已复制' : '复制提示'}
          </Button>
          <code>{code}</code>
        </div>
      </div>
      {onClose && <Button type="text" aria-label="关闭提示" icon={<Icon name="close" />} onClick={onClose} />}
    </section>
  );
}
