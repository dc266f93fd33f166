/**
 * Stands in for the `electron` module where its binary is missing: the same names, the same shapes, structured clone on every message,
 * and a record of what the shell asked for. One window, one page. Used by vi.mock and, for the built bundle, by a loader hook.
 */
import { EventEmitter } from 'node:events';
import type { MessagePort } from 'node:worker_threads';

type Handler = (event: unknown, ...args: unknown[]) => unknown;

/** A frame of a page as WebFrameMain shows it. */
export interface StandInFrame {
  frameTreeNodeId: number;
  parent: StandInFrame | null;
  origin: string;
}

class StandInContents extends EventEmitter {
  mainFrame: StandInFrame = { frameTreeNodeId: 1, parent: null, origin: 'app://quanping' };
  windowOpenHandler: ((details: { url: string }) => { action: string }) | null = null;
  reloads = 0;

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpenHandler = handler;
  }
  send(channel: string, ...args: unknown[]): void {
    ipcRenderer.emit(channel, {}, ...structuredClone(args));
  }
  reload(): void {
    this.reloads += 1;
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new StandInContents();
  readonly options: { webPreferences: Record<string, unknown> } & Record<string, unknown>;
  address = '';
  shown = 0;
  focused = 0;
  minimized = false;
  destroyed = false;

  constructor(options: BrowserWindow['options']) {
    super();
    this.options = options;
    record.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  async loadURL(address: string): Promise<void> {
    this.address = address;
    this.emit('ready-to-show');
  }
  show(): void {
    this.shown += 1;
  }
  focus(): void {
    this.focused += 1;
  }
  isMinimized(): boolean {
    return this.minimized;
  }
  restore(): void {
    this.minimized = false;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  destroy(): void {
    this.destroyed = true;
    this.emit('closed');
  }
}

class StandInApp extends EventEmitter {
  isPackaged = true;
  sandboxed = false;
  locked = true;
  name = '';
  exitCode: number | null = null;
  readonly paths = new Map<string, string>();
  readonly switches = new Map<string, string | undefined>();
  readonly commandLine = {
    appendSwitch: (name: string, value?: string) => void this.switches.set(name, value),
  };
  setName(name: string): void {
    this.name = name;
  }
  setPath(name: string, value: string): void {
    this.paths.set(name, value);
  }
  enableSandbox(): void {
    this.sandboxed = true;
  }
  requestSingleInstanceLock(): boolean {
    return this.locked;
  }
  async whenReady(): Promise<void> {}
  quit(): void {
    let prevented = false;
    this.emit('will-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) this.exitCode = 0;
  }
  exit(code: number): void {
    this.exitCode = code;
  }
}

class StandInSession extends EventEmitter {
  readonly partition: string;
  beforeRequest: ((details: { url: string }, callback: (answer: { cancel: boolean }) => void) => void) | null = null;
  permissionRequest: ((contents: unknown, permission: string, decide: (granted: boolean) => void) => void) | null =
    null;
  permissionCheck: ((contents: unknown, permission: string) => boolean) | null = null;
  devicePermission: (() => boolean) | null = null;
  spellChecker = true;
  readonly handlers = new Map<string, (request: Request) => Promise<Response>>();
  readonly webRequest = {
    onBeforeRequest: (listener: NonNullable<StandInSession['beforeRequest']>) => {
      this.beforeRequest = listener;
    },
  };
  readonly protocol = {
    handle: (scheme: string, handler: (request: Request) => Promise<Response>) =>
      void this.handlers.set(scheme, handler),
  };
  constructor(partition: string) {
    super();
    this.partition = partition;
  }
  setPermissionRequestHandler(handler: NonNullable<StandInSession['permissionRequest']>): void {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(handler: NonNullable<StandInSession['permissionCheck']>): void {
    this.permissionCheck = handler;
  }
  setDevicePermissionHandler(handler: () => boolean): void {
    this.devicePermission = handler;
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellChecker = enabled;
  }
}

/** `MessagePortMain`: messages come wrapped in an event, and only after start(). */
class StandInPort extends EventEmitter {
  readonly #port: MessagePort;
  constructor(port: MessagePort) {
    super();
    this.#port = port;
  }
  start(): void {
    this.#port.on('message', (data) => this.emit('message', { data }));
  }
  close(): void {
    this.#port.close();
  }
  postMessage(message: unknown): void {
    this.#port.postMessage(message);
  }
}

class StandInIpcMain extends EventEmitter {
  readonly handlers = new Map<string, Handler>();
  handle(channel: string, handler: Handler): void {
    this.handlers.set(channel, handler);
  }
  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }
}

class StandInIpcRenderer extends EventEmitter {
  async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    const handler = ipcMain.handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return structuredClone(await handler({ senderFrame: record.senderFrame() }, ...structuredClone(args)));
  }
  postMessage(channel: string, _message: unknown, ports: MessagePort[]): void {
    const event = { senderFrame: record.senderFrame(), ports: ports.map((port) => new StandInPort(port)) };
    ipcMain.emit(channel, event);
  }
}

/** The page's `window`, as far as preload and transport use it. */
export class StandInPage extends EventTarget {
  readonly location = { origin: 'app://quanping' };
  quanping: unknown;
  postMessage(data: unknown, _to: string, ports: MessagePort[]): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data, source: this, ports }));
  }
}

export const app = new StandInApp();
export const ipcMain = new StandInIpcMain();
export const ipcRenderer = new StandInIpcRenderer();
export const protocol = {
  registerSchemesAsPrivileged: (schemes: { scheme: string; privileges: Record<string, boolean> }[]) => {
    record.schemes.push(...schemes);
  },
};
export const session = {
  fromPartition: (partition: string) => {
    const made = new StandInSession(partition);
    record.sessions.push(made);
    return made;
  },
};
export const contextBridge = {
  exposeInMainWorld: (name: string, api: unknown) => {
    record.exposed.set(name, api);
  },
};
export const dialog = {
  showOpenDialog: async (...args: unknown[]) =>
    record.dialog('open', args) as { canceled: boolean; filePaths: string[] },
  showSaveDialog: async (...args: unknown[]) => record.dialog('save', args) as { canceled: boolean; filePath: string },
  showErrorBox: (title: string, content: string) => void record.errors.push(`${title}: ${content}`),
};
export const shell = {
  openPath: async (file: string) => {
    record.opened.push(file);
    return '';
  },
};
export const Menu = {
  buildFromTemplate: (template: unknown) => template,
  setApplicationMenu: (menu: unknown) => {
    record.menu = menu;
  },
};

const emptyRecord = () => ({
  windows: [] as BrowserWindow[],
  sessions: [] as StandInSession[],
  schemes: [] as { scheme: string; privileges: Record<string, boolean> }[],
  exposed: new Map<string, unknown>(),
  errors: [] as string[],
  opened: [] as string[],
  menu: null as unknown,
  /** The frame the next message comes from. */
  senderFrame: (): StandInFrame | null => record.windows.at(-1)?.webContents.mainFrame ?? null,
  dialog: (_kind: string, _args: unknown[]): unknown => ({ canceled: true, filePaths: [], filePath: '' }),
});

export const record = emptyRecord();

/** As if the process had just started. */
export function resetStandIn(): void {
  for (const emitter of [app, ipcMain, ipcRenderer]) emitter.removeAllListeners();
  for (const map of [ipcMain.handlers, app.paths, app.switches]) map.clear();
  Object.assign(app, { isPackaged: true, sandboxed: false, locked: true, name: '', exitCode: null });
  Object.assign(record, emptyRecord());
}
