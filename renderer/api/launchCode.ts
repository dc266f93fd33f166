const RELOAD_KEY = 'quanping.reload';
const FRAGMENT = /^#launch=([A-Za-z0-9_-]{16,128})$/;

/** Where this page finds the one-time code that opens its session. */
export interface LaunchCodes {
  /** The code for this load, or `null`. Taken out of the address so that it stands neither in the history nor on the screen. */
  take(): string | null;
  /** Keeps the code for the next load of this page (F5). The program accepts it once, and only after this page is gone. */
  keep(code: string): void;
}

export function windowLaunchCodes(target: Window): LaunchCodes {
  return {
    take() {
      const fromAddress = FRAGMENT.exec(target.location.hash)?.[1];
      if (fromAddress) {
        target.history.replaceState(null, '', `${target.location.pathname}#/`);
        return fromAddress;
      }
      const kept = target.sessionStorage.getItem(RELOAD_KEY);
      target.sessionStorage.removeItem(RELOAD_KEY);
      return kept;
    },
    keep(code) {
      target.sessionStorage.setItem(RELOAD_KEY, code);
    },
  };
}
