import type { AttachmentView } from '#shared/api/cases.ts';
import { onForget } from '../../app/sessionValue.ts';
import { FileAhead } from '../../pdf/fileAhead.ts';
import { openFile } from '../../pdf/open.ts';

/** The first file of the next case, opened ahead; the workbench takes it when that case is opened. */
export const fileAhead = new FileAhead(openFile);
onForget(() => fileAhead.drop());

/** A corrected file stands under the same id: what was opened of the one before is not its. */
export const versionOf = ({ attachmentId, sha256 }: AttachmentView): string => `${attachmentId} ${sha256}`;
