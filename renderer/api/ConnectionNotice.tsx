import { useConnectionState } from './ApiProvider.tsx';
import './connectionNotice.css';

const TEXT = {
  lost: {
    title: '与程序的连接已断开',
    body: '正在重新连接。已保存的内容没有丢失。若一直连不上，请关闭本窗口，再从“泉评”图标重新打开。',
  },
  refused: {
    title: '本次会话已失效',
    body: '这个地址已经用过，或泉评已在另一个窗口打开。请切换到那个窗口，或关闭本窗口后重新打开泉评。',
  },
} as const;

/** Covers the page while the core cannot be reached; what was typed stays beneath it. Nothing while the wire is open. */
export function ConnectionNotice() {
  const state = useConnectionState();
  if (state !== 'lost' && state !== 'refused') return null;
  const { title, body } = TEXT[state];
  return (
    <div className="connection-notice" role="alert">
      <div>
        <h1>{title}</h1>
        <p>{body}</p>
      </div>
    </div>
  );
}
