import { Button } from 'antd';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { CommandKeys } from '../../commands/CommandKeys.tsx';
import { Keys } from '../../commands/Keys.tsx';
import type { CaptureState } from './useCapture.ts';

interface Props {
  capture: CaptureState;
  selected: boolean;
  /** The item that would get the evidence. */
  title: string | null;
}

/** At the foot of the pages: what is marked and what for. */
export function CaptureFoot({ capture, selected, title }: Props) {
  if (title === null) return null;
  if (capture.keeping) return <p className="qp-wb-foot">正在保存依据…</p>;
  if (capture.drawing) {
    return (
      <div className="qp-wb-foot" role="status">
        <span>
          在页面上拖动框选，或用方向键移动、
          <Keys shortcut="Shift+ArrowRight" /> 等调整大小
        </span>
        <CommandButton id="region.take" type="primary" size="small">
          确认 <CommandKeys id="region.take" />
        </CommandButton>
        <CommandButton id="region.cancel" size="small">
          取消 <CommandKeys id="region.cancel" />
        </CommandButton>
      </div>
    );
  }
  if (!selected) return null;
  return (
    <div className="qp-wb-foot">
      <span className="qp-wb-foot-title">已选取文字</span>
      <Button type="primary" size="small" onClick={capture.capture}>
        作为“<span className="qp-wb-foot-item">{title}</span>”的依据 <CommandKeys id="review.capture" />
      </Button>
    </div>
  );
}
