// Who did what, for administrators.
import {html} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import {get, type AuditEntry} from './api';
import {t, time} from './i18n';
import {heading, message, reason, View} from './view';

@customElement('ws-history')
export class HistoryPage extends View {
  @state() private entries?: AuditEntry[];
  @state() private failure?: string;

  override connectedCallback() {
    super.connectedCallback();
    void this.load();
  }
  override reload() {
    void this.load();
  }
  private async load() {
    try {
      this.entries = await get<AuditEntry[]>('/audit');
      this.failure = undefined;
    } catch (e) {
      this.failure = reason(e);
    }
  }
  override render() {
    const {entries, failure} = this;
    const labels = [t('history.when'), t('history.who'), t('history.what'), t('history.on'), t('history.detail'), t('history.from')];
    return html`${heading(t('history.title'), t('history.text'))}
      ${failure ? html`<div class="card">${message('plug-off', failure, '', html`<wa-button @click=${() => this.load()}>${t('app.retry')}</wa-button>`, 'bad')}</div>`
        : !entries ? html`<div aria-busy="true"></div>`
        : !entries.length ? html`<div class="card">${message('empty', t('history.empty'), '')}</div>`
        : html`<div class="table outcome"><table><thead><tr>${labels.map(label => html`<th scope="col">${label}</th>`)}</tr></thead>
          <tbody>${entries.map(e => html`<tr>${[time(e.at), e.actor, e.action, e.subject, e.detail, e.source].map((value, i) => html`<td data-label=${labels[i]}>${value || html`<span class="quiet">–</span>`}</td>`)}</tr>`)}</tbody></table></div>`}`;
  }
}
