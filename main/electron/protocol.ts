import { protocol, type Session } from 'electron';
import type { HandleRequest } from '#main/http/handleRequest.ts';
import { APP_SCHEME } from './origin.ts';

/** Call before the app is ready: makes app:// a secure standard scheme with an origin, fetch and module scripts. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true } },
  ]);
}

/** Answers app:// in this session only. */
export function serveApp(session: Session, handleRequest: HandleRequest): void {
  session.protocol.handle(APP_SCHEME, handleRequest);
}
