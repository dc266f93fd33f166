/** Child process of migrate.test.ts: upgrades a database and kills itself before the QP_AT-th statement of the upgrade. */
import type { Migration } from '#db/history.ts';
import { openDatabase } from '#db/open.ts';
import { beforeEveryStatement } from './statements.ts';

const { QP_DB = '', QP_KEY = '', QP_STEPS = '[]', QP_AT = '' } = process.env;

beforeEveryStatement((statement) => {
  if (statement === Number(QP_AT)) process.kill(process.pid, 'SIGKILL');
});
openDatabase({
  path: QP_DB,
  key: Buffer.from(QP_KEY, 'hex'),
  now: '2026-11-21T08:00:00.000Z',
  migrations: JSON.parse(QP_STEPS) as Migration[],
}).close();
