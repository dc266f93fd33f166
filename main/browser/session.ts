import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SessionDoor } from '#main/http/apiRequests.ts';
import { createPresence } from './presence.ts';

export interface SessionKeeper extends SessionDoor {
  /** A fresh one-time launch code; an earlier one that was not used dies. */
  newLaunchCode(): string;
  /** Whether a page of the session listens now. */
  isPresent(): boolean;
  /** Called when a page appears or disappears. */
  onPresence(listener: (present: boolean) => void): () => void;
  /** Ends the session; its page hears it. */
  end(): void;
}

export interface SessionOptions {
  log: (line: string) => void;
  /** Milliseconds a reloading page may still seem to be there before its code for the next load is refused. */
  reloadGraceMs?: number;
}

interface Session {
  token: Buffer;
  reload: Buffer | null;
  ended: AbortController;
}

/**
 * One page at a time. A launch code opens it once; the page then holds a bearer token in memory and a code for its own reload, which
 * is accepted once and only when the page is gone. Only hashes are kept, so a dump of this process gives no code away.
 */
export function createSessionKeeper({ log, reloadGraceMs = 3_000 }: SessionOptions): SessionKeeper {
  let launch: Buffer | null = null;
  let session: Session | null = null;
  const presence = createPresence();

  function open() {
    session?.ended.abort();
    const token = newSecret();
    const reloadCode = newSecret();
    session = { token: hash(token), reload: hash(reloadCode), ended: new AbortController() };
    return { token, reloadCode };
  }

  async function exchange(code: unknown) {
    if (typeof code !== 'string' || code.length > 128) return null;
    const given = hash(code);
    if (launch && timingSafeEqual(given, launch)) {
      launch = null;
      return open();
    }
    if (session?.reload && timingSafeEqual(given, session.reload)) {
      session.reload = null;
      if (await presence.untilGone(reloadGraceMs)) return open();
    }
    log('a launch code was refused: it was used before, replaced, or never given out');
    return null;
  }

  return {
    exchange,
    newLaunchCode() {
      const code = newSecret();
      launch = hash(code);
      return code;
    },
    accepts: (authorization) => session !== null && isTokenOf(session, authorization),
    present: () => ({ signal: session?.ended.signal ?? AbortSignal.abort(), gone: presence.enter() }),
    isPresent: presence.isPresent,
    onPresence: presence.onChange,
    end() {
      session?.ended.abort();
      session = null;
      launch = null;
    },
  };
}

function isTokenOf(session: Session, authorization: string | null): boolean {
  const token = /^Bearer ([A-Za-z0-9_-]{1,128})$/.exec(authorization ?? '')?.[1];
  return token !== undefined && timingSafeEqual(hash(token), session.token);
}

/** 256 bits in an alphabet that needs no escaping in addresses. */
function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function hash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
