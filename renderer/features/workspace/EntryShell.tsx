import type { ReactNode } from 'react';
import './workspace.css';

/** The page outside a workspace: name of the program, one card, and what else can be done below it. */
export function EntryShell({ version, wide, children }: { version: string; wide?: boolean; children: ReactNode }) {
  return (
    <main className={wide ? 'qp-entry qp-entry-wide' : 'qp-entry'}>
      <header>
        <h1>泉评</h1>
        <p>济南市人才政策离线审核工作站</p>
      </header>
      {children}
      <footer>版本 {version}　本程序不联网</footer>
    </main>
  );
}
