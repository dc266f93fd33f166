import { Fragment } from 'react';
import { codePointName, rareCharacters, visibleParts } from '#shared/domain/visibleText.ts';
import { lacksGlyph } from './glyphs.ts';
import './ui.css';

/** Names and other text from outside: hidden signs are named, a character no font has shows its code point. */
export function VisibleText({ text }: { text: string }) {
  const missing = rareCharacters(text).filter(lacksGlyph);
  return (
    <bdi className="qp-visible">
      {visibleParts(text).map((part, index) =>
        part.kind === 'mark' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity of their own
          <span key={index} className="qp-hidden-sign" title="不可见字符">
            {part.text}
          </span>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity of their own
          <Fragment key={index}>{part.text}</Fragment>
        ),
      )}
      {missing.length > 0 && (
        <span className="qp-hidden-sign" title="本机字体缺少这个字">
          {missing.map(codePointName).join(' ')}
        </span>
      )}
    </bdi>
  );
}
