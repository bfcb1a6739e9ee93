// The help page of an integration: each section has an address of its own, which errors point to.
import {html, nothing, type PropertyValues} from 'lit';
import {customElement, property, state} from 'lit/decorators.js';
import {get, part, type Help} from './api';
import {t} from './i18n';
import {helpOf, settingsOf} from './session';
import {heading, message, reason, View} from './view';

@customElement('ws-help')
export class HelpPage extends View {
  @property() integration = '';
  @state() private help?: Help;
  @state() private failure?: string;
  private readonly jump = () => this.show();

  override connectedCallback() {
    super.connectedCallback();
    addEventListener('hashchange', this.jump);
  }
  override disconnectedCallback() {
    removeEventListener('hashchange', this.jump);
    super.disconnectedCallback();
  }
  override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('integration')) this.reload();
  }
  override reload() {
    void this.load();
  }
  private async load() {
    try {
      this.help = await get<Help>(`/integrations/${part(this.integration)}/help`);
      this.failure = undefined;
    } catch (e) {
      this.failure = reason(e);
    }
    await this.updateComplete;
    this.show();
  }
  private show() {
    const section = this.querySelector<HTMLElement>(`[id="${CSS.escape(decodeURIComponent(location.hash.slice(1)))}"]`);
    // the browser marks what is there when the page loads, and this came later
    for (const other of this.querySelectorAll('section')) other.classList.toggle('here', other === section);
    section?.scrollIntoView();
    section?.querySelector<HTMLElement>('h2')?.focus();
  }
  override render() {
    const {help, failure} = this;
    if (!help) return failure ? html`<div class="card">${message('plug-off', failure, '', html`<wa-button @click=${() => this.load()}>${t('app.retry')}</wa-button>`, 'bad')}</div>` : nothing;
    return html`<article class="help">${heading(t('help.title', {name: help.title}))}
      <p><a class="link" href=${settingsOf(this.integration)}>${t('help.back', {name: help.title})}</a></p>
      <nav aria-label=${t('help.contents')}><ul>${help.sections.map(s => html`<li><a class="link" href=${helpOf(this.integration, s.id)}>${s.title}</a></li>`)}</ul></nav>
      ${help.sections.map(s => html`<section id=${s.id}><h2 tabindex="-1">${s.title}</h2><p class="lines">${s.text}</p></section>`)}
    </article>`;
  }
}
