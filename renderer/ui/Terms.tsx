import { VisibleText } from './VisibleText.tsx';

/** Names with a text each; for what people or files brought along. */
export function Terms({ className, lines }: { className: string; lines: readonly (readonly [string, string])[] }) {
  return (
    <dl className={className}>
      {lines.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <VisibleText text={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
