import { App } from 'antd';
import { useMemo } from 'react';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';

export interface Report {
  /** A short confirmation that goes away by itself. */
  tell(sentence: string): void;
  /** The same of something that is not as hoped: nothing to do, nothing found. Said again it stands there once. */
  note(sentence: string): void;
  /** An error that stays until it is closed, above the page. */
  fail(title: string, error: unknown): void;
  /** Runs an act started by a key or a button; what it throws is shown by `fail`. */
  guard(title: string, act: () => Promise<unknown>): void;
}

/** For acts without a place of their own on the page. Forms show an ErrorPanel beside their fields instead. */
export function useReport(): Report {
  const { message, notification } = App.useApp();
  return useMemo(() => {
    const report: Report = {
      tell: (sentence) => void message.success(sentence),
      note: (sentence) => void message.info({ content: sentence, key: sentence }),
      fail: (title, error) =>
        notification.open({
          title: null,
          description: <ErrorPanel title={title} error={error} />,
          duration: 0,
          placement: 'top',
          className: 'qp-error-notice',
        }),
      guard: (title, act) => void act().catch((error: unknown) => report.fail(title, error)),
    };
    return report;
  }, [message, notification]);
}
