import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { AttachmentView } from '#shared/api/cases.ts';
import type { EvidenceView } from '#shared/domain/review.ts';
import { Later } from '../../app/Later.tsx';
import { shownAs } from '../../pdf/shownAs.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { CropImage } from '../review/CropImage.tsx';
import { isReplaced, standsAt } from '../review/standing.ts';
import { useReceipts } from '../review/useReceipts.ts';
import { type OpenedFile, useViewer } from '../review/useViewer.ts';
import '../../pdf/pdf.css';
import '../review/document.css';
import '../review/review.css';

/** A place one of the two people marked. */
export interface Place {
  who: string;
  one: EvidenceView;
}

interface Props {
  caseId: string;
  title: string;
  files: readonly AttachmentView[];
  places: readonly Place[];
  start: number;
  onClose: () => void;
}

/** What either person rests on, in the file itself; one place after the other. */
export function EvidenceDialog({ caseId, title, files, places, start, onClose }: Props) {
  const [at, setAt] = useState(start);
  const { who, one } = places[at]!;
  const file = files.find(({ attachmentId }) => attachmentId === standsAt(one).attachmentId);
  const step = (by: 1 | -1) => setAt((at + by + places.length) % places.length);
  return (
    <Dialog
      title={`${title}　${who}的依据${places.length > 1 ? `（${at + 1}/${places.length}）` : ''}`}
      width="min(68rem, 94vw)"
      onCancel={onClose}
      footer={
        <>
          {places.length > 1 && (
            <>
              <Button onClick={() => step(-1)}>上一处</Button>
              <Button onClick={() => step(1)}>下一处</Button>
            </>
          )}
          <Button type="primary" onClick={onClose}>
            返回裁定
          </Button>
        </>
      }
    >
      <div className="qp-settle-evidence">
        <Pages key={file?.attachmentId} caseId={caseId} title={title} files={files} file={file} one={one} />
        <figure>
          <CropImage sha256={one.cropSha256} alt="标记时的截图" />
          <figcaption>
            {file ? <VisibleText text={file.name} /> : '文件已撤下'}　第 {one.pageLabel} 页
            {one.quote !== '' && (
              <q>
                <VisibleText text={one.quote} />
              </q>
            )}
          </figcaption>
        </figure>
      </div>
    </Dialog>
  );
}

interface PagesProps extends Pick<Props, 'caseId' | 'title' | 'files'> {
  file: AttachmentView | undefined;
  one: EvidenceView;
}

const nothing = () => undefined;

function Pages({ caseId, title, files, file, one }: PagesProps) {
  const onViewed = useReceipts(caseId);
  const viewer = useViewer(file, {
    ...{ placeOf: nothing, onLeft: nothing, readBeside: () => [], onMark: nothing, onRegion: nothing },
    onViewed,
  });
  const [lost, setLost] = useState(false);
  const { opened, problem, scroller } = viewer;
  useEffect(() => {
    if (!opened) return;
    let wanted = true;
    void placeNow(opened, one, files).then((place) => {
      if (!wanted) return;
      setLost(place === null);
      if (!place) return;
      const framed = one.quote === '';
      opened.viewer.setMarks([
        { id: one.id, pageIndex: place.page, rects: place.rects, strong: true, framed, title: `依据：${title}` },
      ]);
      void opened.viewer.reveal(place.page, place.rects);
    });
    return () => {
      wanted = false;
    };
  }, [opened, one, files, title]);
  const outside = file !== undefined && shownAs(file.extension) === 'outside';
  return (
    <div className="qp-settle-pages">
      <div
        ref={scroller}
        className="qp-pdf-scroller"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys scroll the pages
        tabIndex={0}
        role="document"
        aria-label="材料"
      />
      {lost && <p role="alert">原文件已更换，新文件里没有找到这处内容，请看右边标记时的截图。</p>}
      {(!file || outside || problem) && (
        <p role="alert">{problem?.message ?? (file ? '这类文件不能在这里显示，请看截图。' : '文件已从案卷中撤下。')}</p>
      )}
      {file && !outside && !problem && !opened && <Later>正在打开文件</Later>}
    </div>
  );
}

/** Where the marked words or frame are in the file as it is now; `null` when the file was replaced and they are nowhere in it. */
async function placeNow({ viewer }: OpenedFile, one: EvidenceView, files: readonly AttachmentView[]) {
  if (!isReplaced(one, files)) return { page: standsAt(one).pageIndex, rects: one.rects };
  return one.quote === '' ? null : viewer.locate(one.pageIndex, one).catch(() => null);
}
