import { type DocumentModel, footLines, headLines, isList } from '#shared/documents/model.ts';
import { PrintPortal } from '../../ui/PrintSheet.tsx';
import { DocumentBody } from './DocumentBody.tsx';

interface Props {
  document: DocumentModel;
  sha256: string;
}

function classOf(document: DocumentModel): string {
  if (document.orientation === 'landscape') return 'qp-doc qp-doc-landscape';
  return isList(document) ? 'qp-doc qp-doc-list' : 'qp-doc';
}
const lineOf = (document: DocumentModel): string => headLines(document).join('　');

/** The document on the screen: one long page. */
export function DocumentPaper({ document, sha256 }: Props) {
  const line = lineOf(document);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keys
    <section className="qp-paper" aria-label={`${document.title}预览`} tabIndex={0}>
      <div className={classOf(document)}>
        {line !== '' && <p className="qp-doc-line">{line}</p>}
        <DocumentBody document={document} />
        <div className="qp-doc-foot">
          {footLines(document, sha256).map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
      </div>
    </section>
  );
}

const cssText = (lines: readonly string[]): string =>
  lines.map((line) => `"${line.replace(/["\\]/g, '')}"`).join(' "\\A" ');

/** Margins, the repeating line above, hash codes and the page's number below: on every page, written by the print engine. */
function pageRule(document: DocumentModel, sha256: string): string {
  const small = 'font-family: "仿宋_GB2312", FangSong, STFangsong, "Noto Serif CJK SC", serif; white-space: pre;';
  const [size, margin] =
    document.orientation === 'landscape' ? ['A4 landscape', '28mm 35mm 26mm 37mm'] : ['A4', '37mm 26mm 35mm 28mm'];
  const codes = cssText(footLines(document, sha256));
  return `@page { size: ${size}; margin: ${margin};
    @top-center { content: ${cssText([lineOf(document)])}; color: #808080; font-size: 12pt; ${small} }
    @bottom-center { content: ${codes} "\\A— 第 " counter(page) " 页，共 " counter(pages) " 页 —"; font-size: 8pt; line-height: 12pt; ${small} } }`;
}

/** Mount it to print the document. */
export function DocumentPrint({ document, sha256, onDone }: Props & { onDone: () => void }) {
  return (
    <PrintPortal className={classOf(document)} onDone={onDone}>
      <style>{pageRule(document, sha256)}</style>
      <DocumentBody document={document} />
    </PrintPortal>
  );
}
