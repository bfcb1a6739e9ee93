// The start page: groups of tiles that keep themselves up to date, and that people arrange as they like.
import type WaDialog from '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import {html, nothing} from 'lit';
import {customElement, query, state} from 'lit/decorators.js';
import {repeat} from 'lit/directives/repeat.js';
import {addTiles} from './add-tiles';
import {get, part, put, remove, type App, type AppType, type PlacedTile, type Size, type TileGroup, type Workspace} from './api';
import {editApp, firstRun} from './app-dialog';
import {ask, notify, open} from './dialogs';
import {date, plural, t} from './i18n';
import {Live} from './live';
import {session} from './session';
import {bones, TileCard, type Wish} from './tile';
import {editGroup, editTile, SIZES} from './tile-dialogs';
import {heading, message, reason, View} from './view';

@customElement('ws-workspace')
export class WorkspacePage extends View {
  @state() private workspace?: Workspace;
  @state() private types: AppType[] = [];
  @state() private failure?: string;
  @state() private online = true;
  @state() private opened?: string;
  @query('.peek') private peek!: WaDialog;
  private dragged?: string;
  private changed?: Set<string>;
  private readonly live = new Live({
    tileChanged: id => this.tileChanged(id),
    workspaceChanged: () => void this.load(),
    connected: online => this.online = online,
  });

  override connectedCallback() {
    super.connectedCallback();
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
      const types = this.admin && !tilesOf(workspace).length ? await get<AppType[]>('/app-types') : [];
      if (this.changed !== changed) return;
      this.workspace = workspace;
      this.types = types;
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
    else this.querySelectorAll<TileCard>('ws-tile').forEach(card => card.placed.id === id && void card.load());
  }
  private get admin() {
    return !!session().user?.administrator;
  }
  private get groups(): TileGroup[] {
    return this.workspace?.groups ?? [];
  }
  private groupOf(tile: PlacedTile): TileGroup {
    return this.groups.find(group => group.tiles.some(each => each.id === tile.id))!;
  }

  /** Does something with the host and shows what has become of it. */
  private async run(action: () => Promise<unknown>) {
    try {
      await action();
    } catch (e) {
      notify(reason(e), 'neutral');
    }
    await this.load();
  }
  private readonly wish = (e: CustomEvent<Wish>) => {
    const {wish, tile} = e.detail, path = `/tiles/${part(tile.id)}`, group = this.groupOf(tile);
    if (SIZES.includes(wish as Size)) return void this.run(() => put(path, {size: wish}));
    switch (wish) {
      case 'open':
        this.opened = tile.id;
        return void this.updateComplete.then(() => {
          void this.peek.querySelector<TileCard>('ws-tile')?.load();
          return open(this.peek);
        });
      case 'edit': return void this.run(() => editTile(tile, group, this.groups.filter(each => each.changeable)));
      case 'app': return void this.run(async () => editApp(await get<App>(`/apps/${part(tile.appId)}`)));
      case 'earlier':
      case 'later': return void this.step(tile, group, wish);
      case 'remove': return void this.run(async () => {
        if (!await ask(t('tile.remove.title', {name: tile.name}), html`<p>${t('tile.remove.text')}</p>`, t('tile.remove.yes'))) return;
        await remove(path);
        notify(t('tile.removed', {name: tile.name}));
      });
    }
  };
  /** One place on by keyboard; past the end of a group, into the next one that may be changed. */
  private async step(tile: PlacedTile, group: TileGroup, wish: 'earlier' | 'later') {
    const {tiles} = group, at = tiles.indexOf(tiles.find(each => each.id === tile.id)!), by = wish === 'later' ? 1 : -1;
    const changeable = this.groups.filter(each => each.changeable), to = changeable[changeable.indexOf(group) + by];
    const inside = at + by >= 0 && at + by < tiles.length;
    if (!inside && !to) return notify(t(wish === 'later' ? 'tile.isLast' : 'tile.isFirst', {name: tile.name}), 'neutral');
    const before = inside ? tiles[wish === 'later' ? at + 2 : at - 1]?.id : wish === 'later' ? to.tiles[0]?.id : undefined;
    await this.run(() => put(`/tiles/${part(tile.id)}`, {group: inside ? group.id : to.id, before: before ?? ''}));
    const now = this.groups.find(each => each.tiles.some(other => other.id === tile.id))!;
    notify(t('tile.moved', {name: tile.name, group: now.title, place: String(now.tiles.findIndex(other => other.id === tile.id) + 1), total: String(now.tiles.length)}));
    await this.updateComplete;
    this.querySelector<HTMLElement>(`[data-tile="${CSS.escape(tile.id)}"] .menu wa-button`)?.focus();
  }
  private groupMenu(group: TileGroup) {
    const changeable = this.groups.filter(each => each.changeable && each.shared === group.shared), at = changeable.indexOf(group);
    const path = `/groups/${part(group.id)}`;
    const select = (e: CustomEvent<{item: {value: string}}>) => this.run(async () => {
      switch (e.detail.item.value) {
        case 'edit': return editGroup(group);
        case 'up': return put(path, {before: changeable[at - 1].id});
        case 'down': return put(path, {before: changeable[at + 2]?.id ?? ''});
        case 'remove':
          if (!await ask(t('group.remove.title', {name: group.title}), html`<p>${group.tiles.length ? plural('group.remove.tiles', group.tiles.length) : t('group.remove.none')}</p>`, t('group.remove.yes'))) return;
          return remove(path);
      }
    });
    const item = (value: string, icon: string, text: string) => html`<wa-dropdown-item value=${value}><wa-icon slot="icon" name=${icon}></wa-icon>${text}</wa-dropdown-item>`;
    return html`<wa-dropdown placement="bottom-start" @wa-select=${select}>
      <wa-button slot="trigger" appearance="plain" size="s"><wa-icon name="more" label=${t('group.menu', {name: group.title})}></wa-icon></wa-button>
      ${item('edit', 'edit', t('group.change'))}
      ${at > 0 ? item('up', 'ascending', t('group.up')) : nothing}
      ${at < changeable.length - 1 ? item('down', 'descending', t('group.down')) : nothing}
      <wa-divider></wa-divider>${item('remove', 'delete', t('group.remove'))}</wa-dropdown>`;
  }

  private drag(e: DragEvent) {
    const card = (e.target as Element).closest<TileCard>('ws-tile');
    if (!card?.changeable || !e.dataTransfer) return;
    this.dragged = card.placed.id;
    e.dataTransfer.effectAllowed = 'move';
    e.dataTransfer.setData('text/plain', card.placed.name);
    e.dataTransfer.setDragImage(card, 24, 24);
  }
  /** Where the dragged tile would land: before a tile, or at the end of a group. */
  private over(e: DragEvent, group: TileGroup): {before: string; card?: TileCard} | undefined {
    if (!this.dragged || !group.changeable) return undefined;
    e.preventDefault();
    const card = (e.target as Element).closest<TileCard>('ws-tile') ?? undefined;
    if (!card) return {before: ''};
    const box = card.getBoundingClientRect(), after = e.clientX > box.left + box.width / 2;
    const next = group.tiles[group.tiles.findIndex(tile => tile.id === card.placed.id) + 1];
    return {before: after ? next?.id ?? '' : card.placed.id, card};
  }
  private mark(e: DragEvent, group: TileGroup) {
    const place = this.over(e, group);
    this.unmark();
    if (place?.card) place.card.dataset.drop = place.before === place.card.placed.id ? 'before' : 'after';
    else if (place) (e.currentTarget as HTMLElement).dataset.drop = 'end';
  }
  private unmark() {
    this.querySelectorAll<HTMLElement>('[data-drop]').forEach(marked => delete marked.dataset.drop);
  }
  private async drop(e: DragEvent, group: TileGroup) {
    const place = this.over(e, group), id = this.dragged;
    this.unmark();
    this.dragged = undefined;
    if (place && id && place.before !== id) await this.run(() => put(`/tiles/${part(id)}`, {group: group.id, before: place.before}));
  }

  private async store() {
    await addTiles();
    await this.load();
  }
  private async begin(type: AppType) {
    await this.run(async () => {
      const name = await firstRun(type);
      if (name) notify(t('app.added', {name}));
    });
  }

  override render() {
    const hour = new Date().getHours();
    const name = session().user?.displayName.split(' ')[0] ?? '';
    const groups = this.workspace?.groups;
    return html`
      <div class="with-action">${heading(t(`workspace.${hour < 6 ? 'evening' : hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening'}`, {name}),
        date(Date.now(), {weekday: 'long', day: 'numeric', month: 'long'}))}
        ${groups?.length ? html`<wa-button appearance="outlined" @click=${this.store}><wa-icon slot="start" name="add"></wa-icon>${t('store.title')}</wa-button>` : nothing}</div>
      <div role="status" class="offline" ?hidden=${this.online}>${this.online ? nothing : html`<wa-icon name="offline"></wa-icon>${t('app.offline')}`}</div>
      ${!groups ? this.failure ? html`<div class="card">${message('plug-off', t('workspace.failed'), this.failure,
          html`<wa-button @click=${() => this.load()}>${t('app.retry')}</wa-button>`, 'bad')}</div>`
          : html`<div class="tiles late"><div class="card large live">${bones()}</div></div>`
        : groups.length ? repeat(groups, group => group.id, group => this.group(group))
        : this.empty()}
      ${this.openedTile()}`;
  }
  private group(group: TileGroup) {
    return html`<section aria-label=${group.title}><div class="group"><h2>${group.title}</h2>${group.changeable ? this.groupMenu(group) : nothing}</div>
      <div class="tiles" @wish=${this.wish} @dragstart=${this.drag} @dragend=${this.unmark}
        @dragover=${(e: DragEvent) => this.mark(e, group)} @drop=${(e: DragEvent) => this.drop(e, group)}>
        ${repeat(group.tiles, tile => tile.id, tile => html`<ws-tile data-tile=${tile.id} .placed=${tile} .changeable=${group.changeable}></ws-tile>`)}
        ${group.tiles.length ? nothing : html`<button class="empty-group" @click=${this.store}><wa-icon name="add"></wa-icon>${t('store.title')}</button>`}</div></section>`;
  }
  /** A small tile, in full. */
  private openedTile() {
    const tile = this.groups.flatMap(group => group.tiles).find(each => each.id === this.opened);
    const closed = (e: Event) => {
      if (e.target !== this.peek) return;
      this.opened = undefined;
      void this.load();
    };
    return tile ? html`<wa-dialog class="peek" without-header label=${tile.name} light-dismiss @wa-after-hide=${closed}>
      <ws-tile .placed=${{...tile, manageable: false, size: 'LARGE'}}></ws-tile>
      <wa-button slot="footer" appearance="outlined" autofocus @click=${() => this.peek.open = false}>${t('tile.close')}</wa-button></wa-dialog>` : nothing;
  }
  private empty() {
    return html`<div class="card first">${message('empty', t('workspace.empty'), t(this.types.length ? 'workspace.empty.admin' : 'workspace.empty.user'),
      html`<div class="row">${this.types.map(type => html`
        <wa-button variant="brand" @click=${() => this.begin(type)}><wa-icon slot="start" name="plug"></wa-icon>${t('workspace.connect', {name: type.name})}</wa-button>`)}
        <wa-button appearance="outlined" @click=${this.store}><wa-icon slot="start" name="add"></wa-icon>${t('store.title')}</wa-button></div>`)}</div>`;
  }
}
function tilesOf(workspace: Workspace): PlacedTile[] {
  return workspace.groups.flatMap(group => group.tiles);
}
