// One event stream per tab, open while somebody can see it.
import {loadSession, session} from './session';

const FIRST_DELAY = 1000, LONGEST_DELAY = 30_000;

export interface Listener {
  tileChanged(id: string): void;
  workspaceChanged(): void;
  connected(online: boolean): void;
}

export class Live {
  private source?: EventSource;
  private retry?: number;
  private delay = FIRST_DELAY;
  private missed = true;
  private readonly seen = () => document.hidden ? this.hidden() : this.visible();

  constructor(private readonly listener: Listener) {}

  start() {
    document.addEventListener('visibilitychange', this.seen);
    addEventListener('online', this.seen);
    if (!document.hidden) this.open();
  }
  stop() {
    document.removeEventListener('visibilitychange', this.seen);
    removeEventListener('online', this.seen);
    this.close();
  }
  private hidden() {
    this.missed = true;
    this.close();
  }
  private visible() {
    this.close();
    this.delay = FIRST_DELAY;
    this.open();
  }
  private close() {
    clearTimeout(this.retry);
    this.source?.close();
    this.source = undefined;
  }
  private open() {
    const source = this.source = new EventSource('/api/events');
    source.addEventListener('open', () => {
      this.delay = FIRST_DELAY;
      this.listener.connected(true);
      if (this.missed) this.listener.workspaceChanged();
      this.missed = false;
    });
    source.addEventListener('tile', e => this.listener.tileChanged(JSON.parse(e.data).id));
    source.addEventListener('workspace', () => this.listener.workspaceChanged());
    source.addEventListener('error', () => this.failed());
  }
  /** The browser's own retry knows no back-off and gives up on an answer such as 401, so we do it. */
  private failed() {
    this.close();
    this.missed = true;
    if (this.delay > FIRST_DELAY) this.listener.connected(false);
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
