import { Input, Select } from 'antd';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { FieldView } from '#shared/api/second.ts';
import { DECISION_TITLES, DECISIONS, REASON_CODES, REASONS, VERDICT_TITLES } from '#shared/domain/review.ts';
import { isComposing } from '../../commands/composition.ts';
import { choicesFor, choiceTitle, type Entry } from './settling.ts';

interface Props {
  field: FieldView;
  /** Whether a second review stands against the first. */
  second: boolean;
  entry: Entry;
  current: boolean;
  onChange: (changes: Partial<Entry>) => void;
  onFocus: () => void;
  /** Enter in the reason goes on; arrows on the card move. */
  onMove: (step: 1 | -1) => void;
}

/** One field with both opinions; digits choose, the reason follows, Enter goes on. */
export function FieldCard({ field, second, entry, current, onChange, onFocus, onMove }: Props) {
  const card = useRef<HTMLFieldSetElement>(null);
  const reason = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (current && !card.current?.contains(document.activeElement)) card.current?.focus();
  }, [current]);
  const choices = choicesFor(field, second);
  const choose = (choice: Entry['choice']) => {
    onChange({ choice });
    if (choice && choice !== 'own') setTimeout(() => reason.current?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || event.ctrlKey || event.altKey || event.target !== event.currentTarget) return;
    const choice = /^[1-4]$/.test(event.key) ? choices[Number(event.key) - 1] : undefined;
    if (choice) choose(choice);
    else if (event.key === '0') choose(null);
    else if (event.key === 'ArrowDown') onMove(1);
    else if (event.key === 'ArrowUp') onMove(-1);
    else return;
    event.preventDefault();
  };
  return (
    <fieldset
      ref={card}
      className={current ? 'qp-settle qp-settle-current' : 'qp-settle'}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the card takes the digits that choose
      tabIndex={0}
      aria-label={field.title}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      <h3>{field.title}</h3>
      <dl className="qp-settle-pair">
        <dt>初审</dt>
        <dd>{field.first}</dd>
        {second && (
          <>
            <dt>复核</dt>
            <dd>{field.second}</dd>
          </>
        )}
      </dl>
      {field.kind === 'amount' ? (
        <p className="qp-faint">金额按裁定后的判定和核实值重新计算，不单独裁定。</p>
      ) : (
        <div className="qp-settle-choices" role="radiogroup" aria-label={`${field.title}的裁定`}>
          {choices.map(
            (choice, i) =>
              choice && (
                // biome-ignore lint/a11y/useSemanticElements: digits and arrows are the card's
                <button
                  key={choice}
                  type="button"
                  role="radio"
                  tabIndex={-1}
                  aria-checked={entry.choice === choice}
                  onClick={() => choose(entry.choice === choice ? null : choice)}
                >
                  <kbd>{i + 1}</kbd>
                  {choiceTitle(field, choice)}
                </button>
              ),
          )}
        </div>
      )}
      {entry.choice === 'own' && <OwnFields field={field} entry={entry} onChange={onChange} />}
      {entry.choice && (
        <Input
          ref={(input) => {
            reason.current = input?.input ?? null;
          }}
          aria-label={`${field.title}的理由`}
          placeholder={entry.choice === 'return' ? '请初审重新核对什么（必填）' : '裁定理由（必填）'}
          value={entry.reason}
          maxLength={500}
          onChange={(event) => onChange({ reason: event.target.value })}
          onPressEnter={(event) => {
            if (isComposing(event)) return;
            event.preventDefault();
            onMove(1);
          }}
        />
      )}
    </fieldset>
  );
}

const OWN_VERDICTS = ['pass', 'fail', 'supplement'] as const;

function OwnFields({ field, entry, onChange }: Pick<Props, 'field' | 'entry' | 'onChange'>) {
  if (field.kind === 'observed') return null;
  if (field.kind === 'outcome') {
    return (
      <Select
        aria-label="认定的结论"
        value={entry.decision}
        options={DECISIONS.map((value) => ({ value, label: DECISION_TITLES[value] }))}
        onChange={(decision) => onChange({ decision })}
      />
    );
  }
  return (
    <div className="qp-settle-own">
      <Select
        autoFocus
        aria-label="认定的判定"
        value={entry.verdict}
        options={OWN_VERDICTS.map((value) => ({ value, label: VERDICT_TITLES[value] }))}
        onChange={(verdict) => onChange({ verdict })}
      />
      {entry.verdict !== 'pass' && (
        <Select
          aria-label="认定的原因"
          placeholder="原因"
          value={entry.code}
          options={REASON_CODES.map((value) => ({ value, label: REASONS[value] }))}
          onChange={(code) => onChange({ code })}
        />
      )}
      <Input
        aria-label="认定的备注"
        placeholder="备注"
        value={entry.note}
        maxLength={2000}
        onChange={(event) => onChange({ note: event.target.value })}
      />
    </div>
  );
}
