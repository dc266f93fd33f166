import { passphraseStrength } from '#shared/domain/passphrase.ts';

const WORDS = ['太弱', '偏弱', '可用', '较强', '很强'] as const;

/** Five steps, in words and as a bar; what would help while it is not yet acceptable. */
export function StrengthMeter({ passphrase, personal }: { passphrase: string; personal: readonly string[] }) {
  const { score, acceptable, reasons } = passphraseStrength(passphrase, personal);
  const shown = passphrase !== '';
  const tone = acceptable ? 'pass' : 'doubt';
  return (
    <div className={`qp-strength qp-strength-${tone}`} role="status">
      <span className="qp-strength-bar" aria-hidden="true">
        {WORDS.map((word, step) => (
          <span key={word} data-on={(shown && step <= score) || undefined} />
        ))}
      </span>
      <span>{shown && `强度：${WORDS[score]}`}</span>
      <span className="qp-strength-hint">{shown && !acceptable && reasons.join('；')}</span>
    </div>
  );
}
