import { useEffect, useRef, useState } from 'react';
import type { ClauseSource } from '#shared/api/catalogueViews.ts';
import { unwrap } from '#shared/api/result.ts';
import { useTransport } from '../../api/ApiProvider.tsx';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import type { ByteReader, ViewDocument } from '../../pdf/document.ts';
import { openFile } from '../../pdf/open.ts';
import { ViewProblem } from '../../pdf/problems.ts';
import { Viewer } from '../../pdf/viewer.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatBytes } from '../../ui/format.ts';
import '../../pdf/pdf.css';

/** The document's own wording at the clause; or that no pack brought it. */
export function ClauseSourcePane({ source }: { source: ClauseSource | null }) {
  return (
    <section className="qp-card qp-clause-source" aria-label="文件原文">
      <h2>文件原文</h2>
      {source === null ? (
        <p>未随政策包提供原文。需要核对字句时，请查阅文件本身；中心可以在政策包中附上原文。</p>
      ) : (
        <>
          <p className="qp-faint">
            {source.name}，{formatBytes(source.bytes)}，随第 {source.pack} 号政策目录提供。{placeWords(source)}
          </p>
          {source.extension === 'pdf' ? <SourcePdf key={source.id} source={source} /> : <SourceText source={source} />}
        </>
      )}
    </section>
  );
}

function placeWords({ at, exact, extension }: ClauseSource): string {
  if (at === null) return '政策包没有标出这一条款的位置。';
  const place = extension === 'pdf' ? `第 ${at} 页` : `第 ${at} 行`;
  return exact ? `这一条款在${place}。` : `政策包没有标出这一条款，前一个有标注的条款在${place}。`;
}

function SourceText({ source: { id, at, exact } }: { source: ClauseSource }) {
  const text = useRead('catalogue', 'sourceLines', { id, at: at ?? 1 });
  const line = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the lines arrive
  useEffect(() => line.current?.scrollIntoView({ block: 'center' }), [text.data]);
  if (text.error) return <ErrorPanel title="没有读到原文" error={text.error} />;
  if (!text.data) return <Later>正在读取原文</Later>;
  return (
    <ol className="qp-source-lines" start={text.data.lines[0]?.line} aria-label="原文">
      {text.data.lines.map((one) => (
        <li
          key={one.line}
          ref={one.line === at ? line : undefined}
          aria-current={one.line === at && exact ? 'true' : undefined}
        >
          <span>{one.line}</span>
          {one.text}
        </li>
      ))}
    </ol>
  );
}

const NOTHING = () => undefined;

/** Opens a PDF at a page; only for reading. */
function SourcePdf({ source: { id, bytes, at } }: { source: ClauseSource }) {
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
