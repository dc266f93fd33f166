import { lazy, Suspense, useEffect, useRef } from 'react';
import type { ClauseSource } from '#shared/api/catalogueViews.ts';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatBytes } from '../../ui/format.ts';

/** The viewer's code is read when there is something to view. */
const SourcePdf = lazy(async () => ({ default: (await import('./SourcePdf.tsx')).SourcePdf }));

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
          {source.extension === 'pdf' ? (
            <Suspense fallback={<Later>正在打开原文</Later>}>
              <SourcePdf key={source.id} source={source} />
            </Suspense>
          ) : (
            <SourceText source={source} />
          )}
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
  const list = useRef<HTMLOListElement>(null);
  const line = useRef<HTMLLIElement>(null);
  // Only the list scrolls: the page stays where it is being read.
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the lines arrive
  useEffect(() => {
    const [box, row] = [list.current, line.current];
    if (box && row) box.scrollTop = row.offsetTop - box.offsetTop - (box.clientHeight - row.offsetHeight) / 2;
  }, [text.data]);
  if (text.error) return <ErrorPanel title="没有读到原文" error={text.error} />;
  if (!text.data) return <Later>正在读取原文</Later>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys scroll the lines
    <ol ref={list} className="qp-source-lines" tabIndex={0} start={text.data.lines[0]?.line} aria-label="原文">
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
