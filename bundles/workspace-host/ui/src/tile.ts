// One live tile, whatever plug-in draws it.
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import {html, nothing, type PropertyValues} from 'lit';
import {customElement, property, state} from 'lit/decorators.js';
import {repeat} from 'lit/directives/repeat.js';
import {get, part, type Group, type Item, type PlacedTile, type Problem, type Sort, type Tile} from './api';
import {clock, number, plural, t, time} from './i18n';
import {session, settingsOf} from './session';
import {chip, message, newWindow, reason, View} from './view';

const PAGE = 20, LARGEST_PAGE = 100, LARGE_LIST = 8, TYPING = 250;
const GROUPS: Group[] = ['NEW', 'IN_PROGRESS', 'WAITING_ON_YOU', 'DONE'];
const SORTS: Sort[] = ['LAST_ACTIVITY', 'CREATED', 'PRIORITY'];

@customElement('ws-tile')
export class TileCard extends View {
  @property({attribute: false}) placed!: PlacedTile;
  @state() private tile!: Tile;
  @state() private failure?: string;
  @state() private text = '';
  @state() private group?: Group;
  @state() private sort?: Sort;
  private wanted = PAGE;
  private question = 0;
  private typing?: number;

  override willUpdate(changed: PropertyValues<this>) {
    if (!changed.has('placed')) return;
    if (this.tile && (this.filtered || this.sort || this.wanted > PAGE)) return void this.load();
    this.question++;
    this.tile = this.placed.tile;
  }
  private get filtered() {
    return !!(this.text || this.group);
  }
  /** Asks for this tile again with its filter; only the answer to the last question counts. */
  async load() {
    const question = ++this.question;
    try {
      const tile = await this.pages();
      if (question !== this.question) return;
      this.tile = tile;
      this.failure = undefined;
    } catch (e) {
      if (question === this.question) this.failure = reason(e);
    }
  }
  private async pages(): Promise<Tile> {
    const items: Item[] = [];
    for (;;) {
      const query = new URLSearchParams({offset: String(items.length), limit: String(Math.min(this.wanted - items.length, LARGEST_PAGE))});
      for (const [name, value] of Object.entries({text: this.text, group: this.group, sort: this.sort})) if (value) query.set(name, value);
      const tile = await get<Tile>(`/tiles/${part(this.placed.id)}?${query}`);
      items.push(...tile.items ?? []);
      if (!tile.items?.length || items.length >= Math.min(this.wanted, tile.total ?? 0)) return {...tile, items};
    }
  }
  private filter(change: {text?: string; group?: Group}) {
    if ('text' in change) this.text = change.text ?? '';
    if ('group' in change) this.group = change.group;
    this.wanted = PAGE;
    void this.load();
  }
  private search(e: Event) {
    const text = (e.target as WaInput).value?.trim() ?? '';
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.filter({text}), TYPING);
  }
  private async more() {
    const shown = this.tile.items?.length ?? 0;
    this.wanted = shown + PAGE;
    await this.load();
    await this.updateComplete;
    this.querySelectorAll<HTMLElement>('.items > li')[shown]?.querySelector<HTMLElement>('a, div')?.focus();
  }
  private select(e: CustomEvent<{item: {value: string}}>) {
    const {value} = e.detail.item;
    if (SORTS.includes(value as Sort)) this.sort = value as Sort;
    if (value) void this.load();
  }

  override render() {
    const {name, icon, colour} = this.placed;
    const {state, total, headline, items = []} = this.tile;
    const list = state !== 'PROBLEM' && state !== 'LOADING' && (!headline || items.length > 0);
    this.classList.toggle('live', !headline || items.length > 0 || state === 'PROBLEM');
    return html`<article aria-label=${name} aria-busy=${state === 'LOADING'} data-state=${state}>
      <header>${chip(icon, colour)}<h3>${name}</h3>
        ${total && list ? html`<wa-badge pill appearance="filled" variant="neutral"><span aria-hidden="true">${number(total)}</span><span class="visually-hidden">${plural('tile.total', total)}</span></wa-badge>` : nothing}
        ${this.menu(list)}</header>
      ${state === 'STALE' ? this.stale() : nothing}
      ${this.failure ? html`<div class="stale" role="status"><wa-icon name="offline"></wa-icon><span>${t('tile.failed')}. ${this.failure}</span></div>` : nothing}
      ${state === 'LOADING' ? html`<div class="late" role="status">${bones()}</div>`
        : state === 'PROBLEM' ? this.problem(this.tile.problem)
        : html`${headline ? html`<p class="headline">${headline}</p>` : nothing}${list ? this.list(items) : nothing}`}
      ${state === 'PROBLEM' || state === 'LOADING' ? nothing : this.footer(list && items.length > 0)}
    </article>`;
  }
  private menu(list: boolean) {
    const home = this.link('HOME');
    return html`<wa-dropdown placement="bottom-end" @wa-select=${this.select}>
      <wa-button slot="trigger" appearance="plain" size="s"><wa-icon name="more" label=${t('tile.menu', {name: this.placed.name})}></wa-icon></wa-button>
      ${home ? html`<wa-dropdown-item href=${home.uri} target=${this.newWindow ? '_blank' : '_self'} rel="noopener">
        <wa-icon slot="icon" name="open"></wa-icon>${home.label}${this.newWindow ? newWindow() : nothing}</wa-dropdown-item>` : nothing}
      <wa-dropdown-item value="refresh"><wa-icon slot="icon" name="refresh"></wa-icon>${t('tile.refresh')}</wa-dropdown-item>
      ${list && this.tile.items?.length ? html`<wa-divider></wa-divider>${SORTS.map(sort => html`
        <wa-dropdown-item type="checkbox" value=${sort} .checked=${(this.sort ?? 'LAST_ACTIVITY') === sort}>${t(`sort.${sort}`)}</wa-dropdown-item>`)}` : nothing}
    </wa-dropdown>`;
  }
  private stale() {
    const {asOf, problem} = this.tile;
    return html`<div class="stale" role="status"><wa-icon name="stale"></wa-icon>
      <span>${asOf ? html`<strong>${t('tile.stale', {time: clock(asOf)})}.</strong> ` : nothing}${[problem?.title, problem?.text].filter(Boolean).join('. ')}</span>
      ${this.repair(problem, 's')}</div>`;
  }
  private problem(problem?: Problem) {
    const advice = problem?.advice;
    return html`<div class="body">${message('plug-off', problem?.title ?? t('tile.failed'), problem?.text, advice ? html`
      <div class="advice"><strong>${t('tile.admin')}</strong>
        ${advice.cause ? html`<p>${advice.cause}</p>` : nothing}${advice.nextStep ? html`<p>${advice.nextStep}</p>` : nothing}
        ${this.repair(problem, 'm')}</div>` : html`<div class="row">${this.newButton('filled')}</div>`, 'bad')}</div>`;
  }
  private repair(problem: Problem | undefined, size: 's' | 'm') {
    const {integrationId, connectionId} = problem?.advice ?? {};
    if (!integrationId || !session().user?.administrator) return nothing;
    return html`<wa-button size="s" variant=${size === 'm' ? 'brand' : 'neutral'} appearance=${size === 'm' ? 'accent' : 'plain'}
      href=${settingsOf(integrationId, connectionId)}>${t('tile.repair')}</wa-button>`;
  }
  private list(items: Item[]) {
    if (!items.length && !this.filtered) return html`<div class="body">${message('done', t('tile.empty'), t('tile.empty.text'), this.newButton('accent'))}</div>`;
    const {total = 0} = this.tile;
    return html`
      ${this.filters(total)}
      <span class="visually-hidden" role="status">${this.filtered ? plural('tile.total', total) : nothing}</span>
      ${items.length ? html`<ul class="body items" tabindex=${items.some(item => item.link) ? nothing : 0}>${repeat(items, item => item.id, item => html`<li>${this.row(item)}</li>`)}
        ${items.length < total ? html`<li class="more"><wa-button size="s" appearance="plain" variant="brand" @click=${this.more}>${t('tile.more')}</wa-button></li>` : nothing}</ul>`
        : html`<div class="body">${message('search', t('tile.noHits'), t('tile.noHits.text'),
          html`<wa-button size="s" appearance="outlined" @click=${() => this.filter({text: '', group: undefined})}>${t('tile.showAll')}</wa-button>`)}</div>`}`;
  }
  private filters(total: number) {
    const {counts = {}} = this.tile, {name} = this.placed;
    const groups = GROUPS.filter(group => counts[group] || group === this.group);
    const all = groups.reduce((sum, group) => sum + (counts[group] ?? 0), 0);
    return html`<div class="controls">
      ${groups.length > 1 || this.group ? html`<div class="filters" role="group" aria-label=${t('tile.filter', {name})}>${groups.map(group => html`
        <button class="filter" aria-pressed=${group === this.group} @click=${() => this.filter({group: group === this.group ? undefined : group})}>
          ${t(`group.${group}`)} <span>${number(counts[group] ?? 0)}</span></button>`)}</div>` : nothing}
      ${Math.max(all, total) > LARGE_LIST || this.text ? html`<wa-input class="search unlabelled" type="search" size="s" with-clear label=${t('tile.search', {name})}
        placeholder=${t('tile.search.hint')} .value=${this.text} @input=${this.search} @wa-clear=${() => this.filter({text: ''})}>
        <wa-icon slot="start" name="search"></wa-icon></wa-input>` : nothing}</div>`;
  }
  private row(item: Item) {
    const content = html`<span class="title">${item.title}</span>
      ${item.status ? html`<span class="status" data-group=${item.group ?? nothing}>${item.status}</span>` : nothing}
      <span class="meta">${item.number}${item.number && item.lastActivity ? ' · ' : nothing}${item.lastActivity ? time(item.lastActivity) : nothing}</span>`;
    return item.link
      ? html`<a href=${item.link} title=${item.title} target=${this.newWindow ? '_blank' : nothing} rel="noopener">${content}${this.newWindow ? newWindow() : nothing}</a>`
      : html`<div title=${item.title} tabindex="-1">${content}</div>`;
  }
  private footer(withNew: boolean) {
    return html`<footer><span class="meta">${this.tile.asOf && this.tile.state === 'READY' ? html`${t('tile.updated')} ${time(this.tile.asOf)}` : nothing}</span>
      ${withNew ? this.newButton('filled') : nothing}</footer>`;
  }
  private newButton(appearance: 'filled' | 'accent') {
    const link = this.link('NEW');
    return link ? html`<wa-button size="s" variant="brand" appearance=${appearance} href=${link.uri} target=${this.newWindow ? '_blank' : nothing} rel="noopener">
      <wa-icon slot="start" name="add"></wa-icon>${link.label}${this.newWindow ? newWindow() : nothing}</wa-button>` : nothing;
  }
  private link(kind: 'NEW' | 'HOME') {
    return this.tile.links?.find(link => link.kind === kind);
  }
  private get newWindow() {
    return this.placed.destination !== 'CURRENT_WINDOW';
  }
}

/** Where rows will be. */
export function bones() {
  return html`<span class="visually-hidden">${t('app.loading')}</span>${[1, 2, 3, 4, 5].map(() => html`
    <div class="bone"><wa-skeleton effect="sheen"></wa-skeleton><wa-skeleton effect="sheen"></wa-skeleton></div>`)}`;
}
