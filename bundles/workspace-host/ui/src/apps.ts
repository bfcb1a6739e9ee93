// The App store's back room: the apps that this person may change.
import type WaDialog from '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import {html, nothing} from 'lit';
import {customElement, query, state} from 'lit/decorators.js';
import {repeat} from 'lit/directives/repeat.js';
import {get, part, post, remove, type App, type AppType, type Audience} from './api';
import {addApp, editApp} from './app-dialog';
import {ask, notify, open} from './dialogs';
import {plural, t} from './i18n';
import {go} from './router';
import {session} from './session';
import {bones} from './tile';
import {chip, heading, message, reason, View} from './view';

@customElement('ws-apps')
export class AppsPage extends View {
  @state() private apps?: App[];
  @state() private types: AppType[] = [];
  @state() private failure?: string;
  @state() private text = '';
  @query('wa-dialog') private chooser?: WaDialog;

  override connectedCallback() {
    super.connectedCallback();
    void this.begin();
  }
  override reload() {
    void this.load();
  }
  private async begin() {
    await this.load();
    const id = new URLSearchParams(location.search).get('app');
    const app = this.apps?.find(each => each.id === id);
    if (id) go('/apps', true);
    if (app) await this.edit(app);
  }
  private async load() {
    try {
      [this.apps, this.types] = await Promise.all([get<App[]>('/apps'), this.admin ? get<AppType[]>('/app-types') : []]);
      this.failure = undefined;
    } catch (e) {
      this.failure = reason(e);
    }
  }
  private get admin() {
    return !!session().user?.administrator;
  }
  private async choose() {
    this.text = '';
    if (this.chooser) await open(this.chooser);
  }
  private async add(type: AppType) {
    if (this.chooser) this.chooser.open = false;
    await this.run(async () => {
      const name = await addApp(type);
      if (name) notify(t('app.added', {name}));
    });
  }
  private edit(app: App) {
    return this.run(async () => {
      const name = await editApp(app);
      if (name) notify(t('app.saved', {name}));
    });
  }
  private switch(app: App) {
    return this.run(async () => {
      await post(`/apps/${part(app.id)}/enabled`, {enabled: !app.enabled});
      notify(t(app.enabled ? 'app.disabled' : 'app.enabled', {name: app.name}));
    });
  }
  private async delete(app: App) {
    const text = app.tiles ? plural('app.remove.tiles', app.tiles) : t('app.remove.none');
    if (!await ask(t('app.remove.title', {name: app.name}), html`<p>${text}</p>`, t('app.remove'))) return;
    await this.run(async () => {
      await remove(`/apps/${part(app.id)}`);
      notify(t('app.removed', {name: app.name}));
    });
  }
  private async run(action: () => Promise<void>) {
    try {
      await action();
      await this.load();
    } catch (e) {
      this.failure = reason(e);
    }
  }

  override render() {
    const {apps, failure} = this;
    return html`
      <div class="with-action">${heading(t('apps.title'), t('apps.text'))}${this.admin && apps?.length ? this.addButton() : nothing}</div>
      ${failure ? html`<wa-callout variant="danger" role="alert"><wa-icon slot="icon" name="error"></wa-icon>${failure}</wa-callout>` : nothing}
      ${!apps ? failure ? nothing : html`<div class="card late">${bones()}</div>`
        : apps.length ? html`<ul class="apps">${repeat(apps, app => app.id, app => this.card(app))}</ul>`
        : html`<div class="card first">${message('store', t('apps.empty'), t('apps.empty.text'), this.admin ? this.addButton() : nothing)}</div>`}
      ${this.admin ? this.typesDialog() : nothing}`;
  }
  private addButton() {
    return html`<wa-button variant="brand" @click=${this.choose}><wa-icon slot="start" name="add"></wa-icon>${t('apps.add')}</wa-button>`;
  }
  private card(app: App) {
    return html`<li class="card ${app.enabled ? '' : 'off'}">
      <article aria-label=${app.name}>${chip(app.icon, app.colour, app.image)}
        <div class="about"><h2>${app.name}</h2>
          <p class="quiet">${app.typeName}${app.connectionName ? html` · ${app.connectionName}` : nothing}</p>
          <p><wa-icon name=${app.access.everyone ? 'groups' : 'users'}></wa-icon>${this.audience(app.access)}</p>
          <p><wa-icon name="board"></wa-icon>${plural('app.tiles', app.tiles)}</p>
          ${app.enabled ? nothing : html`<p class="state" data-level="WARNING"><wa-icon name="off"></wa-icon>${t('app.isOff')}</p>`}
          ${app.running ? nothing : html`<p class="state" data-level="ERROR"><wa-icon name="error"></wa-icon>${t('app.notRunning')}</p>`}</div>
        <div class="row">
          <wa-button size="s" appearance="outlined" @click=${() => this.edit(app)}><wa-icon slot="start" name="edit"></wa-icon>${t('app.change')}<span class="visually-hidden">${app.name}</span></wa-button>
          <wa-button size="s" appearance="plain" @click=${() => this.switch(app)}><wa-icon slot="start" name="off"></wa-icon>${t(app.enabled ? 'app.disable' : 'app.enable')}<span class="visually-hidden">${app.name}</span></wa-button>
          <wa-button size="s" appearance="plain" @click=${() => this.delete(app)}><wa-icon slot="start" name="delete"></wa-icon>${t('app.remove')}<span class="visually-hidden">${app.name}</span></wa-button></div>
      </article></li>`;
  }
  private audience({everyone, users, groups}: Audience) {
    return everyone ? t('app.access.everyone') : [...groups, ...users].map(one => one.name).join(', ');
  }
  private typesDialog() {
    const {text} = this;
    const found = this.types.filter(type => `${type.name} ${type.description}`.toLowerCase().includes(text.toLowerCase()));
    return html`<wa-dialog class="types" label=${t('apps.add')}>
      <wa-input autofocus class="unlabelled" type="search" with-clear label=${t('apps.find')} placeholder=${t('apps.find')} .value=${text} @input=${(e: Event) => this.text = (e.target as WaInput).value ?? ''}><wa-icon slot="start" name="search"></wa-icon></wa-input>
      <ul class="offers">${found.length ? found.map(type => html`<li>${chip(type.icon, type.colour)}
        <div><strong>${type.name}</strong><p class="quiet">${type.description}</p></div>
        <wa-button size="s" variant="brand" appearance="outlined" @click=${() => this.add(type)}>${t('form.add')}<span class="visually-hidden">${type.name}</span></wa-button></li>`)
        : html`<li class="quiet">${t('apps.noTypes')}</li>`}</ul></wa-dialog>`;
  }
}
