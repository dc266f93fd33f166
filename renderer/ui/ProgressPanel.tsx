import { Button, Progress } from 'antd';
import type { TransferProgress } from '#shared/api/transfer.ts';
import { formatBytes, formatCount, formatDuration, formatRate } from './format.ts';
import { Icon } from './Icon.tsx';
import './progress.css';
import './ui.css';

export interface ProgressStep {
  key: TransferProgress['phase'];
  label: string;
  /** What is being checked, in words. */
  detail: string;
}

interface Props {
  title: string;
  steps: readonly ProgressStep[];
  progress: TransferProgress;
  cancelling: boolean;
  onCancel: () => void;
}

type StepState = 'past' | 'now' | 'next';

const stepState = (index: number, current: number): StepState =>
  index < current ? 'past' : index === current ? 'now' : 'next';

const STATE_WORDS: Record<StepState, string> = { past: '已完成', now: '进行中', next: '等待' };

export function progressShare({ bytesDone, bytesTotal }: TransferProgress): number {
  return bytesTotal > 0 ? Math.min(100, Math.floor((bytesDone / bytesTotal) * 100)) : 0;
}

/** A running import or export: steps in words, real bytes and files, rate, time left, cancel. */
export function ProgressPanel({ title, steps, progress, cancelling, onCancel }: Props) {
  const found = steps.findIndex((step) => step.key === progress.phase);
  const current = progress.phase === 'done' ? steps.length : Math.max(0, found);
  return (
    <section className="qp-progress" aria-label={title}>
      <header>
        <h3>{title}</h3>
        <Button disabled={cancelling} onClick={onCancel}>
          {cancelling ? '正在取消' : '取消'}
        </Button>
      </header>
      <ol>
        {steps.map((step, index) => {
          const state = stepState(index, current);
          return (
            <li key={step.key} className={`qp-step-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
              <span className="qp-step-mark">{state === 'past' ? <Icon name="check" /> : index + 1}</span>
              <span className="qp-step-label">{step.label}</span>
              <span className="qp-step-detail">{state === 'now' ? step.detail : STATE_WORDS[state]}</span>
            </li>
          );
        })}
      </ol>
      <Progress percent={progressShare(progress)} showInfo={false} strokeLinecap="butt" aria-label={title} />
      <ProgressFigures progress={progress} />
    </section>
  );
}

/** How many there are is known only once all of a bundle was read. */
function filesWords({ filesDone, filesTotal }: TransferProgress): string {
  return filesTotal > 0 ? `${formatCount(filesDone)} / ${formatCount(filesTotal)}` : formatCount(filesDone);
}

function ProgressFigures({ progress }: { progress: TransferProgress }) {
  const figures = [
    ['数据', `${formatBytes(progress.bytesDone)} / ${formatBytes(progress.bytesTotal)}`],
    ['文件', `${filesWords(progress)} 个`],
    ['速度', progress.rate > 0 ? formatRate(progress.rate) : '—'],
    ['剩余', progress.msLeft === null ? '正在估算' : formatDuration(progress.msLeft)],
  ];
  return (
    <dl className="qp-figures">
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
