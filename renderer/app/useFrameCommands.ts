import { useApi } from '../api/ApiProvider.tsx';
import { useCommands } from '../commands/CommandProvider.tsx';
import { FRAME_COMMANDS, ROOM_COMMANDS, ROOMS } from './rooms.ts';
import { navigate } from './router.ts';
import { useReport } from './useReport.tsx';

/** Commands every room has. */
export function useFrameCommands(show: (overlay: 'palette' | 'help') => void): void {
  const api = useApi();
  const report = useReport();
  const openNext = async () => {
    const { caseId } = await api.cases.next({ caseId: null });
    if (caseId) navigate(['cases', caseId]);
    else report.note('没有待审的案卷。');
  };
  useCommands(
    [
      ...ROOM_COMMANDS.map((definition, index) => ({ ...definition, run: () => navigate(ROOMS[index]!.path) })),
      { ...FRAME_COMMANDS.palette, run: () => show('palette') },
      { ...FRAME_COMMANDS.help, run: () => show('help') },
      { ...FRAME_COMMANDS.next, run: () => report.guard('没有打开下一件', openNext) },
      { ...FRAME_COMMANDS.import, run: () => navigate(['exchange', 'import']) },
      { ...FRAME_COMMANDS.export, run: () => navigate(['exchange', 'export']) },
      { ...FRAME_COMMANDS.lock, run: () => report.guard('没有锁定', () => api.workspace.lock({})) },
    ],
    'frame',
  );
}
