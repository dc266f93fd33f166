import type { AttachmentView } from '#shared/api/cases.ts';

/** What a file is called on its tab: its material, or its own name where others are of the same material or it is of none. */
export function fileTitle(file: AttachmentView, files: readonly AttachmentView[]): string {
  const alone = files.filter(({ materialName }) => materialName === file.materialName).length === 1;
  return (alone && file.materialName) || file.name;
}
