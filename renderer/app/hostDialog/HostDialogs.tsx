import { useEffect, useState } from 'react';
import type { DialogRequest } from '#shared/api/host.ts';
import { useApi, useTransport } from '../../api/ApiProvider.tsx';
import { useReport } from '../useReport.tsx';
import { FilePicker } from './FilePicker.tsx';

/** Shells without native dialogs ask the page for a path; requests are answered one after the other. */
export function HostDialogs() {
  const transport = useTransport();
  const api = useApi();
  const report = useReport();
  const [waiting, setWaiting] = useState<readonly DialogRequest[]>([]);
  useEffect(
    () =>
      transport.subscribe((event) => {
        if (event.type === 'dialog') setWaiting((before) => [...before, event.request]);
      }),
    [transport],
  );
  const request = waiting[0];
  if (!request) return null;
  const answer = (path: string | null) => {
    setWaiting((before) => before.filter((other) => other !== request));
    report.guard('没有选定文件', () => api.host.answerDialog({ dialogId: request.dialogId, path }));
  };
  return <FilePicker key={request.dialogId} request={request} onAnswer={answer} />;
}
