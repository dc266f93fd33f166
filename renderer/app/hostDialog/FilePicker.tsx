import { Button, Input, Tooltip } from 'antd';
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { DialogRequest } from '#shared/api/host.ts';
import { isComposing } from '../../commands/composition.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { EntryList } from './EntryList.tsx';
import { PlaceList } from './PlaceList.tsx';
import { dialogTitle, joinPath, looksLikeFile, nameProblem, PURPOSE_WORDS } from './paths.ts';
import { type Folder, useFolder } from './useFolder.ts';
import './filePicker.css';
import { Dialog } from '../../ui/Dialog.tsx';

interface Props {
  request: DialogRequest;
  /** `null`: the person cancelled. */
  onAnswer: (path: string | null) => void;
}

const OK_WORDS = { open: '选择', save: '保存', folder: '选择此文件夹' } as const;

const EMPTY_WORDS = {
  open: '这个文件夹里没有可选的文件。',
  save: '这个文件夹里没有同类文件。',
  folder: '这里没有下级文件夹。',
} as const;

/** What stands in the way of the button, as a sentence; `null` when it can be pressed. */
function problemOf(mode: DialogRequest['mode'], folder: Folder | null, name: string): string | null {
  if (mode !== 'save') return null;
  const wrong = nameProblem(name);
  if (wrong) return wrong;
  const taken = folder?.entries.some((entry) => entry.kind === 'file' && entry.name === name);
  return taken ? '这个文件夹里已有同名文件，请换一个文件名。' : null;
}

/** The file dialog inside the page: places and sticks on the left, folder content on the right, a path box above. */
export function FilePicker({ request: { mode, purpose, suggestedName }, onAnswer }: Props) {
  const { folder, error, loading, open } = useFolder(purpose);
  const [typed, setTyped] = useState('');
  const [name, setName] = useState(suggestedName);
  const [chosen, setChosen] = useState<string | null>(null);
  useEffect(() => {
    if (folder) setTyped(folder.path);
    setChosen(null);
  }, [folder]);
  const problem = problemOf(mode, folder, name);
  const pathChanged = folder !== null && typed.trim() !== folder.path;
  const goTyped = async () => {
    const path = typed.trim();
    if (mode === 'open' && looksLikeFile(path)) onAnswer(path);
    else await open(path || null);
  };
  const confirm = () => {
    if (pathChanged) return void goTyped();
    if (!folder) return;
    if (mode === 'folder') onAnswer(folder.path);
    else if (mode === 'save') onAnswer(joinPath(folder.path, name.trim()));
    else if (chosen) onAnswer(chosen);
  };
  const onPathKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !isComposing(event)) void goTyped();
  };
  const ready = pathChanged || (folder !== null && problem === null && (mode !== 'open' || chosen !== null));
  return (
    <Dialog
      // Sheets and dialogs inside each other lie higher and higher; whoever picks a file is above them all.
      zIndex={2000}
      title={dialogTitle(mode, purpose)}
      width={900}
      className="qp-picker"
      okText={pathChanged ? '打开路径' : OK_WORDS[mode]}
      okButtonProps={{ disabled: !ready }}
      onOk={confirm}
      onCancel={() => onAnswer(null)}
    >
      <div className="qp-picker-path">
        <Tooltip title="上一级文件夹">
          <Button
            aria-label="上一级文件夹"
            icon={<Icon name="up" />}
            disabled={!folder?.parent}
            onClick={() => void open(folder?.parent ?? null)}
          />
        </Tooltip>
        <Input
          aria-label="路径"
          // The starting place would wipe out what is typed before it is there.
          disabled={folder === null && loading}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onPathKey}
        />
        <Tooltip title="刷新">
          <Button aria-label="刷新" icon={<Icon name="refresh" />} onClick={() => void open(folder?.path ?? null)} />
        </Tooltip>
      </div>
      {error !== null && <ErrorPanel title="没有打开这个位置" error={error} />}
      <div className="qp-picker-body">
        <PlaceList places={folder?.places ?? []} current={folder?.path ?? ''} onOpen={(path) => void open(path)} />
        <EntryList
          entries={folder?.entries ?? []}
          loading={loading}
          selectable={mode === 'open'}
          chosen={chosen}
          emptyText={EMPTY_WORDS[mode]}
          onChoose={setChosen}
          onOpenFolder={(path) => void open(path)}
          onTake={mode === 'save' ? (entry) => setName(entry.name) : (entry) => onAnswer(entry.path)}
          onUp={() => void (folder?.parent && open(folder.parent))}
        />
      </div>
      {mode === 'save' && (
        <label className="qp-picker-name" htmlFor="qp-picker-name">
          <span>文件名</span>
          <Input
            id="qp-picker-name"
            autoFocus
            value={name}
            maxLength={120}
            status={problem ? 'error' : undefined}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={(event) => !isComposing(event) && ready && confirm()}
          />
        </label>
      )}
      <p className={problem ? 'qp-field-problem' : 'qp-faint'} aria-live="polite">
        {problem ?? (mode === 'open' ? `${PURPOSE_WORDS[purpose].shown}和文件夹。` : '\u00a0')}
      </p>
    </Dialog>
  );
}
