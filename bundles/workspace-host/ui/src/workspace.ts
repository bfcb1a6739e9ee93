// The start page: groups of tiles that keep themselves up to date.
import {html, nothing} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import {repeat} from 'lit/directives/repeat.js';
import {get, type Workspace} from './api';
import {date, t} from './i18n';
import {Live} from './live';
import {integrations, session, settingsOf} from './session';
import {bones, TileCard} from './tile';
import {heading, message, reason, View} from './view';

@customElement('ws-workspace')
export class WorkspacePage extends View {
  @state() private workspace?: Workspace;
  @state() private failure?: string;
  @state() private online = true;
  private changed?: Set<string>;
  private readonly live = new Live({
    tileChanged: id => this.tileChanged(id),
    workspaceChanged: () => void this.load(),
    connected: online => this.online = online,
  });

  override connectedCallback() {
    super.connectedCallback();
    void this.load();
    this.live.start();
  }
  override disconnectedCallback() {
    this.live.stop();
    super.disconnectedCallback();
  }
  override reload() {
    void this.load();
  }
  /** A tile that changes while the workspace is under way is asked for again, since the answer may be older. */
  private async load() {
    const changed = this.changed = new Set<string>();
    try {
      const workspace = await get<Workspace>('/workspace');
      if (this.changed !== changed) return;
      this.workspace = workspace;
      this.failure = undefined;
    } catch (e) {
      if (this.changed !== changed) return;
      this.failure = reason(e);
    }
    this.changed = undefined;
    await this.updateComplete;
    changed.forEach(id => this.tileChanged(id));
  }
  private tileChanged(id: string) {
    if (this.changed) this.changed.add(id);
    else void this.card(id)?.load();
  }
  private card(id: string): TileCard | undefined {
    return [...this.querySelectorAll<TileCard>('ws-tile')].find(card => card.placed.id === id);
  }

  override render() {
    const hour = new Date().getHours();
    const name = session().user?.displayName.split(' ')[0] ?? '';
    const groups = this.workspace?.groups.filter(group => group.tiles.length);
    return html`
      ${heading(t(`workspace.${hour < 6 ? 'evening' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'}`, {name}),
        date(Date.now(), {weekday: 'long', day: 'numeric', month: 'long'}))}
      <div role="status" class="offline" ?hidden=${this.online}>${this.online ? nothing : html`<wa-icon name="offline"></wa-icon>${t('app.offline')}`}</div>
      ${!groups ? this.failure ? html`<div class="card">${message('plug-off', t('workspace.failed'), this.failure,
          html`<wa-button @click=${() => this.load()}>${t('app.retry')}</wa-button>`, 'bad')}</div>`
          : html`<div class="tiles late"><div class="card live">${bones()}</div></div>`
        : groups.length ? repeat(groups, group => group.id, group => html`
          <section aria-label=${group.title}><h2>${group.title}</h2>
            <div class="tiles">${repeat(group.tiles, tile => tile.id, tile => html`<ws-tile class="card" .placed=${tile}></ws-tile>`)}</div></section>`)
        : this.empty()}`;
  }
  private empty() {
    const admin = session().user?.administrator;
    return html`<div class="card first">${message('empty', t('workspace.empty'), t(admin ? 'workspace.empty.admin' : 'workspace.empty.user'),
      admin ? html`<div class="row">${integrations().map(i => html`
        <wa-button variant="brand" href=${settingsOf(i.id)}><wa-icon slot="start" name="plug"></wa-icon>${t('workspace.connect', {name: i.title})}</wa-button>`)}</div>` : nothing)}</div>`;
  }
}
