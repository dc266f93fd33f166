import { createCore } from '#main/createCore.ts';
import { dataFolder } from '#main/host/dataFolder.ts';
import { createLogFile } from '#main/host/logFile.ts';
import { runBrowserShell } from './shell.ts';

try {
  await runBrowserShell({
    createCore,
    env: process.env,
    print: (line) => console.log(line),
    exit: (code) => process.exit(code),
  });
} catch (error) {
  const folder = dataFolder();
  createLogFile(folder)(`start failed: ${error instanceof Error ? error.stack : String(error)}`);
  console.error(`泉评不能启动：${error instanceof Error ? error.message : String(error)}`);
  console.error(`详细原因见 ${folder} 中的 quanping.log。`);
  process.exit(1);
}
