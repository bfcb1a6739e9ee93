// One live tile, whatever plug-in draws it.
import type WaDropdown from '@awesome.me/webawesome/dist/components/dropdown/dropdown.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import {html, nothing, type PropertyValues} from 'lit';
import {customElement, property, state} from 'lit/decorators.js';
import {repeat} from 'lit/directives/repeat.js';
import {get, part, post, type Group, type Item, type PlacedTile, type Problem, type Size, type Sort, type Tile} from './api';
import {notify} from './dialogs';
import {clock, number, plural, t, time} from './i18n';
import {session, settingsOf} from './session';
import {SIZES} from './tile-dialogs';
import {chip, message, newWindow, reason, View} from './view';

const PAGE = 20, LARGEST_PAGE = 100, LARGE_LIST = 8, TYPING = 250;
const GROUPS: Group[] = ['NEW', 'IN_PROGRESS', 'WAITING_ON_YOU', 'DONE'];
const SORTS: Sort[] = ['LAST_ACTIVITY', 'CREATED', 'PRIORITY'];

@customElement('ws-tile')
export class TileCard extends View {
  @property({attribute: false}) placed!: PlacedTile;
  /** Whether this person may arrange it; else the menu only has what it shows. */
  @property({attribute: false}) changeable = false;
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
    if (SORTS.includes(value as Sort)) {
      this.sort = value as Sort;
      void this.load();
    } else if (value === 'refresh') void this.refresh();
    else if (value) this.wish(value);
  }
  /** The workspace knows what to do with a wish: open, edit, app, remove, earlier, later, or a size. */
  private wish(wish: string) {
    this.dispatchEvent(new CustomEvent<Wish>('wish', {detail: {wish, tile: this.placed}, bubbles: true}));
  }
  private async refresh() {
    try {
      await post(`/tiles/${part(this.placed.id)}/refresh`);
      await this.load();
      notify(t('tile.refreshed', {name: this.placed.name}));
    } catch (e) {
      notify(reason(e), 'neutral');
    }
  }
  /** The same menu for a right-click and for Shift+F10; where one types, the browser's own. */
  private readonly context = (e: Event) => {
    const menu = this.querySelector<WaDropdown>('wa-dropdown');
    if (!menu || e.composedPath().some(node => node instanceof HTMLInputElement)) return;
    e.preventDefault();
    menu.open = true;
  };
  override connectedCallback() {
    super.connectedCallback();
    this.addEventListener('contextmenu', this.context);
  }
  /** What is drawn in full has been seen; the host is told when there was something new. */
  override updated() {
    if (this.size === 'SMALL' || document.hidden || !this.changedSince) return;
    this.placed.seen = new Date().toISOString();
    void post(`/tiles/${part(this.placed.id)}/seen`).catch(() => {});
  }
  private get size(): Size {
    return this.placed.size;
  }
  private get changedSince() {
    const latest = this.tile.items?.[0]?.lastActivity;
    return !!latest && !this.filtered && (this.sort ?? 'LAST_ACTIVITY') === 'LAST_ACTIVITY' && latest > (this.placed.seen ?? '');
  }

  override render() {
    const {name, icon, colour, image} = this.placed;
    const {state, total, headline, items = []} = this.tile;
    const list = state !== 'PROBLEM' && state !== 'LOADING' && (!headline || items.length > 0);
    const live = !headline || items.length > 0 || state === 'PROBLEM';
    this.className = `card ${this.size.toLowerCase()} ${live && this.size !== 'SMALL' ? 'live' : ''}`;
    if (this.size === 'SMALL') return this.small();
    return html`<article aria-label=${name} aria-busy=${state === 'LOADING'} data-state=${state}>
      <header draggable=${this.changeable}>${chip(icon, colour, image)}<h3>${name}</h3>
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
  /** Icon, how much is open, and a dot when something changed since the last look; a click shows the list. */
  private small() {
    const {name, icon, colour, image} = this.placed, {state, headline, counts = {}, total = 0, problem} = this.tile;
    const grouped = Object.values(counts).reduce((sum, n) => sum + n, 0);
    const openItems = grouped ? grouped - (counts.DONE ?? 0) : total;
    const words = state === 'LOADING' ? t('app.loading') : state === 'PROBLEM' ? problem?.title ?? t('tile.failed')
      : headline ?? (openItems ? plural('tile.open', openItems) : t('tile.empty'));
    return html`<article aria-label=${name} aria-busy=${state === 'LOADING'} data-state=${state}>
      <button class="face" draggable=${this.changeable} @click=${() => this.wish('open')}>
        <span class="badged">${chip(icon, colour, image)}
          ${state === 'PROBLEM' ? html`<wa-icon name="warning" class="trouble"></wa-icon>` : openItems && !headline ? html`<span class="count" aria-hidden="true">${number(openItems)}</span>` : nothing}
          ${this.changedSince ? html`<span class="dot"><span class="visually-hidden">${t('tile.changed')}</span></span>` : nothing}</span>
        <strong>${name}</strong><span class="words">${words}</span></button>
      ${this.menu(false)}</article>`;
  }
  private menu(list: boolean) {
    const {changeable} = this, links = [this.size === 'SMALL' ? this.link('NEW') : undefined, this.link('HOME')];
    const item = (value: string, icon: string, text: string) => html`<wa-dropdown-item value=${value}><wa-icon slot="icon" name=${icon}></wa-icon>${text}</wa-dropdown-item>`;
    return html`<wa-dropdown class="menu" placement="bottom-end" @wa-select=${this.select}>
      <wa-button slot="trigger" appearance="plain" size="s"><wa-icon name="more" label=${t('tile.menu', {name: this.placed.name})}></wa-icon></wa-button>
      ${links.map(link => link ? html`<wa-dropdown-item href=${link.uri} target=${this.newWindow ? '_blank' : '_self'} rel="noopener">
        <wa-icon slot="icon" name=${link.kind === 'NEW' ? 'add' : 'open'}></wa-icon>${link.label}${this.newWindow ? newWindow() : nothing}</wa-dropdown-item>` : nothing)}
      ${item('refresh', 'refresh', t('tile.refresh'))}
      ${list && this.tile.items?.length ? html`<wa-dropdown-item><wa-icon slot="icon" name="sort"></wa-icon>${t('tile.sort')}${SORTS.map(sort => html`
        <wa-dropdown-item slot="submenu" type="checkbox" value=${sort} .checked=${(this.sort ?? 'LAST_ACTIVITY') === sort}>${t(`sort.${sort}`)}</wa-dropdown-item>`)}</wa-dropdown-item>` : nothing}
      ${changeable ? html`<wa-divider></wa-divider>
        ${item('edit', 'edit', t('tile.edit'))}
        <wa-dropdown-item><wa-icon slot="icon" name="size"></wa-icon>${t('tile.size')}${SIZES.map(size => html`
          <wa-dropdown-item slot="submenu" type="checkbox" value=${size} .checked=${this.size === size}>${t(`size.${size}`)}</wa-dropdown-item>`)}</wa-dropdown-item>
        ${item('earlier', 'earlier', t('tile.earlier'))}${item('later', 'later', t('tile.later'))}` : nothing}
      ${this.placed.manageable ? item('app', 'store', t('tile.app')) : nothing}
      ${changeable ? html`<wa-divider></wa-divider>${item('remove', 'delete', t('tile.remove'))}` : nothing}
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
    const {integrationId, connectionId, appId} = problem?.advice ?? {};
    if (appId) return html`<wa-button size="s" variant="brand" href=${`/apps?app=${part(appId)}`}>${t('tile.repair.app')}</wa-button>`;
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

export type Wish = {wish: string; tile: PlacedTile};

/** Where rows will be. */
export function bones() {
  return html`<span class="visually-hidden">${t('app.loading')}</span>${[1, 2, 3, 4, 5].map(() => html`
    <div class="bone"><wa-skeleton effect="sheen"></wa-skeleton><wa-skeleton effect="sheen"></wa-skeleton></div>`)}`;
}
