import { Input } from 'antd';
import { useState } from 'react';
import { useRead, useSetPreferences } from '../../app/data.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import type { WorkList } from './queueMemory.ts';

const MAX_VIEWS = 20;

/** Names the filter and order on screen; a name used before is taken over. */
export function SaveView({ list, onClose }: { list: WorkList; onClose: () => void }) {
  const [name, setName] = useState('');
  const views = useRead('settings', 'preferences', {}).data?.queueViews ?? [];
  const setPreferences = useSetPreferences();
  const others = views.filter((view) => view.name !== name.trim());
  const full = others.length >= MAX_VIEWS;
  const save = () => {
    if (name.trim() === '' || full) return;
    setPreferences({ queueViews: [...others, { name: name.trim(), ...list }] });
    onClose();
  };
  return (
    <Dialog
      title="保存为视图"
      okText="保存"
      okButtonProps={{ disabled: name.trim() === '' || full }}
      onOk={save}
      onCancel={onClose}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field
          label="视图名称"
          hint={
            full
              ? `最多保存 ${MAX_VIEWS} 个视图，请先删除不用的。`
              : others.length < views.length
                ? '已有同名视图，保存后替换它。'
                : '保存现在的筛选、查找内容和排序，只有您自己看到。'
          }
        >
          <Input autoFocus value={name} maxLength={20} onChange={(event) => setName(event.target.value)} />
        </Field>
      </form>
    </Dialog>
  );
}
