import { Fragment } from 'react';
import type { Block, Cell, DocumentModel } from '#shared/documents/model.ts';
import { cellsAt, paperColumns } from '#shared/documents/stacked.ts';
import { yuanDecimals } from '#shared/documents/words.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { CropImage } from '../review/CropImage.tsx';
import './document.css';

/** A document as it stands on paper, without what repeats on every page. */
export function DocumentBody({ document: { title, subtitle, blocks } }: { document: DocumentModel }) {
  return (
    <>
      <h1>
        <VisibleText text={title} />
      </h1>
      {subtitle !== null && (
        <p className="qp-doc-subtitle">
          <VisibleText text={subtitle} />
        </p>
      )}
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks never change their order
        <BlockView key={index} block={block} />
      ))}
    </>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      return <h2>{block.text}</h2>;
    case 'paragraph':
      return (
        <p className={`qp-doc-${block.style}`}>
          <VisibleText text={block.text} />
        </p>
      );
    case 'fields':
      return <FieldTable rows={block.rows} />;
    case 'table':
      return <DataTable table={block} />;
    case 'figures':
      return block.items.map(({ sha256, caption }) => (
        <figure key={`${sha256} ${caption}`}>
          <CropImage sha256={sha256} alt={caption} />
          <figcaption>
            <VisibleText text={caption} />
          </figcaption>
        </figure>
      ));
    case 'signatures':
      return <Signatures block={block} />;
  }
}

type Fields = Extract<Block, { kind: 'fields' }>['rows'];

/** Pairs of a line: two, unless one of them wants the line for itself. */
function linesOf(rows: Fields): Fields[] {
  const lines: Fields[] = [];
  for (const row of rows) {
    const last = lines.at(-1);
    const fits = last?.length === 1 && !last[0]!.wide && !row.wide;
    if (fits) last.push(row);
    else lines.push([row]);
  }
  return lines;
}

function FieldTable({ rows }: { rows: Fields }) {
  return (
    <table className="qp-doc-fields">
      <tbody>
        {linesOf(rows).map((line) => (
          <tr key={line[0]!.label}>
            {line.map(({ label, value }) => (
              <Fragment key={label}>
                <th scope="row">{label}</th>
                <td colSpan={line.length === 1 ? 3 : 1}>
                  <VisibleText text={value} />
                </td>
              </Fragment>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function CellText({ cell }: { cell: Cell }) {
  if (cell === null) return null;
  if (typeof cell === 'string') return <VisibleText text={cell} />;
  return 'fen' in cell ? yuanDecimals(cell.fen) : cell.count;
}

/** What stands in one place on paper, a line each. */
function Stacked({ cells }: { cells: readonly Cell[] }) {
  return cells.map((cell, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines never change their order
    <Fragment key={index}>
      {index > 0 && <br />}
      <CellText cell={cell} />
    </Fragment>
  ));
}

function DataTable({ table: { columns, rows, total } }: { table: Extract<Block, { kind: 'table' }> }) {
  const placed = paperColumns(columns);
  const sum = placed.reduce((all, { share }) => all + share, 0);
  const titles = columns.map(({ title }) => title);
  const cells = (row: readonly Cell[]) =>
    placed.map((column) => (
      <td key={column.parts[0]} style={{ textAlign: column.align }}>
        <Stacked cells={cellsAt(row, column)} />
      </td>
    ));
  return (
    <table>
      <colgroup>
        {placed.map(({ parts, share }) => (
          <col key={parts[0]} style={{ width: `${(share / sum) * 100}%` }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {placed.map((column) => (
            <th key={column.parts[0]} scope="col">
              <Stacked cells={cellsAt(titles, column)} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows never change their order
          <tr key={index}>{cells(row)}</tr>
        ))}
        {total && <tr className="qp-doc-total">{cells(total)}</tr>}
      </tbody>
    </table>
  );
}

function Signatures({ block: { lines, unit } }: { block: Extract<Block, { kind: 'signatures' }> }) {
  const [name, date] = unit.split('\n');
  return (
    <div className="qp-doc-signatures">
      <div>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <div className="qp-doc-seal">
        <p>{name}</p>
        <p>（盖章）</p>
        <p>{date ?? '　　　年　　月　　日'}</p>
      </div>
    </div>
  );
}
