import { Input, Segmented } from 'antd';
import { useState } from 'react';
import { TARGET_TITLES, TARGETS, type Target } from '#shared/domain/targets.ts';
import { formatHash } from '../../app/router.ts';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { MATCHING_COMMANDS } from './commands.ts';
import { plainDate } from './drafts.ts';
import { setDay, setTarget, useMatching } from './matchingMemory.ts';
import { isDay, today } from './useMatch.ts';

const ALL = 'all';
const TARGET_OPTIONS = [
  { value: ALL, label: '全部' },
  ...TARGETS.map((value) => ({ value, label: TARGET_TITLES[value] })),
];

/** Day, applicant and acts. `day` is the one in use, `counted` the programmes in force on it. */
export function MatchingHead({ day, counted }: { day: string; counted: number | undefined }) {
  const { before, fromCase, on, target } = useMatching();
  return (
    <header className="qp-page-head qp-match-head">
      <h1>政策匹配</h1>
      <DayField day={day} />
      <Segmented
        aria-label="申报主体"
        options={TARGET_OPTIONS}
        value={target ?? ALL}
        onChange={(next) => setTarget(next === ALL ? null : (next as Target))}
      />
      {counted !== undefined && isDay(day) && (
        <span className="qp-faint">
          {on === null && day !== today()
            ? `今日有效项目很少，按此日计：有效项目 ${counted} 个`
            : `有效项目 ${counted} 个`}
        </span>
      )}
      {fromCase && (
        <a href={formatHash(['cases', fromCase.caseId])} title={fromCase.programme}>
          案卷 {fromCase.number}
        </a>
      )}
      <div className="qp-page-acts">
        <CommandButton id={MATCHING_COMMANDS.fromCase.id} icon={<Icon name="cases" />} />
        <CommandButton id={MATCHING_COMMANDS.print.id} icon={<Icon name="print" />} />
        <CommandButton id={MATCHING_COMMANDS.clear.id} />
        {before !== null && <CommandButton id={MATCHING_COMMANDS.restore.id} />}
      </div>
    </header>
  );
}

/** A day that does not exist is refused beside the field; the result keeps the day before. */
function DayField({ day }: { day: string }) {
  const [text, setText] = useState(day);
  const [shown, setShown] = useState(day);
  if (shown !== day) {
    setShown(day);
    if (plainDate(text) !== day) setText(day);
  }
  const typed = plainDate(text);
  const bad = !isDay(typed);
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className="qp-match-day">
      <span>申报日期</span>
      <Input
        status={bad ? 'error' : undefined}
        placeholder="例如 2023-05-10"
        maxLength={20}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          const next = plainDate(event.target.value);
          if (isDay(next)) setDay(next);
        }}
        onBlur={() => setText(typed)}
      />
      {bad && <span className="qp-field-problem">不是有效日期，结果仍按上一日期</span>}
    </label>
  );
}
