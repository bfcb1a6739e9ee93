// The form of an app, with a preview that is always right; and the way from a new connection to a placed tile.
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import {html, nothing} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import {ref} from 'lit/directives/ref.js';
import {get, part, post, put, type App, type AppType, type Audience, type Connection, type Integration, type Values} from './api';
import {COLOURS, readable} from './colours';
import {editConnection, type Saved} from './connection-dialog';
import {FormDialog, show} from './form-dialog';
import {t} from './i18n';
import icons from './icons.json';
import './people-picker';
import {loadIntegrations, session} from './session';
import {chip, reason} from './view';

const ICONS = Object.keys(icons).filter(name => name.startsWith('tile-')).map(name => name.slice('tile-'.length));
const LARGEST_SIDE = 96;
const PLACES = ['EVERYONE', 'ME', 'NOBODY'] as const;
const DESTINATIONS = ['NEW_WINDOW', 'CURRENT_WINDOW'] as const;
const nobody = (): Audience => ({everyone: false, users: [], groups: []});

/** Makes an app of this kind; resolves to its name, or to nothing when the person thought better of it. */
export async function addApp(type: AppType, connectionId?: string): Promise<string | undefined> {
  return show(new AppDialog(type, undefined, connectionId, await connectionsOf(type.integrationId)));
}
export async function editApp(app: App): Promise<string | undefined> {
  const type: AppType = {id: app.type, name: app.typeName, description: '', icon: app.icon, colour: app.colour, integrationId: app.integrationId};
  return show(new AppDialog(type, app, app.connectionId, await connectionsOf(app.integrationId)));
}
/** Leads on from a connection that was just made to the app that shows it, if there is none yet. */
export async function leadToApp(integrationId: string, connection: Saved): Promise<string | undefined> {
  const [types, apps] = await Promise.all([get<AppType[]>('/app-types'), get<App[]>('/apps')]);
  const type = types.find(each => each.integrationId === integrationId);
  return type && !apps.some(app => app.type === type.id) ? addApp(type, connection.id) : undefined;
}
/** Leads from nothing to a placed tile: guide, test, app; one may leave anywhere. */
export async function firstRun(type: AppType): Promise<string | undefined> {
  const integration = await connectionsOf(type.integrationId);
  if (!integration || integration.connections.length) return addApp(type, integration?.connections[0]?.id);
  const connection = await editConnection(integration);
  if (!connection) return undefined;
  void loadIntegrations();
  return addApp(type, connection.id);
}
async function connectionsOf(integrationId?: string): Promise<Integration | undefined> {
  return integrationId && session().user?.administrator ? get<Integration>(`/integrations/${part(integrationId)}`) : undefined;
}

@customElement('ws-app-dialog')
export class AppDialog extends FormDialog<string> {
  @state() private name: string;
  @state() private icon: string;
  @state() private image?: string;
  @state() private drawn?: HTMLCanvasElement;
  @state() private colour: string;
  @state() private corrected = false;
  @state() private connectionId: string;
  @state() private destination: App['destination'];
  @state() private access: Audience;
  @state() private owners: Audience;
  @state() private place: typeof PLACES[number] = 'EVERYONE';
  @state() private integration?: Integration;
  protected override wide = true;

  constructor(private readonly type: AppType, private readonly app?: App, connectionId?: string, integration?: Integration) {
    super();
    this.integration = integration;
    this.name = app?.name ?? type.name;
    this.icon = app?.icon ?? type.icon;
    this.colour = app ? app.colour : readable(type.colour);
    this.connectionId = connectionId ?? (integration?.connections.length === 1 ? integration.connections[0].id : '');
    this.destination = app?.destination ?? 'NEW_WINDOW';
    this.access = app?.access ?? {...nobody(), everyone: true};
    this.owners = app?.owners ?? nobody();
  }
  protected override heading() {
    return this.app ? t('app.edit', {name: this.app.name}) : t('app.new', {name: this.type.name});
  }
  protected override action() {
    return t(this.app ? 'form.save' : 'form.add');
  }
  protected override answers() {
    const ids = ({everyone, users, groups}: Audience) => ({everyone, users: everyone ? [] : users.map(u => u.id), groups: everyone ? [] : groups.map(g => g.id)});
    return {
      name: this.name.trim(), icon: this.icon, colour: this.colour, newWindow: this.destination === 'NEW_WINDOW',
      access: ids(this.access), owners: ids(this.owners),
      ...this.image !== undefined && {image: this.image},
      ...this.connectionId && {connectionId: this.connectionId},
      ...!this.app && {type: this.type.id, place: this.place},
    };
  }
  protected override check(): Values {
    return {
      ...!this.name.trim() && {name: t('form.required')},
      ...this.type.integrationId && !this.connectionId && {connectionId: t('app.connection.choose')},
      ...!this.access.everyone && !this.access.users.length && !this.access.groups.length && {access: t('app.access.choose')},
    };
  }
  protected override async save(): Promise<string> {
    if (this.app) await put(`/apps/${part(this.app.id)}`, this.answers());
    else await post('/apps', this.answers());
    return this.name.trim();
  }
  private solve(field: string) {
    if (this.problems[field]) this.problems = {...this.problems, [field]: ''};
  }
  private paint(colour: string) {
    this.colour = readable(colour);
    this.corrected = this.colour !== colour;
    this.solve('colour');
  }
  /** Draws the picture small here, so that only pixels travel; the host draws them once more. */
  private async upload(e: Event) {
    const input = e.target as HTMLInputElement, file = input.files?.[0];
    if (!file) return;
    try {
      const bitmap = await createImageBitmap(file);
      const scale = Math.min(1, LARGEST_SIDE / Math.max(bitmap.width, bitmap.height));
      const canvas = document.createElement('canvas');
      canvas.width = Math.max(1, Math.round(bitmap.width * scale));
      canvas.height = Math.max(1, Math.round(bitmap.height * scale));
      canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      this.image = canvas.toDataURL('image/png').split(',')[1];
      this.drawn = canvas;
      this.solve('image');
    } catch {
      this.problems = {...this.problems, image: t('app.image.unreadable')};
    }
    input.value = '';
  }
  private async addConnection() {
    if (!this.integration) return;
    try {
      const saved = await editConnection(this.integration);
      if (!saved) return;
      this.integration = await connectionsOf(this.type.integrationId);
      this.connectionId = saved.id;
      this.solve('connectionId');
      void loadIntegrations();
    } catch (e) {
      this.problems = {...this.problems, connectionId: reason(e)};
    }
  }
  private get picture() {
    return this.image === undefined ? this.app?.image : undefined;
  }

  protected override form() {
    return html`
      <wa-input class=${this.wrong('name')} autofocus label=${t('app.name.label')} required maxlength="100" autocomplete="off" .value=${this.name}
        @input=${(e: Event) => { this.name = (e.target as WaInput).value ?? ''; this.solve('name'); }}><span slot="hint">${this.problem('name')}</span></wa-input>
      <fieldset class="choices"><legend>${t('app.icon.label')}</legend>
        ${ICONS.map(name => html`<label title=${name}><input type="radio" name="icon" aria-label=${name} .checked=${!this.picture && !this.image && this.icon === name} @change=${() => {
          this.icon = name;
          if (this.picture || this.image) this.image = '';
          this.drawn = undefined;
        }}><wa-icon name=${`tile-${name}`}></wa-icon></label>`)}
        <label class="upload ${this.wrong('image')}" tabindex="-1"><input type="file" accept="image/png,image/jpeg,image/webp,image/gif" @change=${this.upload}><wa-icon name="upload"></wa-icon>${t('app.image.upload')}</label>
        ${this.problem('image')}</fieldset>
      <fieldset class="choices colours"><legend>${t('app.colour.label')}</legend>
        ${COLOURS.map(colour => html`<label ${ref(paint(colour))}><input type="radio" name="colour" aria-label=${colour} .checked=${this.colour === colour} @change=${() => this.paint(colour)}><wa-icon name="check"></wa-icon></label>`)}
        <label class="own"><input type="color" aria-label=${t('app.colour.own')} .value=${this.colour} @change=${(e: Event) => this.paint((e.target as HTMLInputElement).value)}>${t('app.colour.own')}</label>
        <span role="status">${this.corrected ? html`<span class="note"><wa-icon name="info"></wa-icon>${t('app.colour.corrected')}</span>` : nothing}</span>${this.problem('colour')}</fieldset>
      ${this.type.integrationId ? this.connection() : nothing}
      ${this.radios('destination', t('app.destination'), DESTINATIONS.map(value => [value, t(`destination.${value}`)]), this.destination, value => this.destination = value as App['destination'])}
      <div class="part">
        ${this.radios('access', t('app.access.label'), [['everyone', t('app.access.everyone')], ['some', t('app.access.some')]], this.access.everyone ? 'everyone' : 'some', value => {
          this.access = {...this.access, everyone: value === 'everyone'};
          this.solve('access');
        })}
        ${this.access.everyone ? nothing : this.people('access', t('app.access.who'), this.access, next => this.access = next)}${this.problem('access')}</div>
      <div class="part"><strong>${t('app.owners')}</strong><p class="quiet">${t('app.owners.text')}</p>
        ${this.people('owners', t('app.owners'), this.owners, next => this.owners = next)}</div>
      ${this.app ? nothing : this.radios('place', t('app.place'), PLACES.map(value => [value, t(`place.${value}`)]), this.place, value => this.place = value as typeof PLACES[number])}`;
  }
  private connection() {
    const known: Connection[] = this.integration?.connections ?? [];
    if (!this.integration) return html`<div class="part"><strong>${t('app.connection')}</strong><p>${this.app?.connectionName ?? '–'}</p><p class="quiet">${t('app.connection.fixed')}</p></div>`;
    return html`<div class="with-button">
      <wa-select name="connectionId" class=${this.wrong('connectionId')} label=${t('app.connection')} required placeholder=${t('form.choose')} .value=${this.connectionId}
        @change=${(e: Event) => { this.connectionId = String((e.target as WaInput).value ?? ''); this.solve('connectionId'); }}>
        <span slot="hint">${this.problem('connectionId')}</span>
        ${known.map(c => html`<wa-option value=${c.id} label=${c.name}>${c.name} <span class="quiet">${c.state}</span></wa-option>`)}</wa-select>
      <wa-button appearance="outlined" @click=${this.addConnection}><wa-icon slot="start" name="add"></wa-icon>${t('form.add')}</wa-button></div>`;
  }
  private radios(name: string, label: string, options: (readonly [string, string])[], value: string, keep: (value: string) => void) {
    return html`<wa-radio-group name=${name} label=${label} .value=${value} @change=${(e: Event) => keep(String((e.target as WaInput).value))}>
      ${options.map(([option, text]) => html`<wa-radio value=${option}>${text}</wa-radio>`)}</wa-radio-group>`;
  }
  private people(field: string, label: string, audience: Audience, keep: (next: Audience) => void) {
    return html`<ws-people-picker class=${this.wrong(field)} tabindex="-1" .label=${label} .audience=${audience} @change=${(e: CustomEvent<Audience>) => {
      if (!(e instanceof CustomEvent)) return;
      keep(e.detail);
      this.solve(field);
    }}></ws-people-picker>`;
  }
  protected override beside() {
    const face = () => chip(this.icon, this.colour, this.picture, this.drawn);
    return html`<aside class="preview" aria-label=${t('app.preview')}><h3>${t('app.preview')}</h3>
      <div class="card small-tile">${face()}<strong>${this.name || this.type.name}</strong></div>
      <div class="card head-tile">${face()}<strong>${this.name || this.type.name}</strong></div></aside>`;
  }
}
const paint = (colour: string) => (element?: Element) => (element as HTMLElement | undefined)?.style.setProperty('--swatch', colour);
