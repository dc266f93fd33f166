import { TARGET_TITLES } from '#shared/domain/targets.ts';
import { KIND_TITLES } from '#shared/rules/programmeGroups.ts';
import { formatHash } from '../../app/router.ts';
import { type Facet, groupProgrammes, type ListedProgramme } from './browse.ts';
import { onRowKeys } from './rowKeys.ts';
import { VALIDITY_TITLES, validityOn } from './validity.ts';

interface Props {
  programmes: readonly ListedProgramme[];
  grouping: Facet | null;
  on: string;
}

/** Programmes under the headings of a grouping. */
export function ProgrammeTable({ programmes, grouping, on }: Props) {
  const versions = Map.groupBy(programmes, (one) => one.id);
  return (
    <section className="qp-card" aria-label="项目">
      <table className="qp-table qp-catalogue-table" onKeyDown={onRowKeys}>
        <thead>
          <tr>
            <th>编号</th>
            <th>项目</th>
            <th>主体与支持</th>
            <th>依据文件</th>
            <th>牵头部门</th>
            <th>有效期</th>
            <th className="qp-num">条件 · 材料</th>
            <th>案卷</th>
          </tr>
        </thead>
        {groupProgrammes(programmes, grouping).map((group) => (
          <tbody key={group.value}>
            {grouping !== null && (
              <tr className="qp-catalogue-group">
                <th colSpan={8} scope="rowgroup">
                  {group.title}
                  <span>{group.programmes.length} 个</span>
                </th>
              </tr>
            )}
            {group.programmes.map((one) => (
              <ProgrammeRow
                key={`${one.id}${one.from}`}
                programme={one}
                on={on}
                oneOfSeveral={versions.get(one.id)!.length > 1}
              />
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

interface RowProps {
  programme: ListedProgramme;
  on: string;
  /** There are other versions: the link names the day this one came into force. */
  oneOfSeveral: boolean;
}

function ProgrammeRow({ programme, on, oneOfSeveral }: RowProps) {
  const validity = validityOn(on, programme.from, programme.to);
  const kinds = programme.kinds.map((kind) => KIND_TITLES[kind]).join('、');
  return (
    <tr>
      <td className="qp-nowrap">{programme.id}</td>
      <td>
        <a data-row href={formatHash(['catalogue', programme.id], { on: oneOfSeveral ? programme.from : on })}>
          <strong>{programme.name}</strong>
        </a>
        {programme.tracks.length > 0 && (
          <div className="qp-faint">{programme.tracks.map((track) => track.name).join('、')}</div>
        )}
      </td>
      <td className="qp-nowrap">
        {TARGET_TITLES[programme.who]}
        <div className="qp-faint">{kinds}</div>
      </td>
      <td className="qp-nowrap">
        {programme.document}
        <div className="qp-faint">第 {Number(programme.rule)} 条</div>
      </td>
      <td>{programme.leadDepartment}</td>
      <td>
        <span className="qp-nowrap">{programme.from} 至</span>{' '}
        <span className="qp-nowrap">
          {programme.to ?? '长期'} <span className={`qp-validity-${validity}`}>{VALIDITY_TITLES[validity]}</span>
        </span>
      </td>
      <td className="qp-num qp-nowrap">
        {programme.conditions} 条<div className="qp-faint">{programme.materials} 项</div>
      </td>
      <td className="qp-nowrap">
        <a href={formatHash(['cases'], { programme: programme.id, sort: 'due' })}>查看案卷</a>
      </td>
    </tr>
  );
}
