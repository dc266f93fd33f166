import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import type { FormFact, FormGroup, MatchAnswer } from '#shared/api/matching.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { SearchInput } from '../../ui/SearchInput.tsx';
import { MATCHING_COMMANDS } from './commands.ts';
import { FactRow } from './FactRow.tsx';
import { setFact, useMatching } from './matchingMemory.ts';

interface Props {
  groups: readonly FormGroup[];
  problems: MatchAnswer['problems'];
}

type Shown = 'all' | 'filled';

/** Everything that can be filled in, in groups that open; the search goes over all of them. */
export function FactForm({ groups, problems }: Props) {
  const { drafts, target, fromCase } = useMatching();
  const [text, setText] = useState('');
  const [shown, setShown] = useState<Shown>('all');
  const held = useMemo(() => new Map(fromCase?.held.map((one) => [one.key, one])), [fromCase]);
  const filled = ({ key }: FormFact) => drafts[key] !== undefined || held.has(key);
  const words = text.trim().toLowerCase();
  const wanted = (fact: FormFact, group: FormGroup) =>
    (target === null || fact.targets.includes(target) || filled(fact)) &&
    (shown === 'all' || filled(fact)) &&
    (words === '' || `${group.title} ${fact.label} ${fact.note ?? ''}`.toLowerCase().includes(words));
  const listed = groups
    .map((group) => ({ group, facts: group.facts.filter((fact) => wanted(fact, group)) }))
    .filter(({ facts }) => facts.length > 0);
  const count = groups.flatMap((group) => group.facts).filter(filled).length;
  const why = new Map(problems.map(({ key, reason }) => [key, reason]));
  return (
    <section className="qp-match-form" aria-label="申报对象的情况">
      <div className="qp-match-search">
        <SearchInput
          command={MATCHING_COMMANDS.search}
          label="查找情况项"
          placeholder="查找情况项"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Segmented
          aria-label="显示哪些情况项"
          options={[
            { value: 'all', label: '全部' },
            { value: 'filled', label: `已填 ${count}` },
          ]}
          value={shown}
          onChange={setShown}
        />
      </div>
      {listed.length === 0 && (
        <EmptyState title={words === '' ? '还没有填写' : '没有这样的情况项'}>
          {words === '' ? '可以先回答上面的问题。' : '可以换个说法，或清除查找内容。'}
        </EmptyState>
      )}
      {listed.map(({ group, facts }) => (
        <Group
          key={group.title}
          group={group}
          facts={facts}
          forced={words !== '' || shown === 'filled'}
          row={(fact) => (
            <FactRow
              key={fact.key}
              fact={fact}
              value={drafts[fact.key]}
              held={held.get(fact.key)}
              problem={why.get(fact.key)}
              onChange={(value) => setFact(fact.key, value)}
            />
          )}
          filled={facts.filter(filled).length}
        />
      ))}
    </section>
  );
}

interface GroupProps {
  group: FormGroup;
  facts: readonly FormFact[];
  /** Open whatever was chosen: a search shows its hits. */
  forced: boolean;
  filled: number;
  row: (fact: FormFact) => React.ReactNode;
}

/** Controls are only made where the group is open: four hundred of them would make typing slow. */
function Group({ group, facts, forced, filled, row }: GroupProps) {
  const [open, setOpen] = useState(false);
  const shown = open || forced;
  return (
    <div className="qp-match-group">
      <button type="button" aria-expanded={shown} onClick={() => setOpen(!open)} disabled={forced}>
        <Icon name={shown ? 'down' : 'right'} />
        <span>{group.title}</span>
        <span className="qp-match-count">
          {filled > 0 ? `已填 ${filled}／${facts.length} 项` : `${facts.length} 项`}
        </span>
      </button>
      {shown && <div className="qp-match-rows">{facts.map(row)}</div>}
    </div>
  );
}
