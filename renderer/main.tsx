import './api/strictPage.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiProvider } from './api/ApiProvider.tsx';
import { ConnectionNotice } from './api/ConnectionNotice.tsx';
import { connect } from './api/connect.ts';
import { App } from './app/App.tsx';

const container = document.getElementById('root');
if (!container) throw new Error('index.html has no #root');
createRoot(container).render(
  <StrictMode>
    <ApiProvider transport={connect()}>
      <App />
      <ConnectionNotice />
    </ApiProvider>
  </StrictMode>,
);
