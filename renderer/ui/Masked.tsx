import { Button, Form, Input, Radio, Tooltip } from 'antd';
import { useEffect, useState } from 'react';
import { ErrorPanel } from './ErrorPanel.tsx';
import { Icon } from './Icon.tsx';
import { VisibleText } from './VisibleText.tsx';
import './ui.css';
import { Dialog } from './Dialog.tsx';

/** How long a revealed value stays on screen. */
const SHOWN_MS = 60_000;
const REASONS = ['与证件或材料比对', '联系申请人', '核查重复申报', '其他'] as const;
const OTHER = '其他';

interface Props {
  label: string;
  masked: string;
  /** Gives the value out; the core writes the reason to the journal first. */
  reveal: (reason: string) => Promise<string>;
}

/**
 * A personal field: masked, with an eye that asks for the reason before it shows the value for a minute. What is not masked
 * needs no eye.
 */
export function Masked({ label, masked, reveal }: Props) {
  return masked.includes('*') ? (
    <MaskedValue label={label} masked={masked} reveal={reveal} />
  ) : (
    <VisibleText text={masked} />
  );
}

function MaskedValue({ label, masked, reveal }: Props) {
  const [asking, setAsking] = useState(false);
  const [value, setValue] = useState<string | null>(null);
  useEffect(() => {
    if (value === null) return;
    const timer = setTimeout(() => setValue(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [value]);
  const shown = value !== null;
  return (
    <span className="qp-masked">
      <span className="qp-masked-value">{shown ? <VisibleText text={value} /> : masked}</span>
      <Tooltip title={shown ? '重新遮盖' : `查看完整${label}，需填写理由`}>
        <Button
          type="text"
          size="small"
          aria-label={shown ? `遮盖${label}` : `查看完整${label}`}
          icon={<Icon name={shown ? 'eyeOff' : 'eye'} />}
          onClick={() => (shown ? setValue(null) : setAsking(true))}
        />
      </Tooltip>
      {asking && (
        <RevealDialog
          label={label}
          reveal={reveal}
          onClose={(revealed) => {
            setAsking(false);
            if (revealed !== null) setValue(revealed);
          }}
        />
      )}
    </span>
  );
}

interface DialogProps {
  label: string;
  reveal: Props['reveal'];
  onClose: (value: string | null) => void;
}

function RevealDialog({ label, reveal, onClose }: DialogProps) {
  const [chosen, setChosen] = useState('');
  const [own, setOwn] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const reason = chosen === OTHER ? own.trim() : chosen;
  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      onClose(await reveal(reason));
    } catch (refused) {
      setError(refused);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={`查看完整${label}`}
      okText="查看"
      okButtonProps={{ disabled: reason === '', loading: busy }}
      onOk={() => void submit()}
      onCancel={() => onClose(null)}
      width={440}
    >
      <Form layout="vertical">
        <Form.Item label="理由">
          <Radio.Group
            className="qp-reasons"
            options={REASONS.map((value) => ({ value, label: value }))}
            value={chosen}
            onChange={(event) => setChosen(event.target.value)}
          />
        </Form.Item>
        {chosen === OTHER && (
          <Form.Item label="具体理由" required>
            <Input.TextArea
              autoFocus
              aria-label="具体理由"
              value={own}
              maxLength={200}
              autoSize={{ minRows: 2, maxRows: 4 }}
              onChange={(event) => setOwn(event.target.value)}
            />
          </Form.Item>
        )}
      </Form>
      {error !== null && <ErrorPanel title="没有查看" error={error} />}
      <p className="qp-faint">查看人、时间和理由会记入审核记录。内容显示一分钟后自动遮盖。</p>
    </Dialog>
  );
}
