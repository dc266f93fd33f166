import { CataloguePage } from './CataloguePage.tsx';
import { ClausePage } from './ClausePage.tsx';
import { CoveragePage } from './CoveragePage.tsx';
import { DocumentsPage } from './DocumentsPage.tsx';
import { LedgerPage } from './LedgerPage.tsx';
import { ProgrammePage } from './ProgrammePage.tsx';

/** 政策: which of its pages an address names; anything else is the number of a programme. */
export function CatalogueRoom({ part, id }: { part: string | undefined; id: string | undefined }) {
  if (part === undefined) return <CataloguePage />;
  if (part === 'tasks') return <LedgerPage />;
  if (part === 'documents') return <DocumentsPage />;
  if (part === 'coverage') return <CoveragePage />;
  if (part === 'clause' && id !== undefined) return <ClausePage key={id} id={id} />;
  return <ProgrammePage key={part} id={part} />;
}
