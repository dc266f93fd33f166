import { Input, Modal } from 'antd';
import { useState } from 'react';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Icon } from '../../ui/Icon.tsx';

const SHOWN = 50;

/** Chooses the case whose facts the match starts from. */
export function CasePicker({ onChoose, onClose }: { onChoose: (caseId: string) => void; onClose: () => void }) {
  const [text, setText] = useState('');
  const filter = text.trim() === '' ? {} : { text: text.trim() };
  const cases = useRead(
    'cases',
    'list',
    { filter, sort: { by: 'number', descending: false }, offset: 0, limit: SHOWN },
    { keep: true },
  );
  return (
    <Modal open title="从案卷带入" footer={null} onCancel={onClose} width={760}>
      <Input
        autoFocus
        prefix={<Icon name="search" />}
        placeholder="编号、申请人、单位，可用拼音"
        aria-label="查找案卷"
        value={text}
        maxLength={80}
        onChange={(event) => setText(event.target.value)}
      />
      {cases.error && <ErrorPanel title="没有读到案卷" error={cases.error} />}
      {!cases.data && !cases.error && <Later>正在读取</Later>}
      {cases.data?.total === 0 && (
        <EmptyState title={text.trim() === '' ? '还没有案卷' : '没有相符的案卷'}>
          {text.trim() === '' ? '先在“交换”里导入案卷包，或直接填写情况项。' : '可以换个说法，或清除查找内容。'}
        </EmptyState>
      )}
      <ul className="qp-match-cases">
        {cases.data?.rows.map((row) => (
          <li key={row.caseId}>
            <button type="button" onClick={() => onChoose(row.caseId)}>
              <strong>{row.number}</strong>
              <span>{row.applicant}</span>
              <span>{row.programmeName}</span>
              <span className="qp-faint">{row.appliedOn}</span>
            </button>
          </li>
        ))}
      </ul>
      {cases.data && cases.data.total > SHOWN && (
        <p className="qp-faint">
          共 {cases.data.total} 件，只列前 {SHOWN} 件，请输入查找内容。
        </p>
      )}
      <p className="qp-faint">带入申报时填写的情况和申报日期。出生日期等个人信息参与计算，屏幕上仍然遮住。</p>
    </Modal>
  );
}
