// The App store: what can be put on the workspace, and where it goes.
import type WaDialog from '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import {html, nothing} from 'lit';
import {customElement, query, state} from 'lit/decorators.js';
import {get, post, type StoreApp, type TileGroup, type Workspace} from './api';
import {notify, open} from './dialogs';
import {plural, t} from './i18n';
import {editGroup} from './tile-dialogs';
import {chip, message, reason, View} from './view';

/** Opens the store; resolves when it is closed. */
export function addTiles(): Promise<void> {
  return new Promise(done => document.body.append(new AddTiles(done)));
}

@customElement('ws-add-tiles')
export class AddTiles extends View {
  @state() private apps?: StoreApp[];
  @state() private groups: TileGroup[] = [];
  private placed = new Set<string>();
  @state() private group = '';
  @state() private text = '';
  @state() private failure?: string;
  @query('wa-dialog') private dialog!: WaDialog;

  constructor(private readonly done: () => void) {
    super();
  }
  override firstUpdated() {
    void open(this.dialog);
    void this.load();
  }
  private async load() {
    try {
      const [apps, workspace] = await Promise.all([get<StoreApp[]>('/store'), get<Workspace>('/workspace')]);
      this.apps = apps;
      this.placed = new Set(workspace.groups.flatMap(group => group.tiles).map(tile => tile.appId));
      this.groups = workspace.groups.filter(group => group.changeable);
      if (!this.groups.some(group => group.id === this.group)) this.group = (this.groups.find(group => !group.shared) ?? {id: ''}).id;
      this.failure = undefined;
    } catch (e) {
      this.failure = reason(e);
    }
  }
  private async newGroup() {
    const id = await editGroup();
    if (!id) return;
    this.group = id;
    await this.load();
  }
  private async add(app: StoreApp) {
    try {
      await post('/tiles', {app: app.id, ...this.group && {group: this.group}});
      notify(t('store.added', {name: app.name}));
      await this.load();
    } catch (e) {
      this.failure = reason(e);
    }
  }
  private closed(e: Event) {
    if (e.target !== this.dialog) return;
    this.remove();
    this.done();
  }
  override render() {
    const found = this.apps?.filter(app => `${app.name} ${app.description}`.toLowerCase().includes(this.text.toLowerCase())) ?? [];
    return html`<wa-dialog class="store" label=${t('store.title')} @wa-after-hide=${this.closed}>
      <div class="fields">
        <wa-input autofocus class="unlabelled" type="search" with-clear label=${t('apps.find')} placeholder=${t('apps.find')} .value=${this.text} @input=${(e: Event) => this.text = (e.target as WaInput).value ?? ''}><wa-icon slot="start" name="search"></wa-icon></wa-input>
        <div class="with-button"><wa-select label=${t('store.group')} .value=${this.group} @change=${(e: Event) => this.group = String((e.target as WaInput).value)}>
          ${this.groups.some(group => !group.shared) ? nothing : html`<wa-option value="">${t('store.group.own')}</wa-option>`}
          ${this.groups.map(group => html`<wa-option value=${group.id}>${group.title}</wa-option>`)}</wa-select>
          <wa-button appearance="outlined" @click=${this.newGroup}><wa-icon slot="start" name="add"></wa-icon>${t('group.new')}</wa-button></div>
        ${this.failure ? html`<wa-callout variant="danger" role="alert"><wa-icon slot="icon" name="error"></wa-icon>${this.failure}</wa-callout>` : nothing}
        <span class="visually-hidden" role="status">${this.apps ? plural('store.found', found.length) : nothing}</span>
        ${!this.apps ? nothing : found.length ? html`<ul class="offers">${found.map(app => html`<li>${chip(app.icon, app.colour, app.image)}
          <div><strong>${app.name}</strong><p class="quiet">${app.description}</p></div>
          ${this.placed.has(app.id) ? html`<wa-icon name="ok" class="placed" label=${t('store.placed')}></wa-icon>` : nothing}
          <wa-button size="s" variant="brand" appearance="outlined" @click=${() => this.add(app)}>${t('form.add')}<span class="visually-hidden">${app.name}</span></wa-button></li>`)}</ul>`
          : message('search', this.text ? t('tile.noHits') : t('store.empty'), this.text ? t('store.noHits') : t('store.empty.text'))}
      </div>
      <wa-button slot="footer" variant="brand" @click=${() => this.dialog.open = false}>${t('store.done')}</wa-button></wa-dialog>`;
  }
}
