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
export function notify(text: string) {
  const note = document.createElement('wa-callout');
  note.setAttribute('variant', 'success');
  render(html`<wa-icon slot="icon" name="ok"></wa-icon>${text}`, note);
  document.querySelector('.notices')?.append(note);
  setTimeout(() => note.remove(), 6000);
}
