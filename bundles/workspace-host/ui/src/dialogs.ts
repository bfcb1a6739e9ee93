// Short questions and short news.
import type WaDialog from '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import {html, render} from 'lit';
import type {Choice, Choices, Outcome} from './api';
import {t} from './i18n';

/** Asks before something is lost. */
export const ask = (title: string, content: unknown, yes: string, no?: string) => decide({title, content: () => content, yes, no, danger: true});

/** Lets a person tick some of many; nothing when they think better of it. */
export async function choose(title: string, choices: Choice[], chosen: Set<string>): Promise<Set<string> | undefined> {
  const ticked = new Set(chosen);
  let text = '';
  const tick = (value: string, on: boolean) => on ? ticked.add(value) : ticked.delete(value);
  const content = (redraw: () => void) => html`
    <wa-input type="search" label=${t('choose.search')} autofocus with-clear @input=${(e: Event) => {
      text = (e.target as HTMLInputElement).value.toLowerCase();
      redraw();
    }}></wa-input>
    <ul class="ticks">${choices.map(c => html`<li ?hidden=${!c.label.toLowerCase().includes(text)}><label><input type="checkbox" .checked=${ticked.has(c.value)}
      @change=${(e: Event) => tick(c.value, (e.target as HTMLInputElement).checked)}>${c.label}</label></li>`)}</ul>`;
  const dirty = () => ticked.size !== chosen.size || [...ticked].some(value => !chosen.has(value));
  return await decide({title, content, yes: t('choose.use'), dirty}) ? ticked : undefined;
}
/** Lets a person say something about each of some; the lines that say what is not suggested anyway, or nothing when they think better of it. */
export async function describe(title: string, {choices, parts}: Choices, before: string[]): Promise<string[] | undefined> {
  const split = (line: string) => {
    const [key, rest = ''] = line.split(/=(.*)/s);
    return {key: key.trim(), said: rest.split('|').map(word => word.trim())};
  };
  const lines = new Map(before.map(line => [split(line).key, line]));
  const rows = choices.map(c => ({...split(lines.get(split(c.value).key) ?? c.value), label: c.label, suggested: c.value}));
  const known = new Set(rows.map(row => row.key));
  const original = JSON.stringify(rows);
  const say = (row: typeof rows[number], i: number) => (e: Event) => row.said[i] = String((e.target as HTMLInputElement).value ?? '').replaceAll('|', ' ').trim();
  const content = () => html`<div class="said">${rows.map((row, r) => html`<div role="group" aria-label=${row.label}><strong>${row.label}</strong>
    ${parts.map((part, i) => part.options.length
      ? html`<wa-select size="s" label=${part.label} value=${row.said[i]} ?autofocus=${!r && !i} @change=${say(row, i)}>${part.options.map(o => html`<wa-option value=${o.value}>${o.label}</wa-option>`)}</wa-select>`
      : html`<wa-input size="s" label=${part.label} maxlength="60" .value=${row.said[i] ?? ''} ?autofocus=${!r && !i} @input=${say(row, i)}></wa-input>`)}</div>`)}</div>`;
  if (!await decide({title, content, yes: t('choose.use'), wide: true, dirty: () => JSON.stringify(rows) !== original})) return;
  return [...before.filter(line => !known.has(split(line).key)),
    ...rows.map(row => ({line: `${row.key}=${row.said.join('|')}`, row})).filter(({line, row}) => line !== row.suggested).map(({line}) => line)];
}
interface Question {
  title: string; content: (redraw: () => void) => unknown; yes: string; no?: string; danger?: boolean; wide?: boolean; dirty?: () => boolean;
}
/** Shows a dialog until the person decides, and says whether they agreed. */
function decide({title, content, yes, no = t('form.cancel'), danger = false, wide = false, dirty = () => false}: Question): Promise<boolean> {
  return new Promise(answer => {
    const host = document.body.appendChild(document.createElement('div'));
    let agreed = false;
    const close = (value: boolean) => {
      agreed = value;
      dialog.open = false;
    };
    const closing = guard(() => !agreed && dirty());
    const hidden = (e: Event) => {
      if (e.target !== dialog) return;
      host.remove();
      answer(agreed);
    };
    const draw = () => render(html`<wa-dialog class=${wide ? 'wide' : ''} label=${title} @wa-hide=${closing} @wa-after-hide=${hidden}>${content(draw)}
      <wa-button slot="footer" appearance="outlined" ?autofocus=${danger} @click=${() => close(false)}>${no}</wa-button>
      <wa-button slot="footer" variant=${danger ? 'danger' : 'brand'} @click=${() => close(true)}>${yes}</wa-button></wa-dialog>`, host);
    draw();
    const dialog = host.querySelector('wa-dialog') as WaDialog;
    void open(dialog);
  });
}
/** Keeps a dialog from closing over what was filled in, until the person says that it may go. */
export function guard(dirty: () => boolean) {
  let discarding = false;
  return async (e: Event) => {
    const dialog = e.currentTarget as WaDialog;
    if (e.target !== dialog || discarding || !dirty()) return;
    e.preventDefault();
    if (!await ask(t('discard.title'), html`<p>${t('discard.text')}</p>`, t('discard.yes'), t('discard.no'))) return;
    discarding = true;
    dialog.open = false;
  };
}
/** Opening after the first drawing lets the dialog take the focus, and give it back at the end. */
export async function open(dialog: WaDialog) {
  await dialog.updateComplete;
  dialog.open = true;
}
/** Hands a file to the browser, which keeps it where the person keeps downloads. */
export function offer({fileName, mediaType, content}: NonNullable<Outcome['download']>) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([Uint8Array.from(atob(content), c => c.charCodeAt(0))], {type: mediaType}));
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(link.href);
}
/** Says what happened, also to screen readers, and goes away by itself. */
export function notify(text: string, variant: 'success' | 'neutral' = 'success') {
  const note = document.createElement('wa-callout');
  note.setAttribute('variant', variant);
  render(html`<wa-icon slot="icon" name=${variant === 'success' ? 'ok' : 'info'}></wa-icon>${text}`, note);
  document.querySelector('.notices')?.append(note);
  setTimeout(() => note.remove(), 6000);
}
