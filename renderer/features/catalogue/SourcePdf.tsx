import { useEffect, useRef, useState } from 'react';
import type { ClauseSource } from '#shared/api/catalogueViews.ts';
import { unwrap } from '#shared/api/result.ts';
import { useTransport } from '../../api/ApiProvider.tsx';
import type { ByteReader, ViewDocument } from '../../pdf/document.ts';
import { openFile } from '../../pdf/open.ts';
import { ViewProblem } from '../../pdf/problems.ts';
import { Viewer } from '../../pdf/viewer.ts';
import '../../pdf/pdf.css';

const NOTHING = () => undefined;

/** Opens a PDF at a page; only for reading. */
export function SourcePdf({ source: { id, bytes, at } }: { source: ClauseSource }) {
  const transport = useTransport();
  const scroller = useRef<HTMLDivElement>(null);
  const [problem, setProblem] = useState<ViewProblem | null>(null);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const stop = new AbortController();
    let mounted: { viewer: Viewer; document: ViewDocument } | null = null;
    const reader: ByteReader = {
      bytes,
      readRange: async (begin, end) => unwrap(await transport.readRange({ kind: 'source', id }, begin, end)),
    };
    const mount = async () => {
      const document = await openFile(reader, 'pdf', { signal: stop.signal });
      if (stop.signal.aborted) return document.close();
      const viewer = new Viewer(element, document, {
        ...{ onState: NOTHING, onSelection: NOTHING, onMark: NOTHING, onRegion: NOTHING, onFind: NOTHING },
        ...{ onViewed: NOTHING, onFirstPage: NOTHING },
      });
      mounted = { viewer, document };
      await viewer.open(null);
      if (at !== null) viewer.goToPage(at - 1);
    };
    mount().catch((error: unknown) => {
      if (stop.signal.aborted) return;
      setProblem(error instanceof ViewProblem ? error : new ViewProblem('damaged', { cause: error }));
    });
    return () => {
      stop.abort();
      mounted?.viewer.close();
      void mounted?.document.close();
    };
  }, [transport, id, bytes, at]);
  return (
    <div className="qp-source-pdf">
      {problem && <p role="alert">{problem.message}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys scroll the pages */}
      <div ref={scroller} className="qp-pdf-scroller" tabIndex={0} role="document" aria-label="原文" />
    </div>
  );
}
