import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SessionDoor } from '#main/http/apiRequests.ts';

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
  let pages = 0;
  const listeners = new Set<(present: boolean) => void>();
  const tell = () => {
    for (const listener of [...listeners]) listener(pages > 0);
  };

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
      if (await untilGone()) return open();
    }
    log('a launch code was refused: it was used before, replaced, or never given out');
    return null;
  }

  function untilGone(): Promise<boolean> {
    if (pages === 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        listeners.delete(finish);
        resolve(pages === 0);
      };
      const timer = setTimeout(finish, reloadGraceMs);
      listeners.add(finish);
    });
  }

  return {
    exchange,
    newLaunchCode() {
      const code = newSecret();
      launch = hash(code);
      return code;
    },
    accepts(authorization) {
      const token = /^Bearer ([A-Za-z0-9_-]{1,128})$/.exec(authorization ?? '')?.[1];
      return token !== undefined && session !== null && timingSafeEqual(hash(token), session.token);
    },
    present() {
      pages += 1;
      tell();
      const gone = () => {
        pages -= 1;
        tell();
      };
      return { signal: session?.ended.signal ?? AbortSignal.abort(), gone };
    },
    isPresent: () => pages > 0,
    onPresence(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    end() {
      session?.ended.abort();
      session = null;
      launch = null;
    },
  };
}

/** 256 bits in an alphabet that needs no escaping in addresses. */
function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function hash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
