// Short questions and short news.
import type WaDialog from '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import {html, render} from 'lit';
import type {Outcome} from './api';
import {t} from './i18n';

/** Asks before something is lost. */
export function ask(title: string, content: unknown, yes: string, no = t('form.cancel')): Promise<boolean> {
  return new Promise(answer => {
    const host = document.body.appendChild(document.createElement('div'));
    let agreed = false;
    const close = (value: boolean) => {
      agreed = value;
      dialog.open = false;
    };
    const hidden = () => {
      host.remove();
      answer(agreed);
    };
    render(html`<wa-dialog label=${title} @wa-after-hide=${hidden}>${content}
      <wa-button slot="footer" appearance="outlined" autofocus @click=${() => close(false)}>${no}</wa-button>
      <wa-button slot="footer" variant="danger" @click=${() => close(true)}>${yes}</wa-button></wa-dialog>`, host);
    const dialog = host.querySelector('wa-dialog') as WaDialog;
    void open(dialog);
  });
}
/** Lets a person tick some of many; nothing when they think better of it. */
export function choose(title: string, choices: {value: string; label: string}[], chosen: Set<string>): Promise<Set<string> | undefined> {
  return new Promise(answer => {
    const host = document.body.appendChild(document.createElement('div'));
    const ticked = new Set(chosen);
    let agreed = false, text = '';
    const tick = (value: string, on: boolean) => on ? ticked.add(value) : ticked.delete(value);
    const close = (value: boolean) => {
      agreed = value;
      dialog.open = false;
    };
    const hidden = (e: Event) => {
      if (e.target !== dialog) return;
      host.remove();
      answer(agreed ? ticked : undefined);
    };
    const draw = () => render(html`<wa-dialog label=${title} @wa-after-hide=${hidden}>
      <wa-input type="search" label=${t('choose.search')} autofocus with-clear @input=${(e: Event) => {
        text = (e.target as HTMLInputElement).value.toLowerCase();
        draw();
      }}></wa-input>
      <ul class="choices">${choices.map(c => html`<li ?hidden=${!c.label.toLowerCase().includes(text)}><label><input type="checkbox" .checked=${ticked.has(c.value)}
        @change=${(e: Event) => tick(c.value, (e.target as HTMLInputElement).checked)}>${c.label}</label></li>`)}</ul>
      <wa-button slot="footer" appearance="outlined" @click=${() => close(false)}>${t('form.cancel')}</wa-button>
      <wa-button slot="footer" variant="brand" @click=${() => close(true)}>${t('choose.use')}</wa-button></wa-dialog>`, host);
    draw();
    const dialog = host.querySelector('wa-dialog') as WaDialog;
    void open(dialog);
  });
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
