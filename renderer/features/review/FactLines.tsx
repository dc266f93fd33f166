import type { FactLine } from '#shared/api/review.ts';
import { FINDING_TITLES } from '#shared/domain/review.ts';
import { VisibleText } from '../../ui/VisibleText.tsx';

interface Props {
  lines: readonly FactLine[];
  locked: boolean;
  onObserve: (line: FactLine) => void;
}

/** What was declared, and beside it what the documents say. */
export function FactLines({ lines, locked, onObserve }: Props) {
  return (
    <dl className="qp-wb-declared" aria-label="申报内容">
      {lines.map((line) => (
        <div key={line.key}>
          <dt>{line.label}</dt>
          <dd>
            <span className={line.observed?.finding === 'differs' ? 'qp-wb-overruled' : undefined}>
              <VisibleText text={line.value} />
            </span>
            {line.observed && <ObservedValue observed={line.observed} />}
            {!locked && <ObserveButton line={line} onObserve={onObserve} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Opens the dialog in which a value read in the documents is recorded or changed. */
export function ObserveButton({ line, onObserve }: { line: FactLine; onObserve: (line: FactLine) => void }) {
  const word = line.observed ? '更改' : '核实';
  return (
    <button type="button" className="qp-wb-link" aria-label={`${word}${line.label}`} onClick={() => onObserve(line)}>
      {word}
    </button>
  );
}

/** Shape, word and colour say how the two values stand to each other. */
export function ObservedValue({ observed }: { observed: NonNullable<FactLine['observed']> }) {
  const { finding, value, note, actor } = observed;
  return (
    <span className={`qp-wb-observed qp-wb-observed-${finding}`} title={`${actor}核实`}>
      <span className="qp-wb-observed-word">{FINDING_TITLES[finding]}</span>
      {finding !== 'confirmed' && (
        <strong>
          <VisibleText text={value} />
        </strong>
      )}
      {note !== '' && (
        <span className="qp-faint">
          <VisibleText text={note} />
        </span>
      )}
    </span>
  );
}
