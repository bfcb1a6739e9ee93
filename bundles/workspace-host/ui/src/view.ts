// What all pages and parts have in common.
import {html, LitElement, nothing} from 'lit';
import {ref} from 'lit/directives/ref.js';
import {Refusal, type Integration, type Level, type Outcome} from './api';
import {inkOn} from './colours';
import {plural, t} from './i18n';
import icons from './icons.json';
import {helpOf, TROUBLE} from './session';

/** Drawn in the page itself, so that one style sheet serves all; redraws with the language, the session and the minute. */
export abstract class View extends LitElement {
  private readonly redraw = () => this.requestUpdate();
  private readonly renew = () => this.reload();

  /** Asks the host again: another language, another person. */
  reload(): void {}

  override createRenderRoot() {
    return this;
  }
  override connectedCallback() {
    super.connectedCallback();
    addEventListener('redraw', this.redraw);
    addEventListener('reload', this.renew);
  }
  override disconnectedCallback() {
    removeEventListener('redraw', this.redraw);
    removeEventListener('reload', this.renew);
    super.disconnectedCallback();
  }
}

export const variants = {OK: 'success', NEUTRAL: 'neutral', WARNING: 'warning', ERROR: 'danger'} as const satisfies Record<Level, string>;
export const levelIcons = {OK: 'ok', NEUTRAL: 'neutral', WARNING: 'warning', ERROR: 'error'} as const satisfies Record<Level, string>;

/** An app's icon on its colour, in the ink that can be read on it; or its own picture, which may not have travelled yet. */
export function chip(icon = 'apps', colour = '', image?: string, drawn?: HTMLCanvasElement) {
  const show = (element?: Element) => {
    if (!(element instanceof HTMLElement)) return;
    element.style.setProperty('--chip', colour || null);
    element.style.setProperty('--on-chip', colour ? inkOn(colour) : null);
  };
  const copy = (element?: Element) => {
    if (!(element instanceof HTMLCanvasElement) || !drawn) return;
    element.width = drawn.width;
    element.height = drawn.height;
    element.getContext('2d')?.drawImage(drawn, 0, 0);
  };
  return html`<span class="chip" ${ref(show)}>${drawn ? html`<canvas ${ref(copy)}></canvas>` : image ? html`<img src=${image} alt="">`
    : html`<wa-icon name=${`tile-${icon}` in icons ? `tile-${icon}` : 'tile-apps'}></wa-icon>`}</span>`;
}
/** A whole page or card that has one thing to say, and one thing to do. */
export function message(icon: string, title: unknown, text: unknown, action: unknown = nothing, tone = '') {
  return html`<div class="message"><wa-icon name=${icon} class=${tone}></wa-icon><p><strong>${title}</strong>${text ? html`<br>${text}` : nothing}</p>${action}</div>`;
}
export function heading(title: string, text: unknown = nothing) {
  return html`<header class="page"><h1 tabindex="-1">${title}</h1>${text === nothing || !text ? nothing : html`<p>${text}</p>`}</header>`;
}
/** How many connections need attention, in the menu up to the rail. */
export function attentionBadge(attention: number) {
  return attention ? html`<wa-badge variant="danger" pill><span aria-hidden="true">${attention}</span><span class="visually-hidden">${plural('nav.attention', attention)}</span></wa-badge>` : nothing;
}
/** The outcome of a test or an action; it gets the focus, which is how it is announced. */
export function callout(result?: Outcome, integration = '') {
  return result ? html`<wa-callout class="result" role="group" aria-label="${result.title}. ${result.text ?? ''}" tabindex="-1" variant=${variants[result.level]}>
    <wa-icon slot="icon" name=${levelIcons[result.level]}></wa-icon><strong>${result.title}</strong>${result.text ? html`<br><span class="lines">${result.text}</span>` : nothing}${result.helpId ? html`<br>${moreAbout(integration, result.helpId, result.title)}` : nothing}${rows(result.table)}</wa-callout>` : nothing;
}
/** What the host itself says to whoever asked something of an integration, and where more of that is said. */
export function refusal(e: unknown, integration?: Integration): Outcome {
  return {level: 'ERROR', title: reason(e), ...integration?.help?.includes(TROUBLE) && {helpId: TROUBLE}};
}
/** A link to the section of the help page that says more; beside a form, so it must not lose what was typed. */
export function moreAbout(integration: string, section: string, about: string) {
  return html`<a class="link" href=${helpOf(integration, section)} target="_blank">${t('help.more')}<span class="visually-hidden">: ${about}</span>${newWindow()}</a>`;
}
function rows(table: Outcome['table']) {
  return table?.rows.length ? html`<div class="table outcome"><table>
    <thead><tr>${table.columns.map(column => html`<th scope="col">${column}</th>`)}</tr></thead>
    <tbody>${table.rows.map(row => html`<tr>${row.map((text, i) => i ? html`<td class="lines" data-label=${table.columns[i]}>${text}</td>` : html`<th scope="row">${text}</th>`)}</tr>`)}</tbody></table></div>` : nothing;
}
export const newWindow = () => html`<span class="visually-hidden">(${t('app.newWindow')})</span>`;
export const reason = (e: unknown) => e instanceof Refusal && e.problems.map(p => p.message).join(' ') || (e instanceof Error ? e.message : String(e));
export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return ((words[0]?.[0] ?? '') + (words.length > 1 ? words[words.length - 1][0] : '')).toUpperCase();
}
