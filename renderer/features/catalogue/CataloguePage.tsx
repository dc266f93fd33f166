import { Input } from 'antd';
import { useState } from 'react';
import type { catalogueApi } from '#shared/api/catalogue.ts';
import type { OutputOf } from '#shared/api/route.ts';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { formatHash } from '../../app/router.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatDay } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { VALIDITY_TITLES, validityOn } from './validity.ts';
import './catalogue.css';

type Programme = OutputOf<(typeof catalogueApi)['programmes']>['programmes'][number];

const matches = (programme: Programme, text: string): boolean =>
  [programme.id, programme.name, programme.document, programme.leadDepartment, ...programme.tracks.map((t) => t.name)]
    .join(' ')
    .includes(text);

/** The programmes this workstation can check, with their validity. */
export function CataloguePage() {
  const catalogue = useRead('catalogue', 'programmes', {});
  const [text, setText] = useState('');
  const today = formatDay(new Date().toISOString());
  const shown = catalogue.data?.programmes.filter((programme) => matches(programme, text.trim()));
  return (
    <div className="qp-page">
      <header className="qp-page-head">
        <h1>政策</h1>
        {catalogue.data && (
          <span className="qp-faint">
            {catalogue.data.programmes.length} 个项目，目录校验码 {catalogue.data.hash.slice(0, 16)}
          </span>
        )}
        <div className="qp-page-acts">
          <Input
            className="qp-catalogue-search"
            allowClear={{ clearIcon: <Icon name="close" aria-label="清除查找内容" /> }}
            prefix={<Icon name="search" />}
            placeholder="编号、名称、类别、文件、部门"
            aria-label="查找项目"
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
      </header>
      {catalogue.error && <ErrorPanel title="没有读到政策目录" error={catalogue.error} />}
      {!shown && !catalogue.error && <Later>正在读取</Later>}
      {shown?.length === 0 && <EmptyState title="没有相符的项目">可以换个说法，或清除查找内容。</EmptyState>}
      {shown && shown.length > 0 && <ProgrammeTable programmes={shown} today={today} />}
    </div>
  );
}

function ProgrammeTable({ programmes, today }: { programmes: Programme[]; today: string }) {
  return (
    <section className="qp-card" aria-label="项目">
      <div className="qp-scroll">
        <table className="qp-table">
          <thead>
            <tr>
              <th>编号</th>
              <th>项目</th>
              <th>依据文件</th>
              <th>牵头部门</th>
              <th>有效期</th>
              <th className="qp-num">条件</th>
              <th className="qp-num">材料</th>
              <th>案卷</th>
            </tr>
          </thead>
          <tbody>
            {programmes.map((programme) => (
              <ProgrammeRow
                key={`${programme.id}${programme.from}`}
                programme={programme}
                today={today}
                oneOfSeveral={programmes.filter((one) => one.id === programme.id).length > 1}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface RowProps {
  programme: Programme;
  today: string;
  /** There are other versions: the link names the day this one came into force. */
  oneOfSeveral: boolean;
}

function ProgrammeRow({ programme, today, oneOfSeveral }: RowProps) {
  const validity = validityOn(today, programme.from, programme.to);
  return (
    <tr>
      <td className="qp-nowrap">{programme.id}</td>
      <td>
        <a href={formatHash(['catalogue', programme.id], { on: oneOfSeveral ? programme.from : undefined })}>
          <strong>{programme.name}</strong>
        </a>
        {programme.tracks.length > 0 && (
          <div className="qp-faint">{programme.tracks.map((track) => track.name).join('、')}</div>
        )}
      </td>
      <td className="qp-nowrap">
        {programme.document}
        <div className="qp-faint">实施细则 {programme.rule}</div>
      </td>
      <td>{programme.leadDepartment}</td>
      <td className="qp-nowrap">
        {programme.from} 至 {programme.to ?? '长期'}
        <div className={`qp-validity-${validity}`}>{VALIDITY_TITLES[validity]}</div>
      </td>
      <td className="qp-num qp-nowrap">{programme.conditions} 条</td>
      <td className="qp-num qp-nowrap">{programme.materials} 项</td>
      <td className="qp-nowrap">
        <a href={formatHash(['cases'], { programme: programme.id, sort: 'due' })}>查看案卷</a>
      </td>
    </tr>
  );
}
