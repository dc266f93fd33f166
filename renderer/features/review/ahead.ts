import { onForget } from '../../app/sessionValue.ts';
import { FileAhead } from '../../pdf/fileAhead.ts';
import { openFile } from '../../pdf/open.ts';

/** The first file of the next case, opened ahead; the workbench takes it when that case is opened. */
export const fileAhead = new FileAhead(openFile);
onForget(() => fileAhead.drop());
