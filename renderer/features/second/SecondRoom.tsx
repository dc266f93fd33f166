import { lazy, Suspense } from 'react';
import { Later } from '../../app/Later.tsx';
import { formatHash, navigate } from '../../app/router.ts';
import { AgreementPart } from './AgreementPart.tsx';
import { SamplesPart } from './SamplesPart.tsx';
import { SecondList } from './SecondList.tsx';
import './second.css';

const WorkbenchPage = lazy(async () => ({ default: (await import('../review/WorkbenchPage.tsx')).WorkbenchPage }));

const PARTS = [
  { id: 'list', label: '待复核' },
  { id: 'samples', label: '抽查' },
  { id: 'agreement', label: '一致率' },
] as const;

/** 复核: what waits for a second person, samples, how well two people agree. `work` opens one's own blind review. */
export function SecondRoom({ part, id }: { part: string | undefined; id: string | undefined }) {
  if (part === 'work' && id !== undefined) {
    return (
      <div className="qp-second-work">
        <p className="qp-second-banner" role="note">
          盲审复核：初审的判定、依据和结论在您签署之前不会显示。
        </p>
        <Suspense fallback={<Later>正在打开案卷</Later>}>
          <WorkbenchPage key={id} caseId={id} onLeave={() => navigate(['second'])} />
        </Suspense>
      </div>
    );
  }
  const current = PARTS.find((one) => one.id === part)?.id ?? 'list';
  return (
    <div className="qp-page">
      <header className="qp-page-head">
        <h1>复核</h1>
        <nav className="qp-tabs" aria-label="复核的内容">
          {PARTS.map((one) => (
            <a
              key={one.id}
              href={formatHash(['second', one.id])}
              aria-current={one.id === current ? 'page' : undefined}
            >
              {one.label}
            </a>
          ))}
        </nav>
      </header>
      {current === 'list' ? <SecondList /> : current === 'samples' ? <SamplesPart /> : <AgreementPart />}
    </div>
  );
}
