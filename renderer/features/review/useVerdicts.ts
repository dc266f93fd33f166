import { useState } from 'react';
import type { ChecklistItem } from '#shared/api/review.ts';
import type { ReasonCode, Verdict } from '#shared/domain/review.ts';
import type { Act } from './acts.ts';

export interface Verdicts {
  /** The item whose reason for 不符合 is being asked for. */
  picking: string | null;
  /** The item whose 其他 waits for its note. */
  noteWanted: string | null;
  decide: (item: ChecklistItem, verdict: Verdict) => void;
  clear: (item: ChecklistItem) => void;
  pick: (item: ChecklistItem, reason: ReasonCode) => void;
  openPicker: (item: ChecklistItem) => void;
  /** Gives up on a question that was asked but not answered. */
  cancel: () => void;
  saveNote: (item: ChecklistItem, text: string) => void;
}

/** Deciding an item: 不符合 asks for its reason before it is saved, 其他 for its note. */
export function useVerdicts(act: (act: Act) => Promise<boolean>, onNoteWanted: () => void): Verdicts {
  const [picking, setPicking] = useState<string | null>(null);
  const [noteWanted, setNoteWanted] = useState<string | null>(null);
  const cancel = () => {
    setPicking(null);
    setNoteWanted(null);
  };
  const save = (item: ChecklistItem, verdict: Verdict, reason: ReasonCode | null, note: string) => {
    cancel();
    void act({ kind: 'verdict', itemId: item.itemId, verdict, reason, note });
  };
  return {
    picking,
    noteWanted,
    decide(item, verdict) {
      if (verdict === 'fail') setPicking(item.itemId);
      else if (item.verdict?.verdict !== verdict) save(item, verdict, null, item.note);
      else cancel();
    },
    clear(item) {
      cancel();
      if (item.verdict) void act({ kind: 'clear', itemId: item.itemId });
    },
    pick(item, reason) {
      const note = item.note;
      if (reason !== 'other' || note.trim() !== '') return save(item, 'fail', reason, note);
      setPicking(null);
      setNoteWanted(item.itemId);
      onNoteWanted();
    },
    openPicker: (item) => setPicking(item.itemId),
    cancel,
    saveNote(item, text) {
      if (noteWanted === item.itemId && text.trim() !== '') save(item, 'fail', 'other', text);
      else void act({ kind: 'note', itemId: item.itemId, note: text });
    },
  };
}
