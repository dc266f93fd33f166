import { lazy, Suspense } from 'react';
import type { WorkspaceStatus } from '#shared/api/workspace.ts';
import { CasesPage } from '../features/cases/CasesPage.tsx';
import { CatalogueRoom } from '../features/catalogue/CatalogueRoom.tsx';
import { CrossCheckPage } from '../features/crosscheck/CrossCheckPage.tsx';
import { HomePage } from '../features/home/HomePage.tsx';
import { MatchingPage } from '../features/matching/MatchingPage.tsx';
import { SecondRoom } from '../features/second/SecondRoom.tsx';
import { SettingsPage } from '../features/settings/SettingsPage.tsx';
import { ExchangePage } from '../features/transfer/ExchangePage.tsx';
import { Later } from './Later.tsx';
import { navigate } from './router.ts';

/** The workbench brings the PDF viewer: its code is read when the first case is opened. */
const WorkbenchPage = lazy(async () => ({
  default: (await import('../features/review/WorkbenchPage.tsx')).WorkbenchPage,
}));

interface Props {
  path: readonly string[];
  status: WorkspaceStatus;
}

/** Which page an address names; an unknown one is the home page. */
export function Pages({ path, status }: Props) {
  const [room, part] = path;
  if (room === 'cases' && part) {
    return (
      <Suspense fallback={<Later>正在打开案卷</Later>}>
        <WorkbenchPage key={part} caseId={part} onLeave={() => navigate(['cases'])} />
      </Suspense>
    );
  }
  if (room === 'cases') return <CasesPage />;
  if (room === 'exchange') return <ExchangePage part={part} bundleId={path[2]} />;
  if (room === 'settings') return <SettingsPage section={part} status={status} />;
  if (room === 'matching') return <MatchingPage />;
  if (room === 'second') return <SecondRoom part={part} id={path[2]} />;
  if (room === 'crosscheck') return <CrossCheckPage />;
  if (room === 'catalogue') return <CatalogueRoom part={part} id={path[2]} />;
  return <HomePage />;
}
