import { Button, Popover, Tooltip } from 'antd';
import type { AttachmentView } from '#shared/api/cases.ts';
import { type EvidenceView, markedAs } from '#shared/domain/review.ts';
import { Icon } from '../../ui/Icon.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { CropImage } from './CropImage.tsx';
import { hasMoved, isReplaced, standsAt } from './standing.ts';

interface Props {
  evidence: readonly EvidenceView[];
  files: readonly AttachmentView[];
  locked: boolean;
  /** The one gone to last. */
  shown: string | null;
  onShow: (evidence: EvidenceView) => void;
  onRemove: (evidence: EvidenceView) => void;
}

/** The places an item's verdict rests on. A click goes there, resting on one enlarges its picture. */
export function EvidenceChips({ evidence, ...rest }: Props) {
  return (
    <ul className="qp-wb-chips" aria-label="依据">
      {evidence.map((one) => (
        <Chip key={one.id} one={one} {...rest} />
      ))}
    </ul>
  );
}

interface ChipProps extends Omit<Props, 'evidence'> {
  one: EvidenceView;
}

function Chip({ one, files, locked, shown, onShow, onRemove }: ChipProps) {
  const at = standsAt(one);
  const file = files.find((candidate) => candidate.attachmentId === at.attachmentId);
  const moved = hasMoved(one);
  const place = `${file?.name ?? '已移除的文件'}　第 ${moved ? at.pageIndex + 1 : one.pageLabel} 页`;
  const words = markedAs(one);
  const large = (
    <figure className="qp-wb-crop-large">
      <CropImage sha256={one.cropSha256} alt={`依据截图：${place}`} />
      <figcaption>{place}</figcaption>
    </figure>
  );
  return (
    <li aria-current={one.id === shown || undefined}>
      <Popover content={large} placement="left" mouseEnterDelay={0.35} destroyOnHidden>
        <button
          type="button"
          className="qp-wb-chip"
          onClick={() => onShow(one)}
          aria-label={`查看依据：${place} ${words}`}
        >
          <span className="qp-wb-chip-crop">
            <CropImage sha256={one.cropSha256} alt="" />
          </span>
          <span className="qp-wb-chip-text">
            <span className="qp-wb-chip-quote">
              <VisibleText text={words} />
            </span>
            <span className="qp-faint">
              <VisibleText text={place} />
            </span>
            {isReplaced(one, files) && <span className="qp-wb-chip-replaced">原文件已更换</span>}
            {moved && <span className="qp-wb-chip-moved">页码已变（原第 {one.pageLabel} 页），内容未变</span>}
          </span>
        </button>
      </Popover>
      {!locked && (
        <Tooltip title="移除这条依据">
          <Button
            type="text"
            size="small"
            aria-label={`移除依据：${place}`}
            icon={<Icon name="close" />}
            onClick={() => onRemove(one)}
          />
        </Tooltip>
      )}
    </li>
  );
}
