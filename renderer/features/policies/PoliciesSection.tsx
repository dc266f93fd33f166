import { Button } from 'antd';
import { useState } from 'react';
import type { PackView, PolicyList } from '#shared/api/policies.ts';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { formatHash } from '../../app/router.ts';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatTime } from '../../ui/format.ts';
import { HashGroups } from '../../ui/HashGroups.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { VisibleText } from '../../ui/VisibleText.tsx';
import { ActivateDialog } from './ActivateDialog.tsx';
import { ComparisonSheet } from './ComparisonSheet.tsx';
import { RollBackDialog } from './RollBackDialog.tsx';
import { STATE_TITLES } from './words.ts';
import './policies.css';

type Shown = { kind: 'activate' | 'rollBack' | 'compare'; pack: PackView } | null;

/** Which catalogue counts, which others are here, and who decided what. */
export function PoliciesSection() {
  const { data, error } = useRead('policies', 'list', {});
  const [shown, setShown] = useState<Shown>(null);
  const close = () => setShown(null);
  if (error) return <ErrorPanel title="没有读到政策目录" error={error} />;
  if (!data) return <Later>正在读取</Later>;
  const current = data.packs.find(({ number }) => number === data.inForce);
  return (
    <>
      {current && <InForce pack={current} />}
      <PackTable list={data} onShow={setShown} />
      {data.decisions.length > 0 && <Decisions list={data} />}
      {shown?.kind === 'activate' && <ActivateDialog pack={shown.pack} list={data} onClose={close} />}
      {shown?.kind === 'rollBack' && <RollBackDialog pack={shown.pack} list={data} onClose={close} />}
      {shown?.kind === 'compare' && <ComparisonSheet base={data.inForce} number={shown.pack.number} onClose={close} />}
    </>
  );
}

function InForce({ pack }: { pack: PackView }) {
  return (
    <section className="qp-card" aria-label="在用政策目录">
      <h2>在用政策目录</h2>
      <div className="qp-policy-current">
        <dl className="qp-facts">
          <dt>编号</dt>
          <dd>
            第 {pack.number} 号 · <VisibleText text={pack.title} />
          </dd>
          <dt>项目</dt>
          <dd>
            {pack.programmes} 个 <a href={formatHash(['catalogue'])}>查看项目</a>
          </dd>
          <dt>启用</dt>
          <dd>
            {pack.activeFrom === null ? '随程序安装时起' : `${pack.activeFrom} 起，`}
            {pack.decidedBy !== null && <VisibleText text={pack.decidedBy} />}
          </dd>
          {pack.issuer !== null && (
            <>
              <dt>签发</dt>
              <dd>
                <VisibleText text={pack.issuer} />
              </dd>
            </>
          )}
        </dl>
        <HashGroups groups={pack.groups} label="目录校验码" verified={!pack.builtin} />
      </div>
      <p className="qp-faint">判定和签署都记下所用目录的校验码。案卷按申报日适用当时有效的规定。</p>
    </section>
  );
}

function PackTable({ list, onShow }: { list: PolicyList; onShow: (shown: Shown) => void }) {
  return (
    <section className="qp-card" aria-label="本机的政策目录">
      <h2>本机的政策目录</h2>
      <div className="qp-scroll">
        <table className="qp-table">
          <thead>
            <tr>
              <th className="qp-num">编号</th>
              <th>名称</th>
              <th className="qp-num">项目</th>
              <th>来源</th>
              <th>状态</th>
              <th>办理</th>
            </tr>
          </thead>
          <tbody>
            {list.packs.map((pack) => (
              <PackRow key={pack.number} pack={pack} list={list} onShow={onShow} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="qp-faint">
        新的政策目录由中心以政策包下发，在<a href={formatHash(['exchange'])}>交换</a>中导入后列在这里，核对后再启用。
      </p>
    </section>
  );
}

function PackRow({ pack, list, onShow }: { pack: PackView; list: PolicyList; onShow: (shown: Shown) => void }) {
  const { number, builtin, state } = pack;
  const current = list.packs.find((one) => one.number === list.inForce);
  return (
    <tr>
      <td className="qp-num">{number}</td>
      <td>
        <VisibleText text={pack.title} />
        <div className="qp-faint qp-policy-hash">{pack.groups.slice(0, 4).join(' ')} …</div>
      </td>
      <td className="qp-num qp-nowrap">{pack.programmes} 个</td>
      <td>
        {builtin ? '内置' : '导入'}
        {pack.receivedAt !== null && <div className="qp-faint qp-nowrap">{formatTime(pack.receivedAt)}</div>}
      </td>
      <td className="qp-nowrap">
        <StateMark state={state} />
        {state === 'scheduled' && <div className="qp-faint">{pack.activeFrom} 起</div>}
        {state === 'held' && pack.from !== null && <div className="qp-faint">最早 {pack.from}</div>}
      </td>
      <td className="qp-nowrap">
        {state !== 'inForce' && (
          <>
            <Button size="small" onClick={() => onShow({ kind: 'compare', pack })}>
              比较
            </Button>{' '}
            {number > list.inForce ? (
              <Button
                size="small"
                type={state === 'scheduled' ? 'default' : 'primary'}
                onClick={() => onShow({ kind: 'activate', pack })}
              >
                {state === 'scheduled' ? '改期' : '启用'}
              </Button>
            ) : (
              <Button size="small" onClick={() => onShow({ kind: 'rollBack', pack })}>
                退回
              </Button>
            )}{' '}
            {state === 'scheduled' && current && (
              <Button size="small" onClick={() => onShow({ kind: 'rollBack', pack: current })}>
                取消启用
              </Button>
            )}
          </>
        )}
      </td>
    </tr>
  );
}

function StateMark({ state }: { state: PackView['state'] }) {
  const title = STATE_TITLES[state];
  if (state === 'inForce') {
    return (
      <span className="qp-verdict qp-verdict-pass">
        <Icon name="check" />
        {title}
      </span>
    );
  }
  if (state === 'scheduled') {
    return (
      <span className="qp-verdict qp-verdict-doubt">
        <Icon name="clock" />
        {title}
      </span>
    );
  }
  return title;
}

function Decisions({ list: { decisions } }: { list: PolicyList }) {
  return (
    <section className="qp-card" aria-label="启用和退回记录">
      <h2>启用和退回记录</h2>
      <div className="qp-scroll">
        <table className="qp-table">
          <thead>
            <tr>
              <th>时间</th>
              <th>人员</th>
              <th>决定</th>
              <th>原因</th>
            </tr>
          </thead>
          <tbody>
            {decisions.map(({ kind, number, from, by, at, reason }) => (
              <tr key={`${at} ${number}`}>
                <td className="qp-nowrap">{formatTime(at)}</td>
                <td className="qp-nowrap">
                  <VisibleText text={by} />
                </td>
                <td className="qp-nowrap">
                  {kind === 'activated' ? '启用' : '改用'}第 {number} 号，{from} 起
                </td>
                <td>{reason === '' ? '—' : <VisibleText text={reason} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
