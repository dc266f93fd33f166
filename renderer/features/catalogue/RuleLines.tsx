import type { Citation, Line } from '#shared/rules/render/model.ts';
import { formatHash } from '../../app/router.ts';
import { lineId, lineName } from './lineNames.ts';

interface Props {
  lines: readonly Line[];
  /** Id of the popover that shows a clause; absent on paper, where a citation is text. */
  clauseCard?: string;
  onCite?: (citation: Citation) => void;
  /** Section the lines stand in, and the line an address names; absent on paper. */
  section?: string;
  chosen?: string | undefined;
}

const FORCES: Record<string, string> = { 须: 'must', 可放宽: 'relax', 优先: 'prefer' };

/** Numbered lines of a programme with their notes, citations and the lines below them. */
export function RuleLines({ lines, clauseCard, onCite, section, chosen }: Props) {
  const nameOf = (line: Line) => lineName(section ?? '', line.number);
  return (
    <ol className="qp-rules">
      {lines.map((line) => (
        <li
          key={line.number}
          id={section && lineId(nameOf(line))}
          data-chosen={section !== undefined && chosen === nameOf(line) ? true : undefined}
        >
          <div className="qp-rule">
            <span className="qp-rule-number">{line.number}</span>
            <div className="qp-rule-body">
              <p>
                {line.tag && <span className={`qp-rule-tag qp-rule-${FORCES[line.tag] ?? 'plain'}`}>{line.tag}</span>}
                <strong>{line.text}</strong>
                <Cites line={line} clauseCard={clauseCard} onCite={onCite} />
              </p>
              <Notes line={line} />
              <Links line={line} paper={clauseCard === undefined} />
            </div>
          </div>
          {line.children.length > 0 && <RuleLines {...{ clauseCard, onCite, section, chosen }} lines={line.children} />}
        </li>
      ))}
    </ol>
  );
}

function Notes({ line }: { line: Line }) {
  return line.notes.map((note) => (
    <p key={`${note.label}${note.text}`} className={note.label === '判定' ? 'qp-rule-test' : 'qp-rule-note'}>
      {note.label && <span>{note.label}：</span>}
      {note.text}
    </p>
  ));
}

function Cites({ line, clauseCard, onCite }: { line: Line } & Pick<Props, 'clauseCard' | 'onCite'>) {
  if (line.cite.length === 0) return null;
  if (clauseCard === undefined) return <small>〔{line.cite.map((cite) => cite.label).join('；')}〕</small>;
  return (
    <span className="qp-rule-cites">
      {line.cite.map((cite) => (
        <button key={cite.clause} type="button" popoverTarget={clauseCard} onClick={() => onCite?.(cite)}>
          {cite.label}
        </button>
      ))}
    </span>
  );
}

function Links({ line, paper }: { line: Line; paper: boolean }) {
  if (line.links.length === 0) return null;
  return (
    <p className="qp-rule-note">
      <span>相关项目：</span>
      {line.links.map(({ programme, name }, index) => (
        <span key={programme}>
          {index > 0 && '、'}
          {paper ? `${programme} ${name}` : <a href={formatHash(['catalogue', programme])}>{`${programme} ${name}`}</a>}
        </span>
      ))}
    </p>
  );
}
