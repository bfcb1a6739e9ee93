// One event stream for all tabs of a browser, open while somebody can see one of them: the visible tab that holds the
// lock listens to the host and tells the others. A hidden tab neither listens nor holds anything.
import {loadSession, session} from './session';

const FIRST_DELAY = 1000, LONGEST_DELAY = 30_000;
const NAME = 'workspace-live';

type News = {tile: string} | {workspace: true} | {online: boolean};

export interface Listener {
  tileChanged(id: string): void;
  workspaceChanged(): void;
  connected(online: boolean): void;
}

export class Live {
  private source?: EventSource;
  private tabs?: BroadcastChannel;
  private turn?: AbortController;
  private retry?: number;
  private delay = FIRST_DELAY;
  private readonly seen = () => document.hidden ? this.leave() : this.enter();

  constructor(private readonly listener: Listener) {}

  start() {
    document.addEventListener('visibilitychange', this.seen);
    addEventListener('online', this.seen);
    this.seen();
  }
  stop() {
    document.removeEventListener('visibilitychange', this.seen);
    removeEventListener('online', this.seen);
    this.leave();
  }
  /** Asks for what was missed, listens to the other tabs, and to the host as soon as it is this tab's turn. */
  private enter() {
    this.leave();
    this.listener.workspaceChanged();
    this.tabs = new BroadcastChannel(NAME);
    this.tabs.onmessage = e => this.take(e.data);
    this.delay = FIRST_DELAY;
    const turn = this.turn = new AbortController();
    const until = new Promise<void>(left => turn.signal.addEventListener('abort', () => left()));
    const listen = () => {
      if (!turn.signal.aborted) this.open();
      return until;
    };
    // A page that is not served securely has no locks; its tabs then listen each for itself.
    if (navigator.locks) navigator.locks.request(NAME, {signal: turn.signal}, listen).catch(() => {});
    else void listen();
  }
  private leave() {
    clearTimeout(this.retry);
    this.source?.close();
    this.source = undefined;
    this.turn?.abort();
    this.tabs?.close();
    this.tabs = undefined;
  }
  private tell(news: News) {
    this.take(news);
    this.tabs?.postMessage(news);
  }
  private take(news: News) {
    if ('tile' in news) this.listener.tileChanged(news.tile);
    else if ('workspace' in news) this.listener.workspaceChanged();
    else this.listener.connected(news.online);
  }
  private open() {
    const source = this.source = new EventSource('/api/events');
    source.addEventListener('open', () => {
      this.delay = FIRST_DELAY;
      this.tell({online: true});
      this.tell({workspace: true});
    });
    source.addEventListener('tile', e => this.tell({tile: JSON.parse(e.data).id}));
    source.addEventListener('workspace', () => this.tell({workspace: true}));
    source.addEventListener('error', () => this.failed());
  }
  /** The browser's own retry knows no back-off and gives up on an answer such as 401, so we do it. */
  private failed() {
    this.source?.close();
    clearTimeout(this.retry);
    if (this.delay > FIRST_DELAY) this.tell({online: false});
    this.retry = setTimeout(async () => {
      try {
        await loadSession();
        if (!session().user) return dispatchEvent(new Event('signed-out'));
        this.open();
      } catch {
        this.failed();
      }
    }, this.delay * (.75 + Math.random() / 2));
    this.delay = Math.min(this.delay * 2, LONGEST_DELAY);
  }
}
