import { Button, type InputRef } from 'antd';
import { type RefObject, useEffect, useState } from 'react';
import { CommandButton } from '../../commands/CommandButton.tsx';
import type { FindState } from '../../pdf/findController.ts';
import type { Viewer } from '../../pdf/viewer.ts';
import { Icon } from '../../ui/Icon.tsx';
import { FindField } from './FindField.tsx';

interface Props {
  viewer: Viewer | null;
  find: FindState | null;
  field: RefObject<InputRef | null>;
  canCapture: boolean;
  onClose: () => void;
}

const SETTLE_MS = 200;

function words(find: FindState | null): string {
  if (!find || find.query.trim() === '') return '';
  if (find.noText) return '本文件是扫描件，没有可查找的文字';
  const rest = find.searched < find.pages ? `，已查 ${find.searched}／${find.pages} 页` : '';
  return find.total === 0 ? `没有找到${rest}` : `第 ${find.current} 处，共 ${find.total} 处${rest}`;
}

/** Finds text in the file on screen. Escape first leaves the field, so that E can take the place found; again, it closes. */
export function FindBar({ viewer, find, field, canCapture, onClose }: Props) {
  const [query, setQuery] = useState('');
  const [composing, setComposing] = useState(false);
  useEffect(() => {
    if (!viewer || composing) return;
    const timer = setTimeout(() => viewer.search(query), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [viewer, query, composing]);
  return (
    <search className="qp-wb-find">
      <FindField
        field={field}
        label="查找内容"
        placeholder="查找，不计空格和换行"
        value={query}
        onValue={setQuery}
        onComposing={setComposing}
        onStep={(direction) => viewer?.findNext(direction)}
      />
      <span className="qp-wb-find-words" role="status">
        {words(find)}
      </span>
      <CommandButton id="document.findPrevious" type="text" size="small">
        <Icon name="up" />
      </CommandButton>
      <CommandButton id="document.findNext" type="text" size="small">
        <Icon name="down" />
      </CommandButton>
      <CommandButton id="document.findAll" size="small">
        全部附件
      </CommandButton>
      {canCapture && (find?.current ?? 0) > 0 && (
        <CommandButton id="review.capture" size="small" className="qp-wb-find-take">
          作为依据
        </CommandButton>
      )}
      <Button type="text" size="small" aria-label="关闭查找" icon={<Icon name="close" />} onClick={onClose} />
    </search>
  );
}
