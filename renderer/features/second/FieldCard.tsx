import { Input, Radio, Select } from 'antd';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { AttachmentView } from '#shared/api/cases.ts';
import type { FormFact } from '#shared/api/matching.ts';
import type { FieldView } from '#shared/api/second.ts';
import {
  DECISION_TITLES,
  DECISIONS,
  type EvidenceView,
  REASON_CODES,
  REASONS,
  VERDICT_TITLES,
} from '#shared/domain/review.ts';
import { CHOICE_TITLES } from '#shared/domain/secondReview.ts';
import { isComposing } from '../../commands/composition.ts';
import { FactControl } from '../matching/FactControl.tsx';
import '../matching/matching.css';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { EvidenceChips } from '../review/EvidenceChips.tsx';
import { choicesFor, type Entry } from './settling.ts';

interface Props {
  field: FieldView;
  /** Whether a second review stands against the first. */
  second: boolean;
  entry: Entry;
  current: boolean;
  files: readonly AttachmentView[];
  /** How a value read in the documents is typed. */
  fact: FormFact | undefined;
  /** What was declared, where the field is a value read in the documents. */
  declared: string | undefined;
  id: string;
  onChange: (changes: Partial<Entry>) => void;
  onFocus: () => void;
  /** Enter in the reason goes on; arrows on the card move. */
  onMove: (step: 1 | -1) => void;
  /** Opens a place one of the two marked: the n-th of the first person's, then the second's. */
  onPlace: (n: number) => void;
}

/** One field with both opinions; digits choose, the reason follows, Enter goes on. */
export function FieldCard({
  field,
  second,
  entry,
  id,
  current,
  files,
  fact,
  declared,
  onChange,
  onFocus,
  onMove,
  onPlace,
}: Props) {
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
    else if (event.key === 'e' && field.places.first.length + field.places.second.length > 0) onPlace(0);
    else if (event.key === 'ArrowDown') onMove(1);
    else if (event.key === 'ArrowUp') onMove(-1);
    else return;
    event.preventDefault();
  };
  return (
    <fieldset
      ref={card}
      id={id}
      className={current ? 'qp-settle qp-settle-current' : 'qp-settle'}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the card takes the digits that choose
      tabIndex={0}
      aria-label={field.title}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      <h3>{field.title}</h3>
      {field.kind === 'observed' && declared !== undefined && (
        <p className="qp-faint">
          申报值：
          <VisibleText text={declared} />
        </p>
      )}
      <dl className="qp-settle-pair">
        <div>
          <dt>初审</dt>
          <dd>
            {field.first}
            <Places places={field.places.first} files={files} onShow={onPlace} />
          </dd>
        </div>
        {second && (
          <div>
            <dt>复核</dt>
            <dd>
              {field.second}
              <Places
                places={field.places.second}
                files={files}
                onShow={(n) => onPlace(field.places.first.length + n)}
              />
            </dd>
          </div>
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
                  {CHOICE_TITLES[choice]}
                </button>
              ),
          )}
        </div>
      )}
      {entry.choice === 'own' && <OwnFields field={field} entry={entry} fact={fact} onChange={onChange} />}
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

interface PlacesProps {
  places: readonly EvidenceView[];
  files: readonly AttachmentView[];
  onShow: (n: number) => void;
}

function Places({ places, files, onShow }: PlacesProps) {
  if (places.length === 0) return null;
  const show = (one: EvidenceView) => onShow(places.indexOf(one));
  return <EvidenceChips evidence={places} files={files} locked shown={null} onShow={show} onRemove={() => undefined} />;
}

function OwnFields({ field, entry, fact, onChange }: Pick<Props, 'field' | 'entry' | 'fact' | 'onChange'>) {
  if (field.kind === 'observed') return <OwnObserved field={field} entry={entry} fact={fact} onChange={onChange} />;
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

/** What the adjudicator read in the documents, or that the declared value holds after all. */
function OwnObserved({ field, entry, fact, onChange }: Pick<Props, 'field' | 'entry' | 'fact' | 'onChange'>) {
  return (
    <div className="qp-settle-observed">
      <Radio.Group
        aria-label={`${field.title}的认定`}
        value={entry.asDeclared}
        options={[
          { value: false, label: '材料上写的是' },
          { value: true, label: '按申报值' },
        ]}
        onChange={(event) => onChange({ asDeclared: event.target.value as boolean })}
      />
      {!entry.asDeclared && fact && (
        <FactControl fact={fact} value={entry.draft} onChange={(draft) => onChange({ draft })} problem={false} />
      )}
    </div>
  );
}
