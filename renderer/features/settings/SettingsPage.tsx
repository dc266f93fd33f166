import type { ReactNode } from 'react';
import type { WorkspaceStatus } from '#shared/api/workspace.ts';
import { formatHash } from '../../app/router.ts';
import { JournalSection } from '../journal/JournalSection.tsx';
import { PoliciesSection } from '../policies/PoliciesSection.tsx';
import { AccessSection } from '../privacy/AccessSection.tsx';
import { ExportRightsSection } from '../privacy/ExportRightsSection.tsx';
import { RetentionSection } from '../privacy/RetentionSection.tsx';
import { AboutSection } from './AboutSection.tsx';
import { AppearanceSection } from './AppearanceSection.tsx';
import { BackupSection } from './BackupSection.tsx';
import { EnvironmentSection } from './EnvironmentSection.tsx';
import { PersonsSection } from './PersonsSection.tsx';
import { ShortcutSection } from './ShortcutSection.tsx';
import './settings.css';

interface Section {
  id: string;
  label: string;
  show: (status: WorkspaceStatus) => ReactNode;
}

const SECTIONS: readonly Section[] = [
  { id: 'persons', label: '人员与证书', show: (status) => <PersonsSection status={status} /> },
  { id: 'policies', label: '政策目录', show: () => <PoliciesSection /> },
  { id: 'journal', label: '审核记录', show: () => <JournalSection /> },
  { id: 'access', label: '谁看过谁', show: () => <AccessSection /> },
  { id: 'rights', label: '导出权限', show: () => <ExportRightsSection /> },
  { id: 'retention', label: '保存与清除', show: () => <RetentionSection /> },
  { id: 'backup', label: '备份', show: () => <BackupSection /> },
  { id: 'appearance', label: '外观', show: () => <AppearanceSection /> },
  { id: 'shortcuts', label: '快捷键', show: () => <ShortcutSection /> },
  { id: 'environment', label: '运行环境', show: () => <EnvironmentSection /> },
  { id: 'about', label: '关于', show: (status) => <AboutSection status={status} /> },
];

/** Settings, one section per address. */
export function SettingsPage({ section, status }: { section: string | undefined; status: WorkspaceStatus }) {
  const current = SECTIONS.find(({ id }) => id === section) ?? SECTIONS[0]!;
  return (
    <div className="qp-page qp-settings">
      <nav aria-label="设置">
        <h1>设置</h1>
        {SECTIONS.map(({ id, label }) => (
          <a key={id} href={formatHash(['settings', id])} aria-current={id === current.id ? 'page' : undefined}>
            {label}
          </a>
        ))}
      </nav>
      <div className="qp-settings-body">{current.show(status)}</div>
    </div>
  );
}
