import { Button, Tooltip } from 'antd';
import { useState } from 'react';
import type { DocumentSubject } from '#shared/api/documents.ts';
import { DOCUMENT_TITLES } from '#shared/documents/model.ts';
import { useRead } from '../../app/data.ts';
import { Icon } from '../../ui/Icon.tsx';
import { MakeDocument } from './MakeDocument.tsx';
import './document.css';

type CaseKind = 'opinion' | 'supplement' | 'rejection' | 'index';

const subjectOf = (kind: CaseKind, caseId: string): DocumentSubject =>
  kind === 'supplement' ? { kind, caseId, dueOn: null } : { kind, caseId };

/** The list of files needs no decision: it can be made as soon as the case is here. */
export function CaseIndexButton({ caseId }: { caseId: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Tooltip title={DOCUMENT_TITLES.index}>
        <Button type="text" size="small" icon={<Icon name="file" />} onClick={() => setOpen(true)}>
          {DOCUMENT_TITLES.index}
        </Button>
      </Tooltip>
      {open && <MakeDocument subject={{ kind: 'index', caseId }} onClose={() => setOpen(false)} />}
    </>
  );
}

/** A button for each document that can be made about a case now; what has no place in its decision is not offered. */
export function CaseDocuments({ caseId }: { caseId: string }) {
  const choices = useRead('documents', 'choices', { caseId });
  const [open, setOpen] = useState<CaseKind | null>(null);
  const offered = (choices.data?.choices ?? []).filter(({ why }) => why === null);
  if (offered.length === 0) return null;
  return (
    <>
      <div className="qp-doc-choices">
        <span className="qp-faint">文书</span>
        {offered.map(({ kind }) => (
          <Tooltip key={kind} title="先预览，再打印或保存">
            <Button size="small" onClick={() => setOpen(kind as CaseKind)}>
              {DOCUMENT_TITLES[kind]}
            </Button>
          </Tooltip>
        ))}
      </div>
      {open && <MakeDocument subject={subjectOf(open, caseId)} onClose={() => setOpen(null)} />}
    </>
  );
}
