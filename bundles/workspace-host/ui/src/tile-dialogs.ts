// What can be told of a tile and of a group.
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import {html, nothing} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import {part, post, put, type Audience, type PlacedTile, type Size, type TileGroup, type Values} from './api';
import {FormDialog, show} from './form-dialog';
import {t} from './i18n';
import './people-picker';
import {session} from './session';

export const SIZES: Size[] = ['SMALL', 'WIDE', 'LARGE'];

export const editTile = (tile: PlacedTile, group: TileGroup, groups: TileGroup[]) => show(new TileDialog(tile, group, groups));
/** Resolves to the group's identifier. */
export const editGroup = (group?: TileGroup) => show(new GroupDialog(group));

@customElement('ws-tile-dialog')
export class TileDialog extends FormDialog<string> {
  @state() private called: string;
  @state() private size: Size;
  @state() private group: string;

  constructor(private readonly tile: PlacedTile, from: TileGroup, private readonly groups: TileGroup[]) {
    super();
    this.called = tile.name;
    this.size = tile.size;
    this.group = from.id;
    this.from = from.id;
  }
  private readonly from: string;
  protected override heading() {
    return t('tile.edit.title', {name: this.tile.name});
  }
  protected override action() {
    return t('form.save');
  }
  protected override answers() {
    return {
      size: this.size,
      ...this.called.trim() !== this.tile.name && {title: this.called.trim()},
      ...this.group !== this.from && {group: this.group},
    };
  }
  protected override async save() {
    await put(`/tiles/${part(this.tile.id)}`, this.answers());
    return this.tile.id;
  }
  protected override form() {
    return html`
      <wa-input autofocus label=${t('tile.edit.name')} maxlength="100" autocomplete="off" .value=${this.called} @input=${(e: Event) => this.called = (e.target as WaInput).value ?? ''}><span slot="hint">${t('tile.edit.name.hint')}</span></wa-input>
      <wa-radio-group label=${t('tile.size')} orientation="horizontal" .value=${this.size} @change=${(e: Event) => this.size = (e.target as WaInput).value as Size}>
        ${SIZES.map(size => html`<wa-radio value=${size} appearance="button">${t(`size.${size}`)}</wa-radio>`)}</wa-radio-group>
      <wa-select label=${t('tile.group')} .value=${this.group} @change=${(e: Event) => this.group = String((e.target as WaInput).value)}>
        ${this.groups.map(group => html`<wa-option value=${group.id}>${group.title}</wa-option>`)}</wa-select>`;
  }
}

@customElement('ws-group-dialog')
export class GroupDialog extends FormDialog<string> {
  @state() private called: string;
  @state() private shared: boolean;
  @state() private audience: Audience;

  constructor(private readonly group?: TileGroup) {
    super();
    this.called = group?.title ?? '';
    this.shared = group?.shared ?? false;
    this.audience = group?.audience ?? {everyone: true, users: [], groups: []};
  }
  protected override heading() {
    return this.group ? t('group.edit', {name: this.group.title}) : t('group.new');
  }
  protected override action() {
    return t(this.group ? 'form.save' : 'form.add');
  }
  protected override answers() {
    const {everyone, users, groups} = this.audience;
    return {title: this.called.trim(), ...this.shared && {audience: {everyone, users: users.map(u => u.id), groups: groups.map(g => g.id)}}};
  }
  protected override check(): Values {
    const {everyone, users, groups} = this.audience;
    return {
      ...!this.called.trim() && {title: t('form.required')},
      ...this.shared && !everyone && !users.length && !groups.length && {audience: t('app.access.choose')},
    };
  }
  protected override async save() {
    if (!this.group) return (await post<{id: string}>('/groups', this.answers())).id;
    await put(`/groups/${part(this.group.id)}`, this.answers());
    return this.group.id;
  }
  protected override form() {
    const who = !this.shared ? 'me' : this.audience.everyone ? 'everyone' : 'some';
    const choose = (e: Event) => {
      const value = (e.target as WaInput).value;
      this.shared = value !== 'me';
      this.audience = {...this.audience, everyone: value !== 'some'};
      this.problems = {};
    };
    return html`
      <wa-input class=${this.wrong('title')} autofocus required label=${t('group.name')} maxlength="100" autocomplete="off" .value=${this.called}
        @input=${(e: Event) => { this.called = (e.target as WaInput).value ?? ''; this.problems = {}; }}><span slot="hint">${this.problem('title')}</span></wa-input>
      ${session().user?.administrator && (!this.group || this.shared) ? html`<div class="part">
        <wa-radio-group label=${t('group.for')} .value=${who} @change=${choose}>
          ${this.group ? nothing : html`<wa-radio value="me">${t('group.for.me')}</wa-radio>`}
          <wa-radio value="everyone">${t('app.access.everyone')}</wa-radio><wa-radio value="some">${t('app.access.some')}</wa-radio></wa-radio-group>
        ${who === 'some' ? html`<ws-people-picker class=${this.wrong('audience')} tabindex="-1" .label=${t('group.for.who')} .audience=${this.audience}
          @change=${(e: CustomEvent<Audience>) => e instanceof CustomEvent && (this.audience = e.detail)}></ws-people-picker>` : nothing}${this.problem('audience')}</div>` : nothing}`;
  }
}
