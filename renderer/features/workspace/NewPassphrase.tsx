import { PassphraseInput } from './PassphraseInput.tsx';
import type { PassphraseDraft } from './passphraseDraft.ts';
import { StrengthMeter } from './StrengthMeter.tsx';

interface Props {
  value: PassphraseDraft;
  /** Words an acquaintance would try: name, unit. */
  personal?: readonly string[];
  autoFocus?: boolean;
  onChange: (value: PassphraseDraft) => void;
}

/** Two fields for a new passphrase, with its strength as one types. */
export function NewPassphrase({ value, personal = [], autoFocus, onChange }: Props) {
  const { passphrase, again } = value;
  const differs = again !== '' && again !== passphrase;
  return (
    <div className="qp-new-passphrase">
      <div>
        <span className="qp-label">新口令</span>
        <PassphraseInput
          label="新口令"
          purpose="new-password"
          autoFocus={autoFocus}
          value={passphrase}
          onChange={(text) => onChange({ ...value, passphrase: text })}
        />
        <StrengthMeter passphrase={passphrase} personal={personal} />
      </div>
      <div>
        <span className="qp-label">再输入一次</span>
        <PassphraseInput
          label="再输入一次口令"
          purpose="new-password"
          value={again}
          status={differs ? 'error' : undefined}
          onChange={(text) => onChange({ ...value, again: text })}
        />
        {differs && <p className="qp-field-problem">两次输入的口令不一致。</p>}
      </div>
    </div>
  );
}
