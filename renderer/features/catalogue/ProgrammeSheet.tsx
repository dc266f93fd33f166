import type { RenderedProgramme } from '#shared/rules/render/model.ts';
import { PrintSheet } from '../../ui/PrintSheet.tsx';
import { RuleLines } from './RuleLines.tsx';
import { documentTitle } from './validity.ts';

interface Props {
  programme: RenderedProgramme;
  /** Whether it is in force on the day it is read for. */
  validity: string | null;
  hash: string;
  onDone: () => void;
}

/** A programme on paper. */
export function ProgrammeSheet({ programme, validity, hash, onDone }: Props) {
  return (
    <PrintSheet
      title={`${programme.id}　${programme.name}`}
      subtitle={documentTitle(programme)}
      foot={`政策目录校验码 ${hash.slice(0, 16)}。条款原文以文件为准。`}
      onDone={onDone}
    >
      {validity && <p>{validity}</p>}
      {programme.sections.map((section) => (
        <section key={section.id}>
          <h2>{section.title}</h2>
          <RuleLines lines={section.lines} />
        </section>
      ))}
    </PrintSheet>
  );
}
