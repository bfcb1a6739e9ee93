// Who something is for: people and groups of the organisation, found by name.
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import {html, nothing} from 'lit';
import {customElement, property, state} from 'lit/decorators.js';
import {get, type Audience, type Named} from './api';
import {plural, t} from './i18n';
import {reason, View} from './view';

const TYPING = 200;
type Kind = 'users' | 'groups';

@customElement('ws-people-picker')
export class PeoplePicker extends View {
  @property({attribute: false}) label = '';
  @property({attribute: false}) audience!: Audience;
  @state() private found?: Record<Kind, Named[]>;
  @state() private failure?: string;
  @state() private text = '';
  private typing?: number;

  private search(e: Event) {
    this.text = (e.target as WaInput).value?.trim() ?? '';
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.find(), TYPING);
  }
  private async find() {
    const {text} = this;
    try {
      const found = await get<Record<Kind, Named[]>>(`/directory?${new URLSearchParams({text})}`);
      if (text === this.text) this.found = found;
      this.failure = undefined;
    } catch (e) {
      this.failure = reason(e);
    }
  }
  private async change(kind: Kind, next: Named[]) {
    this.audience = {...this.audience, [kind]: next};
    this.dispatchEvent(new CustomEvent('change', {detail: this.audience}));
    await this.updateComplete;
    this.querySelector<HTMLElement>('wa-input')?.focus();
  }
  private add(kind: Kind, one: Named) {
    this.text = '';
    return this.change(kind, [...this.audience[kind], one]);
  }
  private drop(kind: Kind, one: Named) {
    return this.change(kind, this.audience[kind].filter(other => other.id !== one.id));
  }
  override render() {
    const kinds: Kind[] = ['groups', 'users'];
    const free = kinds.flatMap(kind => (this.found?.[kind] ?? [])
      .filter(one => !this.audience[kind].some(other => other.id === one.id)).map(one => ({kind, one})));
    return html`
      ${kinds.some(kind => this.audience[kind].length) ? html`<ul class="chosen" aria-label=${this.label}>${kinds.map(kind => this.audience[kind].map(one => html`
        <li><wa-icon name=${kind}></wa-icon>${one.name}<button type="button" @click=${() => this.drop(kind, one)} aria-label=${t('people.remove', {name: one.name})}><wa-icon name="xmark"></wa-icon></button></li>`))}</ul>` : nothing}
      <wa-input class="unlabelled" type="search" label=${this.label} placeholder=${t('people.search')} autocomplete="off" .value=${this.text} @focus=${() => this.find()} @input=${this.search}
        @keydown=${(e: KeyboardEvent) => e.key === 'Enter' && e.preventDefault()}><wa-icon slot="start" name="search"></wa-icon></wa-input>
      <span class="visually-hidden" role="status">${this.found ? plural('people.found', free.length) : nothing}</span>
      ${this.failure ? html`<span class="problem">${this.failure}</span>` : nothing}
      ${this.found ? html`<ul class="found">${free.length ? free.map(({kind, one}) => html`
        <li><button type="button" @click=${() => this.add(kind, one)}><wa-icon name=${kind}></wa-icon><span>${one.name} <span class="quiet">${kind === 'groups' ? t('people.group') : one.mail}</span></span>
          <wa-icon name="add" label=${t('people.add')}></wa-icon></button></li>`) : html`<li class="quiet">${t('people.none')}</li>`}</ul>` : nothing}`;
  }
}
