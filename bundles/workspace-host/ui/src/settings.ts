// Settings: the integrations, and the connections of one of them.
import {html, nothing, type PropertyValues} from 'lit';
import {customElement, property, state} from 'lit/decorators.js';
import {repeat} from 'lit/directives/repeat.js';
import {get, part, post, remove, type Connection, type Integration, type Outcome} from './api';
import {leadToApp} from './app-dialog';
import {editConnection, type Saved} from './connection-dialog';
import {ask, notify, offer} from './dialogs';
import './history';
import {language, plural, t, time} from './i18n';
import {go} from './router';
import {helpOf, integrations, loadIntegrations, settingsOf} from './session';
import {attentionBadge, callout, heading, levelIcons, message, moreAbout, reason, refusal, variants, View} from './view';

const SETTLING = 30_000, WATCHING = 10_000, PAUSE = 2000, FRESH = 60_000;

@customElement('ws-settings')
export class SettingsPage extends View {
  @property() integration?: string;
  @property({type: Boolean}) history = false;

  override connectedCallback() {
    super.connectedCallback();
    void loadIntegrations();
  }
  override updated() {
    const [first] = integrations();
    if (!this.integration && !this.history && first) go(settingsOf(first.id), true);
  }
  override render() {
    const known = integrations();
    return html`<div class="settings">
      <nav class="subnav" aria-label=${t('nav.settings')}><strong>${t('settings.integrations')}</strong>
        ${known.map(i => html`<a href=${settingsOf(i.id)} aria-current=${i.id === this.integration ? 'page' : nothing}><span>${i.title}</span>${attentionBadge(i.attention)}</a>`)}
        <a href="/settings/history" aria-current=${this.history ? 'page' : nothing}><span>${t('history.title')}</span></a></nav>
      ${this.history ? html`<ws-history></ws-history>` : this.integration ? html`<ws-integration .integrationId=${this.integration}></ws-integration>`
        : known.length ? nothing : html`<div>${heading(t('settings.title'))}<div class="card">${message('plug', t('settings.none'), t('settings.none.text'))}</div></div>`}
    </div>`;
  }
}

@customElement('ws-integration')
export class IntegrationPage extends View {
  @property() integrationId = '';
  @state() private integration?: Integration;
  @state() private failure?: string;
  @state() private selectedId = new URLSearchParams(location.search).get('connection') ?? '';
  @state() private busy = '';
  @state() private result?: Outcome;
  @state() private order?: {column: string; down: boolean};
  private settled = 0;
  private watched = 0;
  private timer?: number;
  private refresh?: number;

  /** What Autotask or somebody else changes shows without anybody's doing. */
  override connectedCallback() {
    super.connectedCallback();
    this.refresh = setInterval(() => {
      if (!document.hidden) void this.load();
    }, FRESH);
  }
  override disconnectedCallback() {
    clearInterval(this.refresh);
    clearTimeout(this.timer);
    super.disconnectedCallback();
  }
  override willUpdate(changed: PropertyValues<this>) {
    if (!changed.has('integrationId')) return;
    this.integration = this.result = undefined;
    this.settled = Date.now() + SETTLING;
    void this.load();
  }
  override reload() {
    void this.load();
  }
  private get path() {
    return `/integrations/${part(this.integrationId)}`;
  }
  private get selected(): Connection | undefined {
    return this.integration?.connections.find(c => c.id === this.selectedId);
  }
  private async load() {
    const id = this.integrationId;
    try {
      const integration = await get<Integration>(this.path);
      if (id !== this.integrationId) return;
      this.integration = integration;
      this.failure = undefined;
    } catch (e) {
      // an action can make a plug-in start anew, which takes a moment
      if (this.integration && Date.now() < this.watched) return void (this.timer = setTimeout(() => this.load(), PAUSE));
      this.failure = reason(e);
    }
    clearTimeout(this.timer);
    const connections = this.integration?.connections ?? [];
    const settling = Date.now() < this.watched || connections.some(c => c.enabled && c.level === 'NEUTRAL') && Date.now() < this.settled;
    const known = integrations().find(i => i.id === id)?.attention;
    if (known !== undefined && known !== connections.filter(c => c.level === 'ERROR').length) void loadIntegrations();
    if (settling && this.isConnected) this.timer = setTimeout(() => this.load(), PAUSE);
  }
  /** What was changed becomes true a little later; the list is watched until it is. */
  private async changed(text: string) {
    this.result = undefined;
    this.settled = Date.now() + SETTLING;
    this.watched = Date.now() + WATCHING;
    notify(text);
    await Promise.all([this.load(), loadIntegrations()]);
  }
  private async edit(connection?: Connection) {
    const saved = await editConnection(this.integration!, connection);
    if (!saved) return;
    this.selectedId = saved.id;
    await this.changed(t(connection ? 'connections.saved' : 'connections.added', {name: saved.name}));
    await this.updateComplete;
    this.querySelector<HTMLElement>('tbody input:checked')?.focus();
    if (!connection) await this.lead(saved);
  }
  private async lead(connection: Saved) {
    const app = await leadToApp(this.integrationId, connection);
    if (!app) return;
    go('/');
    notify(t('app.added', {name: app}));
  }
  private async delete(connection: Connection) {
    const facts = (this.integration?.columns ?? []).filter(c => connection.columns?.[c.id]);
    const content = html`<p>${t('delete.text')}</p>${connection.usedBy?.length ? html`<p>${plural('delete.apps', connection.usedBy.length)}</p><ul class="names">${connection.usedBy.map(name => html`<li>${name}</li>`)}</ul>` : nothing}<dl class="facts">${facts.map(c => html`<div><dt>${c.label}</dt><dd>${cell(c.type, connection.columns?.[c.id])}</dd></div>`)}</dl>`;
    if (!await ask(t('delete.title', {name: connection.name}), content, t('connections.delete'))) return;
    await this.run('delete', async () => {
      await remove(`${this.path}/connections/${part(connection.id)}`);
      this.selectedId = '';
      await this.changed(t('connections.deleted', {name: connection.name}));
    });
  }
  private switch(connection: Connection) {
    return this.run('enabled', async () => {
      await post(`${this.path}/connections/${part(connection.id)}/enabled`, {enabled: !connection.enabled});
      await this.changed(t(connection.enabled ? 'connections.switchedOff' : 'connections.switchedOn', {name: connection.name}));
    });
  }
  /** Runs an action on a connection, or on the integration as a whole. */
  private act(action: string, connection?: Connection) {
    return this.run(action, async () => {
      const result = await post<Outcome>(`${this.path}${connection ? `/connections/${part(connection.id)}` : ''}/actions/${part(action)}`);
      this.settled = Date.now() + SETTLING;
      this.watched = Date.now() + WATCHING;
      await Promise.all([this.load(), loadIntegrations()]);
      this.result = result;
      if (result.download) offer(result.download);
      await this.updateComplete;
      this.querySelector<HTMLElement>('.result')?.focus();
    });
  }
  private dismiss(notice: string) {
    return this.run(notice, async () => {
      await remove(`${this.path}/notices/${part(notice)}`);
      await this.load();
      this.querySelector<HTMLElement>('h1')?.focus();
    });
  }
  private async run(name: string, action: () => Promise<void>) {
    this.busy = name;
    this.result = undefined;
    try {
      await action();
    } catch (e) {
      this.result = refusal(e, this.integration);
      await this.updateComplete;
      this.querySelector<HTMLElement>('.result')?.focus();
    } finally {
      this.busy = '';
    }
  }

  override render() {
    const {integration, failure, busy} = this;
    if (!integration) return failure
      ? html`<div>${heading(t('settings.title'))}<div class="card">${message('plug-off', failure, '', html`<wa-button @click=${() => this.load()}>${t('app.retry')}</wa-button>`, 'bad')}</div></div>`
      : html`<div aria-busy="true"></div>`;
    const {title, description, notices = [], connections, integrationActions = [], help = []} = integration;
    return html`<div>
      ${heading(title, help.length ? html`${description} <a class="link" href=${helpOf(this.integrationId)}>${t('help.link')}</a>` : description)}
      ${failure ? html`<wa-callout variant="warning" role="status"><wa-icon slot="icon" name="offline"></wa-icon>${failure}</wa-callout>` : nothing}
      ${notices.map(notice => html`<wa-callout variant=${variants[notice.level]} class="notice"><wa-icon slot="icon" name=${levelIcons[notice.level]}></wa-icon>
        <div><strong>${notice.title}</strong>${notice.text ? html`<br>${notice.text}` : nothing}</div>
        ${notice.connectionId ? html`<wa-button size="s" appearance="outlined" @click=${() => this.show(notice.connectionId!)}>${t('connections.show')}</wa-button>` : nothing}
        ${integrationActions.filter(a => a.id === notice.actionId).map(a => html`<wa-button size="s" appearance="outlined" ?loading=${busy === a.id} @click=${() => this.act(a.id)}>${a.label}</wa-button>`)}
        ${notice.dismissalId ? html`<wa-button size="s" appearance="plain" @click=${() => this.dismiss(notice.dismissalId!)}><wa-icon name="xmark" label=${t('notice.dismiss', {title: notice.title})}></wa-icon></wa-button>` : nothing}</wa-callout>`)}
      ${connections.length ? html`${this.actions()}${callout(this.result, this.integrationId)}${this.table(integration)}`
        : html`${callout(this.result, this.integrationId)}<div class="card first">${message('plug', t('connections.empty'), t('connections.empty.text'),
          html`<wa-button variant="brand" @click=${() => this.edit()}><wa-icon slot="start" name="add"></wa-icon>${t('connections.first')}</wa-button>`)}</div>`}
      ${integrationActions.length ? html`<div class="actions all" role="group" aria-label=${t('connections.all')}><span class="quiet">${t('connections.all')}</span>
        ${integrationActions.map(a => html`<wa-button appearance="plain" ?disabled=${busy && busy !== a.id} ?loading=${busy === a.id} @click=${() => this.act(a.id)}><wa-icon slot="start" name="play"></wa-icon>${a.label}</wa-button>`)}</div>` : nothing}
    </div>`;
  }
  private async show(id: string) {
    this.selectedId = id;
    await this.updateComplete;
    this.querySelector<HTMLElement>('tbody input:checked')?.focus();
  }
  private actions() {
    const {selected, busy} = this;
    const button = (id: string, icon: string, label: string, enabled: boolean, action: (c: Connection) => unknown) => html`
      <wa-button appearance="plain" ?disabled=${!selected || !enabled || (busy && busy !== id)} ?loading=${busy === id} @click=${() => selected && action(selected)}>
        <wa-icon slot="start" name=${icon}></wa-icon>${label}</wa-button>`;
    const editable = selected?.editable ?? false;
    return html`<div class="actions" role="group" aria-label=${t('connections.actions')}>
      <wa-button variant="brand" @click=${() => this.edit()}><wa-icon slot="start" name="add"></wa-icon>${t('connections.new')}</wa-button>
      ${button('edit', 'edit', t('connections.edit'), editable, c => this.edit(c))}
      ${button('delete', 'delete', t('connections.delete'), editable, c => this.delete(c))}
      ${[...this.integration?.actions ?? [], ...selected?.actions ?? []].map(action => button(action.id, 'play', action.label, true, c => this.act(action.id, c)))}
      ${button('enabled', 'off', t(selected?.enabled === false ? 'connections.on' : 'connections.off'), editable, c => this.switch(c))}</div>
      ${selected && !editable ? html`<p class="quiet">${t('connections.readOnly')}</p>` : nothing}`;
  }
  private table({title, columns = [], connections}: Integration) {
    return html`<div class="table"><table>
      <caption class="visually-hidden">${t('connections.caption', {name: title})}</caption>
      <thead><tr><th scope="col"><span class="visually-hidden">${t('connections.select')}</span><span class="narrow" aria-hidden="true">${t('connections.sort')}</span></th>${this.head('name', t('connections.name'))}${this.head('state', t('connections.state'))}
        ${columns.map(column => this.head(`column ${column.id}`, column.label))}${this.head('usedBy', t('connections.usedBy'))}</tr></thead>
      <tbody>${repeat(this.sorted(connections), c => c.id, c => html`<tr class=${c.enabled ? '' : 'off'} @click=${() => this.selectedId = c.id} @dblclick=${() => c.editable && this.edit(c)}>
        <td class="pick"><input type="radio" name="connection" aria-label=${c.name} .checked=${c.id === this.selectedId} @change=${() => this.selectedId = c.id}></td>
        <th scope="row">${c.name}</th>
        <td data-label=${t('connections.state')}><span class="state" data-level=${c.level}><wa-icon name=${levelIcons[c.level]} label=${t(`level.${c.level}`)}></wa-icon><span>${c.state}</span></span>
          ${c.detail ? html`<span class="detail">${c.detail} ${c.helpId ? moreAbout(this.integrationId, c.helpId, c.name) : nothing}</span>` : nothing}</td>
        ${columns.map(column => html`<td data-label=${column.label}>${cell(column.type, c.columns?.[column.id])}</td>`)}
        <td data-label=${t('connections.usedBy')}>${cell('TEXT', c.usedBy?.join(', '))}</td></tr>`)}</tbody></table></div>`;
  }
  private head(column: string, label: string) {
    const down = this.order?.column === column ? this.order.down : undefined;
    return html`<th scope="col" aria-sort=${down === undefined ? nothing : down ? 'descending' : 'ascending'}>
      <button @click=${() => this.order = {column, down: down === false}}>${label}${down === undefined ? nothing : html`<wa-icon name=${down ? 'descending' : 'ascending'}></wa-icon>`}</button></th>`;
  }
  private sorted(connections: Connection[]): Connection[] {
    const {column, down} = this.order ?? {};
    if (!column) return connections;
    const value = (c: Connection) => column === 'name' ? c.name : column === 'state' ? c.state : column === 'usedBy' ? c.usedBy?.join() ?? '' : c.columns?.[column.slice('column '.length)] ?? '';
    const sorted = [...connections].sort((a, b) => value(a).localeCompare(value(b), language(), {numeric: true}));
    return down ? sorted.reverse() : sorted;
  }
}

function cell(type: 'TEXT' | 'INSTANT', value?: string) {
  return !value ? html`<span class="quiet">–</span>` : type === 'INSTANT' ? time(value) : value;
}
