import { Button } from 'antd';
import type { casesApi } from '#shared/api/cases.ts';
import type { OutputOf } from '#shared/api/route.ts';
import { useRead } from '../../app/data.ts';
import { Later } from '../../app/Later.tsx';
import { FRAME_COMMANDS } from '../../app/rooms.ts';
import { CommandButton } from '../../commands/CommandButton.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { NoCases } from '../cases/NoCases.tsx';
import { ArrivedCard } from './ArrivedCard.tsx';
import { DraftList } from './DraftList.tsx';
import { DueTiles } from './DueTiles.tsx';
import { ExchangeCard } from './ExchangeCard.tsx';
import { NextCase } from './NextCase.tsx';
import { StateCard } from './StateCard.tsx';
import { HOME_SLOTS } from './slots.ts';
import { todayWords } from './today.ts';
import './home.css';

export type Home = OutputOf<(typeof casesApi)['home']>;

/** What is due, what was begun, what is not handed back; every number opens the cases behind it. */
export function HomePage() {
  const home = useRead('cases', 'home', {});
  return (
    <div className="qp-page qp-home">
      <header className="qp-page-head">
        <h1>工作台</h1>
        <span className="qp-faint">{todayWords(new Date())}</span>
        {home.data && home.data.total > 0 && (
          <div className="qp-page-acts">
            <CommandButton id={FRAME_COMMANDS.import.id} />
            <CommandButton id={FRAME_COMMANDS.export.id} />
          </div>
        )}
      </header>
      {home.error && (
        <ErrorPanel
          title="没有读到工作情况"
          error={home.error}
          actions={
            <Button size="small" onClick={() => void home.refetch()}>
              重试
            </Button>
          }
        />
      )}
      {home.data ? <HomeBody home={home.data} /> : !home.error && <Later>正在读取</Later>}
    </div>
  );
}

function HomeBody({ home }: { home: Home }) {
  if (home.total === 0) return <NoCases />;
  return (
    <>
      <DueTiles home={home} />
      {home.next && <NextCase row={home.next} />}
      <div className="qp-home-columns">
        <div className="qp-home-side">
          <DraftList rows={home.drafts} />
          <ArrivedCard home={home} />
        </div>
        <div className="qp-home-side">
          <StateCard states={home.states} total={home.total} />
          {HOME_SLOTS.map(({ id, Card }) => (
            <Card key={id} />
          ))}
          <ExchangeCard home={home} />
        </div>
      </div>
    </>
  );
}
