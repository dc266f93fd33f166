import { Button } from 'antd';
import { useState } from 'react';
import type { ObjectionView, PublicityView as Publicity } from '#shared/api/publicity.ts';
import { OBJECTION_CHANNELS, OBJECTION_OUTCOMES } from '#shared/domain/publicity.ts';
import { useApi } from '../../api/ApiProvider.tsx';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { formatHash } from '../../app/router.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Masked } from '../../ui/Masked.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { MakeDocument } from '../documents/MakeDocument.tsx';
import { EndPublicity, ExtendPublicity, RecordObjection, RemoveEntry, SettleObjection } from './PublicityDialogs.tsx';
import { phaseWords } from './PublicityPart.tsx';
import './publicity.css';

type Row = Publicity['rows'][number];
type Asked = 'list' | 'object' | 'extend' | 'closed' | 'cancelled' | { settle: ObjectionView } | { remove: Row };

/** One public notice: its period, who is on it, what was said against it. */
export function PublicityView({ publicityId }: { publicityId: string }) {
  const read = useRead('publicity', 'get', { publicityId });
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  if (read.error) return <ErrorPanel title="没有读到公示" error={read.error} />;
  if (!read.data) return <Later>正在读取</Later>;
  const publicity = read.data;
  const active = publicity.phase !== 'closed' && publicity.phase !== 'cancelled';
  return (
    <>
      <header className="qp-publicity-head">
        <a href={formatHash(['exchange', 'publicity'])}>全部公示</a>
        <h2>
          <VisibleText text={publicity.title} />
        </h2>
        <div className="qp-publicity-acts">
          <Button type="primary" onClick={() => setAsked('list')}>
            公示名单
          </Button>
          {active && <Button onClick={() => setAsked('object')}>登记异议</Button>}
          {(publicity.phase === 'waiting' || publicity.phase === 'running') && (
            <Button onClick={() => setAsked('extend')}>延长</Button>
          )}
          {publicity.phase === 'ended' && (
            <Button disabled={publicity.openObjections > 0} onClick={() => setAsked('closed')}>
              办结
            </Button>
          )}
          {active && <Button onClick={() => setAsked('cancelled')}>取消公示</Button>}
        </div>
      </header>
      <Period publicity={publicity} />
      <Objections publicity={publicity} onSettle={active ? (settle) => setAsked({ settle }) : null} />
      <Entries
        publicity={publicity}
        onRemove={active && publicity.entries > 1 ? (remove) => setAsked({ remove }) : null}
      />
      {asked === 'list' && <MakeDocument subject={{ kind: 'publicity', publicityId }} onClose={close} />}
      {asked === 'object' && <RecordObjection publicity={publicity} onClose={close} />}
      {(asked === 'closed' || asked === 'cancelled') && (
        <EndPublicity publicity={publicity} state={asked} onClose={close} />
      )}
      {asked === 'extend' && <ExtendPublicity publicity={publicity} onClose={close} />}
      {asked !== null && typeof asked === 'object' && 'settle' in asked && (
        <SettleObjection publicity={publicity} objection={asked.settle} onClose={close} />
      )}
      {asked !== null && typeof asked === 'object' && 'remove' in asked && (
        <RemoveEntry publicity={publicity} row={asked.remove} onClose={close} />
      )}
    </>
  );
}

function Period({ publicity }: { publicity: Publicity }) {
  const { startsOn, endsOn, period, contact, openedBy, note, extended } = publicity;
  return (
    <section className="qp-card" aria-label="公示期">
      <dl className="qp-facts">
        <dt>状态</dt>
        <dd>{phaseWords(publicity)}</dd>
        <dt>公示期</dt>
        <dd>
          {startsOn} 至 {endsOn}（{period}）
        </dd>
        {extended && (
          <>
            <dt>延长</dt>
            <dd>
              原至 {extended.from}，原因：
              <VisibleText text={extended.why} />
            </dd>
          </>
        )}
        <dt>受理异议</dt>
        <dd>
          <VisibleText text={contact} />
        </dd>
        <dt>发布人</dt>
        <dd>
          <VisibleText text={openedBy} />
        </dd>
        {note !== '' && (
          <>
            <dt>说明</dt>
            <dd>
              <VisibleText text={note} />
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Objections({
  publicity: { objectionList },
  onSettle,
}: {
  publicity: Publicity;
  onSettle: ((objection: ObjectionView) => void) | null;
}) {
  return (
    <section className="qp-card" aria-label="公示异议">
      <h2>公示异议</h2>
      {objectionList.length === 0 && <p className="qp-faint">没有收到异议。</p>}
      {objectionList.map((one) => (
        <Objection key={one.objectionId} objection={one} onSettle={one.settled ? null : onSettle} />
      ))}
    </section>
  );
}

function Objection({
  objection,
  onSettle,
}: {
  objection: ObjectionView;
  onSettle: ((one: ObjectionView) => void) | null;
}) {
  const api = useApi();
  const { objectionId, caseId, number, receivedOn, channel, name, contact, content, late, settled } = objection;
  const reveal = (field: 'name' | 'contact') => async (reason: string) =>
    (await api.publicity.reveal({ objectionId, field, reason })).value;
  return (
    <article className="qp-objection">
      <div className="qp-objection-head">
        <span>
          {receivedOn} {OBJECTION_CHANNELS[channel]}
          {late && '（公示期外）'}
        </span>
        <span>
          针对 <a href={formatHash(['cases', caseId])}>{number}</a>
        </span>
        <span>异议人 {name === '' ? '未署名' : <Masked label="异议人" masked={name} reveal={reveal('name')} />}</span>
        {contact !== '' && <Masked label="联系方式" masked={contact} reveal={reveal('contact')} />}
        {onSettle && (
          <Button size="small" onClick={() => onSettle(objection)}>
            处理
          </Button>
        )}
      </div>
      <p>
        <VisibleText text={content} />
      </p>
      {settled ? (
        <p className="qp-faint">
          {settled.settledOn} {OBJECTION_OUTCOMES[settled.outcome]}：
          <VisibleText text={settled.settlement} />（<VisibleText text={settled.by} />）
        </p>
      ) : (
        <p className="qp-publicity-due">未处理</p>
      )}
    </article>
  );
}

function Entries({ publicity: { rows }, onRemove }: { publicity: Publicity; onRemove: ((row: Row) => void) | null }) {
  return (
    <section className="qp-card" aria-label="公示对象">
      <h2>公示对象</h2>
      <div className="qp-scroll">
        <table className="qp-table">
          <thead>
            <tr>
              <th className="qp-num qp-index">序号</th>
              <th>编号</th>
              <th>申请人</th>
              <th>用人单位</th>
              <th>项目</th>
              <th>备注</th>
              {onRemove && <th>名单</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={row.caseId} className={row.removed ? 'qp-publicity-removed' : undefined}>
                <td className="qp-num">{index + 1}</td>
                <td className="qp-nowrap">
                  <a href={formatHash(['cases', row.caseId])}>{row.number}</a>
                </td>
                <td>
                  <VisibleText text={row.name} />
                </td>
                <td>
                  <VisibleText text={row.employer} />
                </td>
                <td>
                  {row.programmeName}
                  {row.trackName && `（${row.trackName}）`}
                </td>
                <td>
                  <VisibleText text={remarkOf(row)} />
                </td>
                {onRemove && (
                  <td>
                    {row.removed === null && (
                      <Button size="small" type="text" onClick={() => onRemove(row)}>
                        移出
                      </Button>
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function remarkOf({ changed, upheld, objections, removed }: Publicity['rows'][number]): string {
  const said = [
    removed ? `${removed.on} 移出名单：${removed.why}` : '',
    upheld ? '异议成立' : objections > 0 ? `有 ${objections} 条异议` : '',
    changed ? '公示后审核结果有变化' : '',
  ];
  return said.filter((text) => text !== '').join('；');
}
