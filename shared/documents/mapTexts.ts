import type { Block, Cell, DocumentModel } from './model.ts';

/** The document with every text that people wrote passed through `change`; hashes and ids stay. */
export function mapTexts(document: DocumentModel, change: (text: string) => string): DocumentModel {
  const cell = (value: Cell): Cell => (typeof value === 'string' ? change(value) : value);
  const mapped = (block: Block): Block => {
    switch (block.kind) {
      case 'heading':
      case 'paragraph':
        return { ...block, text: change(block.text) };
      case 'fields':
        return { ...block, rows: block.rows.map((row) => ({ ...row, value: change(row.value) })) };
      case 'table':
        return { ...block, rows: block.rows.map((row) => row.map(cell)) };
      case 'figures':
        return { ...block, items: block.items.map((item) => ({ ...item, caption: change(item.caption) })) };
      case 'signatures':
        return { ...block, unit: change(block.unit) };
    }
  };
  return {
    ...document,
    title: change(document.title),
    subtitle: document.subtitle === null ? null : change(document.subtitle),
    blocks: document.blocks.map(mapped),
  };
}
