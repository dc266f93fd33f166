import type { FormFact, MatchAnswer, MatchedProgramme } from '#shared/api/matching.ts';
import { TARGET_TITLES } from '#shared/domain/targets.ts';
import { formatLongDate, formatYuan } from '../../ui/format.ts';
import { PrintSheet } from '../../ui/PrintSheet.tsx';
import { draftWords } from './drafts.ts';
import { useMatching } from './matchingMemory.ts';
import { sorted } from './ResultColumns.tsx';

interface Props {
  facts: readonly FormFact[];
  result: MatchAnswer;
  onDone: () => void;
}

/** The result on paper: what was filled in, the best combination, every programme with its reason. */
export function MatchSheet({ facts, result, onDone }: Props) {
  const { drafts, fromCase, target } = useMatching();
  const filled = facts.flatMap((fact) => {
    const draft = drafts[fact.key];
    const held = fromCase?.held.find(({ key }) => key === fact.key);
    if (draft === undefined && held === undefined) return [];
    return [{ key: fact.key, label: fact.label, value: draft === undefined ? held!.masked : draftWords(fact, draft) }];
  });
  const source = fromCase === null ? '' : `　案卷 ${fromCase.number}`;
  return (
    <PrintSheet
      title="政策匹配结果"
      subtitle={`申报日期 ${formatLongDate(result.on)}　${target === null ? '全部对象' : TARGET_TITLES[target]}${source}`}
      foot={`本表由程序按所列情况计算，供参考，以正式审核为准。政策目录校验码 ${result.catalogueHash.slice(0, 16)}`}
      onDone={onDone}
    >
      <Best result={result} />
      <Programmes
        title="符合的项目"
        head="支持内容"
        programmes={sorted(result.programmes, 'qualifies')}
        text={benefits}
      />
      <Programmes
        title="可能符合的项目"
        head="尚缺或待核定"
        programmes={sorted(result.programmes, 'may')}
        text={open}
      />
      <Programmes
        title="不符合的项目"
        head="不符合的条款"
        programmes={sorted(result.programmes, 'not')}
        text={against}
      />
      <h2>所填情况</h2>
      <table>
        <tbody>
          {filled.map((one) => (
            <tr key={one.key}>
              <td>{one.label}</td>
              <td>{one.value}</td>
            </tr>
          ))}
          {filled.length === 0 && (
            <tr>
              <td>没有填写</td>
            </tr>
          )}
        </tbody>
      </table>
    </PrintSheet>
  );
}

function Best({ result: { best, programmes } }: { result: MatchAnswer }) {
  const byId = new Map(programmes.map((one) => [one.id, one]));
  const name = (id: string) => `${id} ${byId.get(id)?.name ?? ''}`;
  const estimate = best.estimatedFen > 0 ? `，另估算 ${formatYuan(best.estimatedFen)} 元` : '';
  return (
    <>
      <h2>最优组合</h2>
      <p>{best.chosen.length === 0 ? '还没有确定符合的项目。' : best.chosen.map(name).join('、')}</p>
      {best.deductions.map((one) => (
        <p key={one.programme}>
          {name(one.programme)}：{one.sentence} {formatYuan(one.amountFen)} 元
        </p>
      ))}
      {best.leftOut.map((one) => (
        <p key={one.programme}>
          不列入 {name(one.programme)}：{one.sentence}
        </p>
      ))}
      <p>
        合计 {formatYuan(best.settledFen)} 元{estimate}
      </p>
    </>
  );
}

const benefits = (one: MatchedProgramme): string => one.support.map(({ sentence }) => sentence).join('；');
const open = ({ missing, judgements }: MatchedProgramme): string =>
  [
    missing.length > 0 ? `尚缺：${missing.map(({ label }) => label).join('、')}` : '',
    judgements.length > 0 ? `需人工核定：${judgements.join('、')}` : '',
  ]
    .filter((part) => part !== '')
    .join('；');
const against = ({ reasons }: MatchedProgramme): string =>
  reasons
    .map(({ title, sentence, cites }) => `${title}：${sentence}（${cites.map(({ label }) => label).join('；')}）`)
    .join('；');

interface TableProps {
  title: string;
  head: string;
  programmes: readonly MatchedProgramme[];
  text: (programme: MatchedProgramme) => string;
}

function Programmes({ title, head, programmes, text }: TableProps) {
  if (programmes.length === 0) return null;
  return (
    <>
      <h2>
        {title}（{programmes.length} 个）
      </h2>
      <table className="qp-match-sheet">
        <thead>
          <tr>
            <th>编号</th>
            <th>项目</th>
            <th>{head}</th>
          </tr>
        </thead>
        <tbody>
          {programmes.map((one) => (
            <tr key={one.id}>
              <td>{one.id}</td>
              <td>
                {one.name}
                {one.track === null ? '' : `（${one.track}）`}
              </td>
              <td>{text(one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
