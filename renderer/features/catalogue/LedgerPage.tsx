import { Button } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { tasksRoute } from '#shared/api/catalogueViews.ts';
import type { OutputOf } from '#shared/api/route.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { useLocation, useSetQuery } from '../../app/router.ts';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { useCommands } from '../../commands/CommandProvider.tsx';
import { isComposing } from '../../commands/composition.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatDay } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { CatalogueHead } from './CatalogueHead.tsx';
import { setLedgerText, useLedgerText } from './catalogueMemory.ts';
import { CATALOGUE_COMMANDS, LEDGER_COMMANDS } from './commands.ts';
import { GoalTables } from './GoalTables.tsx';
import { LedgerFilters } from './LedgerFilters.tsx';
import { LedgerSheet } from './LedgerSheet.tsx';
import { LedgerTable } from './LedgerTable.tsx';
import { filterWords, formatLedger, type LedgerFilter, parseLedger } from './ledger.ts';
import { focusFirstRow } from './rowKeys.ts';
import './catalogue.css';
import './ledger.css';

type Tasks = OutputOf<typeof tasksRoute>;

/** What documents tell units to do by when: filtered, sorted, printed, written as a table. */
export function LedgerPage() {
  const { query } = useLocation();
  const text = useDeferredValue(useLedgerText().trim());
  const filter = parseLedger(query);
  const on = formatDay(new Date().toISOString());
  const input = { ...filter, on, text: text === '' ? undefined : text };
  const ledger = useRead('catalogue', 'tasks', input, { keep: true });
  const [printing, setPrinting] = useState(false);
  const save = useSave(input, on);
  const data = ledger.data;
  useCommands([
    { ...LEDGER_COMMANDS.print, run: () => setPrinting(true), enabledWhen: () => (data?.tasks.length ?? 0) > 0 },
    { ...LEDGER_COMMANDS.save, run: () => void save.run(), enabledWhen: () => (data?.tasks.length ?? 0) > 0 },
  ]);
  const document = data?.ledgers.find((one) => one.document === filter.document)?.name;
  return (
    <div className="qp-page">
      <CatalogueHead part="tasks" note={data && `${data.tasks.length} 项任务，共 ${data.total} 项`}>
        <LedgerSearch />
        <CommandButton id={LEDGER_COMMANDS.save.id} icon={<Icon name="export" />} />
        <CommandButton id={LEDGER_COMMANDS.print.id} icon={<Icon name="print" />} />
      </CatalogueHead>
      {ledger.error && <ErrorPanel title="没有读到任务台账" error={ledger.error} />}
      {save.error !== null && <ErrorPanel title="没有写成" error={save.error} />}
      {save.written !== null && (
        <p className="qp-ledger-written" role="status">
          已写入 {save.written}
        </p>
      )}
      {!data && !ledger.error && <Later>正在读取</Later>}
      {data && <LedgerBody data={data} filter={filter} on={on} chosen={query.task} />}
      {printing && data && (
        <LedgerSheet
          tasks={data.tasks}
          year={filter.year}
          subtitle={`${[filterWords(filter, document), text].filter(Boolean).join('，')}；${data.tasks.length} 项，${on}`}
          onDone={() => setPrinting(false)}
        />
      )}
    </div>
  );
}

function LedgerBody({
  data,
  filter,
  on,
  chosen,
}: {
  data: Tasks;
  filter: LedgerFilter;
  on: string;
  chosen: string | undefined;
}) {
  const setQuery = useSetQuery();
  const clear = () => {
    setLedgerText('');
    setQuery({});
  };
  return (
    <>
      <LedgerFilters data={data} filter={filter} onChange={(next) => setQuery(formatLedger(next))} onClear={clear} />
      <GoalTables goals={data.goals} year={filter.year} />
      {data.tasks.length === 0 ? (
        <EmptyState title="没有相符的任务" action={<Button onClick={clear}>清除筛选</Button>}>
          可以放宽期限，或换一个单位。
        </EmptyState>
      ) : (
        <LedgerTable tasks={data.tasks} year={filter.year} on={on} chosen={chosen} />
      )}
    </>
  );
}

function LedgerSearch() {
  const text = useLedgerText();
  return (
    <SearchInput
      command={CATALOGUE_COMMANDS.search}
      label="查找任务"
      className="qp-ledger-search"
      placeholder="任务、措施、目标、单位"
      value={text}
      onChange={(event) => setLedgerText(event.target.value)}
      onKeyDown={(event) =>
        !isComposing(event) && event.key === 'ArrowDown' && focusFirstRow() && event.preventDefault()
      }
    />
  );
}

/** Asks where to, then has the core write the tasks that are on screen. */
function useSave(query: LedgerFilter & { on: string; text?: string | undefined }, on: string) {
  const api = useApi();
  const [written, setWritten] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const run = async () => {
    setError(null);
    setWritten(null);
    try {
      const suggestedName = `任务台账-${on.replaceAll('-', '')}.xlsx`;
      const { path } = await api.host.saveFile({ purpose: 'table', suggestedName });
      if (path !== null) setWritten((await api.catalogue.saveTasks({ query, path })).path);
    } catch (refused) {
      setError(refused);
    }
  };
  return { run, written, error };
}
