import type { Marked } from '#shared/api/catalogueSearch.ts';

/** A text with what was found in it set off. */
export function MarkedText({ text, marks }: Marked) {
  const pieces = marks.flatMap(([from, to], i) => [
    { at: i === 0 ? 0 : marks[i - 1]![1], text: text.slice(i === 0 ? 0 : marks[i - 1]![1], from), found: false },
    { at: from, text: text.slice(from, to), found: true },
  ]);
  const end = marks.at(-1)?.[1] ?? 0;
  return (
    <>
      {pieces.map((one) =>
        one.found ? <mark key={`${one.at}m`}>{one.text}</mark> : <span key={one.at}>{one.text}</span>,
      )}
      {text.slice(end)}
    </>
  );
}
