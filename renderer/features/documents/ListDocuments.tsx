import { Button } from 'antd';
import { useState } from 'react';
import type { CaseSelection } from '#shared/api/documents.ts';
import { OpenPublicity } from '../publicity/OpenPublicity.tsx';
import { MakeDocument } from './MakeDocument.tsx';
import { MakeMany } from './MakeMany.tsx';
import './document.css';

/** What can be written about many cases: those chosen by hand, or all that fit the filter. */
export function ListDocuments({ cases }: { cases: CaseSelection }) {
  const [open, setOpen] = useState<'summary' | 'many' | 'publicity' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <span className="qp-doc-choices">
        <Button type="text" size="small" onClick={() => setOpen('summary')}>
          汇总表
        </Button>
        <Button type="text" size="small" onClick={() => setOpen('many')}>
          批量文书
        </Button>
        <Button type="text" size="small" onClick={() => setOpen('publicity')}>
          发布公示
        </Button>
      </span>
      {open === 'summary' && <MakeDocument subject={{ kind: 'summary', cases }} onClose={close} />}
      {open === 'many' && <MakeMany cases={cases} onClose={close} />}
      {open === 'publicity' && <OpenPublicity cases={cases} onClose={close} />}
    </>
  );
}
