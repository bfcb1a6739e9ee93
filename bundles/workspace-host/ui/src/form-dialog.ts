// What dialogs with something to fill in have in common: nothing typed is lost by accident or by a refusal.
import type WaDialog from '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import {html, nothing, type TemplateResult} from 'lit';
import {query, state} from 'lit/decorators.js';
import {Refusal, type Values} from './api';
import {guard, open} from './dialogs';
import {t} from './i18n';
import {callout, reason, View} from './view';

/** Shows a dialog; resolves to what was saved, or to nothing when the person thought better of it. */
export function show<R>(dialog: FormDialog<R>): Promise<R | undefined> {
  return new Promise(done => {
    dialog.done = done;
    document.body.append(dialog);
  });
}

export abstract class FormDialog<R> extends View {
  @state() protected problems: Values = {};
  @state() private failure?: string;
  @state() private busy = false;
  @query('wa-dialog') private dialog!: WaDialog;
  done!: (saved?: R) => void;
  private saved?: R;
  private original = '';
  private readonly leaving = (e: Event) => {
    if (this.dirty) e.preventDefault();
  };

  protected wide = false;
  protected abstract heading(): string;
  protected abstract action(): string;
  protected abstract form(): TemplateResult;
  protected beside(): unknown {
    return nothing;
  }
  /** All that was filled in; what it was at the start need not be saved. */
  protected abstract answers(): unknown;
  /** What can be said without asking the host, by field. */
  protected check(): Values {
    return {};
  }
  protected abstract save(): Promise<R>;

  override connectedCallback() {
    super.connectedCallback();
    this.original = JSON.stringify(this.answers());
    addEventListener('beforeunload', this.leaving);
  }
  override disconnectedCallback() {
    removeEventListener('beforeunload', this.leaving);
    super.disconnectedCallback();
  }
  override firstUpdated() {
    void open(this.dialog);
  }
  private get dirty() {
    return this.saved === undefined && JSON.stringify(this.answers()) !== this.original;
  }
  private readonly closing = guard(() => this.dirty);
  private closed(e: Event) {
    if (e.target !== this.dialog) return;
    this.remove();
    this.done(this.saved);
  }
  private async submit(e: Event) {
    e.preventDefault();
    if (this.busy) return;
    this.failure = undefined;
    this.problems = this.check();
    if (await this.focusProblem()) return;
    this.busy = true;
    try {
      this.saved = await this.save();
      this.dialog.open = false;
    } catch (error) {
      const problems = error instanceof Refusal ? error.problems : [];
      this.problems = Object.fromEntries(problems.map(p => [p.field, p.message]));
      if (await this.focusProblem()) return;
      this.failure = reason(error);
      await this.updateComplete;
      this.querySelector<HTMLElement>('.result')?.focus();
    } finally {
      this.busy = false;
    }
  }
  private async focusProblem(): Promise<boolean> {
    await this.updateComplete;
    const first = this.querySelector<HTMLElement>('.wrong');
    first?.focus();
    return !!first;
  }
  protected problem(field: string) {
    const problem = this.problems[field];
    return problem ? html`<span class="problem"><wa-icon name="error"></wa-icon>${problem}</span>` : nothing;
  }
  protected wrong(field: string) {
    return this.problems[field] ? 'wrong' : '';
  }

  override render() {
    const beside = this.beside();
    return html`<wa-dialog class=${this.wide ? 'wide' : ''} label=${this.heading()} @wa-hide=${this.closing} @wa-after-hide=${this.closed}>
      <div class="with-guide"><form id="form-dialog" novalidate @submit=${this.submit}>${this.form()}
        ${callout(this.failure ? {level: 'ERROR', title: this.failure} : undefined)}</form>${beside}</div>
      <wa-button slot="footer" appearance="outlined" @click=${() => this.dialog.open = false}>${t('form.cancel')}</wa-button>
      <wa-button slot="footer" variant="brand" type="submit" form="form-dialog" ?loading=${this.busy}>${this.action()}</wa-button>
    </wa-dialog>`;
  }
}
