// The form of a connection, drawn from what the integration says about its fields.
import type WaDialog from '@awesome.me/webawesome/dist/components/dialog/dialog.js';
import type WaInput from '@awesome.me/webawesome/dist/components/input/input.js';
import type WaSwitch from '@awesome.me/webawesome/dist/components/switch/switch.js';
import {html, LitElement, nothing, type TemplateResult} from 'lit';
import {customElement, query, state} from 'lit/decorators.js';
import {part, post, put, Refusal, type CheckResult, type Choices, type Connection, type Field, type FieldProblem, type Integration, type Values} from './api';
import {choose, describe, guard, open} from './dialogs';
import {plural, t} from './i18n';
import {helpOf} from './session';
import {callout, moreAbout, newWindow, refusal, View} from './view';

export type Saved = {id: string; name: string};

/** Resolves to what was saved, or to nothing when the person thought better of it. */
export function editConnection(integration: Integration, connection?: Connection): Promise<Saved | undefined> {
  return new Promise(done => {
    const dialog = new ConnectionDialog(integration, connection, saved => {
      dialog.remove();
      done(saved);
    });
    document.body.append(dialog);
  });
}

@customElement('ws-connection-dialog')
export class ConnectionDialog extends View {
  @state() private problems: Values = {};
  @state() private result?: CheckResult;
  @state() private busy?: string;
  @state() private changing: boolean;
  @query('wa-dialog') private dialog!: WaDialog;
  private readonly values: Values;
  private readonly original: string;
  private saved?: Saved;
  private readonly leaving = (e: Event) => {
    if (this.dirty) e.preventDefault();
  };

  constructor(private readonly integration: Integration, private readonly connection: Connection | undefined, private readonly done: (saved?: Saved) => void) {
    super();
    this.changing = !connection;
    this.values = Object.fromEntries(integration.form.fields.map(f =>
      [f.id, f.type === 'PASSWORD' ? '' : (connection ? connection.values?.[f.id] : f.default) ?? (f.type === 'BOOLEAN' ? 'false' : '')]));
    this.original = JSON.stringify(this.values);
  }
  override connectedCallback() {
    super.connectedCallback();
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
    return !this.saved && JSON.stringify(this.values) !== this.original;
  }
  private get path() {
    return `/integrations/${part(this.integration.id)}`;
  }
  private readonly closing = guard(() => this.dirty);
  private closed(e: Event) {
    if (e.target === this.dialog) this.done(this.saved);
  }

  private async test() {
    await this.run('test', async () => {
      const result = await post<CheckResult>(`${this.path}/check`, {...this.connection && {id: this.connection.id}, values: this.answers()});
      this.mark(result.problems);
      await this.say(result);
    });
  }
  private async save(e: Event) {
    e.preventDefault();
    await this.run('save', async () => {
      const body = {values: this.answers()};
      const {id} = this.connection
        ? await put<{id: string}>(`${this.path}/connections/${part(this.connection.id)}`, body)
        : await post<{id: string}>(`${this.path}/connections`, body);
      this.saved = {id, name: this.values.name || this.connection?.name || this.integration.title};
      this.dialog.open = false;
    });
  }
  /** Looks at the fields first; what the host refuses is shown where it belongs, and nothing typed is lost. */
  private async run(what: string, ask: () => Promise<void>) {
    if (this.busy) return;
    this.result = undefined;
    this.mark(this.integration.form.fields.flatMap(f => this.check(f)));
    if (await this.focusProblem()) return;
    this.busy = what;
    try {
      await ask();
    } catch (e) {
      const problems = e instanceof Refusal ? e.problems : [];
      this.mark(problems);
      if (!await this.focusProblem()) await this.say(refusal(e, this.integration));
    } finally {
      this.busy = undefined;
    }
  }
  /** Lets the person choose from what the other system has; lines that it does not know stay. */
  private async choose(f: Field) {
    if (this.busy) return;
    this.busy = f.id;
    try {
      const found = await post<Choices>(`${this.path}/choices/${part(f.id)}`, {...this.connection && {id: this.connection.id}, values: this.answers()});
      const {choices, parts, problem} = found;
      if (problem) return await this.say(problem);
      const key = (value: string) => value.split('=')[0].trim();
      const separator = f.type === 'LINES' ? '\n' : ', ';
      const before = this.values[f.id].split(f.type === 'LINES' ? '\n' : /[,\s]+/).filter(Boolean);
      if (parts.length) {
        this.values[f.id] = (await describe(f.label, found, before) ?? before).join(separator);
        return this.problems = {...this.problems, [f.id]: ''};
      }
      const known = new Map(choices.map(c => [key(c.value), c.value]));
      const chosen = await choose(f.label, choices.map(c => ({value: key(c.value), label: c.label})), new Set(before.map(key)));
      if (!chosen) return;
      const kept = before.filter(value => chosen.has(key(value)) || !known.has(key(value)));
      const added = [...chosen].filter(k => !before.some(value => key(value) === k)).map(k => known.get(k)!);
      this.values[f.id] = [...kept, ...added].join(separator);
      this.problems = {...this.problems, [f.id]: ''};
    } catch (e) {
      await this.say(refusal(e, this.integration));
    } finally {
      this.busy = undefined;
    }
  }
  private async change(f: Field) {
    this.changing = true;
    await this.updateComplete;
    this.querySelector<HTMLElement>(`[name="${CSS.escape(f.id)}"]`)?.focus();
  }
  private answers(): Values {
    const {fields} = this.integration.form;
    return Object.fromEntries(fields.filter(f => f.type !== 'PASSWORD' || this.values[f.id]).map(f => [f.id, this.values[f.id]]));
  }
  private check(f: Field): FieldProblem[] {
    const value = this.values[f.id].trim();
    const text = !value ? this.required(f) && t('form.required')
      : f.type === 'INTEGER' && !/^-?\d+$/.test(value) && t('form.number');
    return text ? [{field: f.id, message: text}] : [];
  }
  private required(f: Field) {
    return !!f.required && !(f.type === 'PASSWORD' && this.connection);
  }
  private mark(problems: FieldProblem[] = []) {
    this.changing ||= problems.some(p => this.integration.form.fields.some(f => f.id === p.field && f.type === 'PASSWORD'));
    this.problems = Object.fromEntries(problems.filter(p => p.field in this.values).map(p => [p.field, p.message]));
  }
  private async focusProblem(): Promise<boolean> {
    await this.updateComplete;
    const first = this.querySelector<HTMLElement>('.wrong');
    const folded = first?.closest('wa-details');
    if (folded && !folded.open) {
      folded.open = true;
      await folded.updateComplete;
    }
    first?.focus();
    return !!first;
  }
  private async say(result: CheckResult) {
    this.result = result;
    await this.updateComplete;
    const place = this.querySelector<HTMLElement>('.result');
    place?.scrollIntoView({block: 'nearest'});
    place?.focus();
  }
  /** The library says in words what is wrong with a field, but does not mark its inner input. */
  override async updated() {
    for (const control of this.querySelectorAll<LitElement>('form [name]:not(wa-details)')) {
      await control.updateComplete;
      control.shadowRoot?.querySelector('input, textarea, [role=combobox]')?.setAttribute('aria-invalid', String(control.classList.contains('wrong')));
    }
  }

  override render() {
    const {form, guide = [], help = []} = this.integration, {connection, busy} = this;
    const optional = form.fields.filter(f => !f.required), required = form.fields.filter(f => f.required);
    const folded = optional.length && required.length;
    const first = form.fields.find(f => f.required) ?? form.fields[0];
    const wrongInside = optional.some(f => this.problems[f.id]);
    return html`<wa-dialog class=${guide.length ? 'wide' : ''} label=${connection ? t('form.edit', {name: connection.name}) : t('form.new')} @wa-hide=${this.closing} @wa-after-hide=${this.closed}>
      <div class="with-guide">
        <form id="connection" novalidate @submit=${this.save}>
          ${form.description || help.length ? html`<p class="quiet">${form.description} ${help.length ? html`<a class="link" href=${helpOf(this.integration.id)} target="_blank">${t('help.link')}${newWindow()}</a>` : nothing}</p>` : nothing}
          ${(folded ? required : form.fields).map(f => this.field(f, f === first))}
          ${folded ? html`<wa-details appearance="plain" summary=${t('form.more')} ?open=${wrongInside}><div class="fields">${optional.map(f => this.field(f, false))}</div></wa-details>` : nothing}
          <span class="visually-hidden" role="status">${busy === 'test' ? t('form.testing') : nothing}</span>
          ${callout(this.result, this.integration.id)}
        </form>
        ${guide.length ? html`<aside aria-labelledby="guide"><h3 id="guide"><wa-icon name="guide"></wa-icon>${t('form.guide')}</h3>
          ${guide.map((step, i) => html`<wa-details appearance="plain" name="guide" icon-placement="start" ?open=${!connection && i === 0}>
            <span slot="summary">${i + 1}. ${step.title}</span>
            <div class="step"><p class="lines">${step.text}</p>
              <wa-copy-button value=${step.text} copy-label=${t('form.copy')} success-label=${t('form.copied')}></wa-copy-button></div></wa-details>`)}</aside>` : nothing}
      </div>
      <wa-button slot="footer" class="test" appearance="outlined" ?loading=${busy === 'test'} ?disabled=${busy === 'save'} @click=${this.test}><wa-icon slot="start" name="plug"></wa-icon>${t('form.test')}</wa-button>
      <wa-button slot="footer" appearance="outlined" @click=${() => this.dialog.open = false}>${t('form.cancel')}</wa-button>
      <wa-button slot="footer" variant="brand" type="submit" form="connection" ?loading=${busy === 'save'} ?disabled=${busy === 'test'}>${t(connection ? 'form.save' : 'form.add')}</wa-button>
    </wa-dialog>`;
  }
  private field(f: Field, first: boolean): TemplateResult {
    const problem = this.problems[f.id], wrong = problem ? 'wrong' : '', value = this.values[f.id];
    const hint = problem || f.hint ? html`<span slot="hint">${problem ? html`<span class="problem"><wa-icon name="error"></wa-icon>${problem}</span>` : nothing}${f.hint} ${problem && this.integration.help?.includes(f.id) ? moreAbout(this.integration.id, f.id, f.label) : nothing}</span>` : nothing;
    const keep = (next: string) => {
      this.values[f.id] = next;
      this.result = undefined;
      if (f.type === 'TEXT') this.requestUpdate();
      if (problem) this.problems = {...this.problems, [f.id]: ''};
    };
    const helper = this.integration.choiceFields?.includes(f.id)
      ? html`<wa-button class="beside ${wrong}" size="s" appearance="outlined" ?loading=${this.busy === f.id} @click=${() => this.choose(f)}><wa-icon slot="start" name="search"></wa-icon>${t('form.chooseFrom')}</wa-button>`
      : f.type === 'TEXT' && /^https:\/\/[^\s/]+\.[^\s/]+/.test(value) ? html`<a class="link beside" href=${value} target="_blank" rel="noopener noreferrer">${t('form.tryLink')}${newWindow()}</a>` : nothing;
    switch (f.type) {
      case 'LINES': if (helper !== nothing) return html`<div class="kept" role="group" aria-label=${f.label}><span>${f.label}</span><span>${value ? plural('form.lines', value.split('\n').length) : t('form.noLines')}</span>${helper}
        ${hint === nothing ? nothing : html`<div class="quiet">${hint}</div>`}</div>`;
      return html`<div><wa-textarea name=${f.id} class=${wrong} label=${f.label} rows="4" resize="auto" spellcheck="false" .value=${value}
        @input=${(e: Event) => keep((e.target as WaInput).value ?? '')}>${hint}</wa-textarea>${helper}</div>`;
      case 'BOOLEAN': return html`<wa-switch name=${f.id} class=${wrong} ?autofocus=${first} ?checked=${value === 'true'}
        @change=${(e: Event) => keep(String((e.target as WaSwitch).checked))}>${f.label}${hint}</wa-switch>`;
      case 'CHOICE': return html`<wa-select name=${f.id} class=${wrong} ?autofocus=${first} label=${f.label} placeholder=${t('form.choose')} ?required=${this.required(f)} value=${value}
        @change=${(e: Event) => keep(String((e.target as WaInput).value ?? ''))}>${hint}${f.options?.map(o => html`<wa-option value=${o.value}>${o.label}</wa-option>`)}</wa-select>`;
      case 'PASSWORD': if (!this.changing) return html`<div class="kept"><span id="kept">${f.label}</span><span><span aria-hidden="true">••••••••</span><span class="visually-hidden">${t('form.unchanged')}</span></span>
        <wa-button size="s" appearance="outlined" @click=${() => this.change(f)}>${t('form.change')}<span class="visually-hidden"> ${f.label}</span></wa-button></div>`;
      // falls through
      default: return html`<div><wa-input name=${f.id} class=${wrong} ?autofocus=${first} label=${f.label} ?required=${this.required(f)}
        type=${f.type === 'PASSWORD' ? 'password' : 'text'} inputmode=${f.type === 'INTEGER' ? 'numeric' : 'text'} ?password-toggle=${f.type === 'PASSWORD'}
        autocomplete=${f.type === 'PASSWORD' ? 'new-password' : 'off'} autocapitalize="off" spellcheck="false"
        placeholder=${f.type === 'PASSWORD' && this.connection ? t('form.unchanged') : ''} .value=${value}
        @input=${(e: Event) => keep((e.target as WaInput).value ?? '')}>${hint}</wa-input>${helper}</div>`;
    }
  }
}
