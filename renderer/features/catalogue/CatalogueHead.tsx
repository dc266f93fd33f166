import type { ReactNode } from 'react';
import { formatHash, navigate } from '../../app/router.ts';
import { useCommands } from '../../commands/CommandProvider.tsx';
import { CATALOGUE_COMMANDS } from './commands.ts';

const PARTS = [
  { id: '', label: '项目', command: CATALOGUE_COMMANDS.programmes },
  { id: 'tasks', label: '任务台账', command: CATALOGUE_COMMANDS.tasks },
  { id: 'documents', label: '文件', command: CATALOGUE_COMMANDS.documents },
  { id: 'coverage', label: '条款', command: CATALOGUE_COMMANDS.coverage },
] as const;

const pathOf = (id: string): string[] => (id === '' ? ['catalogue'] : ['catalogue', id]);

/** Title and tabs of the room, a note, and the acts of the page. */
export function CatalogueHead({ part, note, children }: { part: string; note?: ReactNode; children?: ReactNode }) {
  useCommands(PARTS.map(({ id, command }) => ({ ...command, run: () => navigate(pathOf(id)) })));
  return (
    <header className="qp-page-head">
      <h1>政策</h1>
      <nav className="qp-tabs" aria-label="政策的各部分">
        {PARTS.map(({ id, label }) => (
          <a key={id} href={formatHash(pathOf(id))} aria-current={id === part ? 'page' : undefined}>
            {label}
          </a>
        ))}
      </nav>
      {note && <span className="qp-faint">{note}</span>}
      <div className="qp-page-acts">{children}</div>
    </header>
  );
}
