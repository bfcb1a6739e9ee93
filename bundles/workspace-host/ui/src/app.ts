// The frame of every page: bar, rail, and the page that belongs to the address.
import {html, nothing, type TemplateResult} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import type {Theme} from './api';
import {notify} from './dialogs';
import {language, t} from './i18n';
import {go} from './router';
import {integrations, loadIntegrations, loadSession, prefer, session, signOut} from './session';
import {attentionBadge, heading, initials, message, reason, View} from './view';
import './apps';
import './help';
import './settings';
import './sign-in';
import './workspace';

type Choice = CustomEvent<{item: {value: string}}>;
type Page = {title: string; content: TemplateResult};

const themeIcons = {system: 'system', light: 'sun', dark: 'moon'} as const satisfies Record<Theme, string>;
const INTEGRATION = /^\/settings\/integrations\/([^/]+)(\/help)?$/;

@customElement('ws-app')
export class App extends View {
  @state() private failure?: string;
  private returnTo = '/';

  override connectedCallback() {
    super.connectedCallback();
    addEventListener('navigate', () => void this.arrive());
    addEventListener('signed-out', () => void this.askWho());
    setInterval(() => {
      dispatchEvent(new Event('redraw'));
      if (!document.hidden && session()?.user?.administrator) void loadIntegrations();
    }, 60_000);
    void this.begin();
  }
  private async begin() {
    this.failure = undefined;
    try {
      await loadSession();
    } catch (e) {
      this.failure = reason(e);
    }
  }
  private async arrive() {
    this.requestUpdate();
    await this.updateComplete;
    const main = this.querySelector('main');
    main?.scrollTo(0, 0);
    (main?.querySelector('h1') ?? main)?.focus();
  }
  private async askWho() {
    if (location.pathname !== '/signin') this.returnTo = location.pathname;
    await this.begin();
    go('/signin', true);
  }
  private async signOut() {
    await signOut();
    this.returnTo = '/';
    go('/signin');
  }

  override render() {
    if (this.failure) return html`<main class="alone" role="alert">${message('offline', this.failure, '',
      html`<wa-button @click=${() => this.begin()}>${t('app.retry')}</wa-button>`)}</main>`;
    if (!session()) return html`<main class="alone" aria-busy="true"></main>`;
    const {title, content} = this.page(location.pathname);
    document.title = `${title} – ${t('app.name')}`;
    return html`
      ${this.bar()}
      ${session().user ? this.rail() : nothing}
      <main id="main" tabindex="-1">${content}</main>
      <div class="notices" role="status"></div>`;
  }
  private page(path: string): Page {
    const {user} = session();
    if (!user || path === '/signin') return {
      title: t(session().demo ? 'signin.title' : 'signin.off'),
      content: html`<ws-sign-in @signed-in=${() => go(this.returnTo, true)}></ws-sign-in>`,
    };
    if (path === '/') return {title: t('nav.workspace'), content: html`<ws-workspace></ws-workspace>`};
    if (path === '/apps') return user.managesApps ? {title: t('apps.title'), content: html`<ws-apps></ws-apps>`}
      : this.dead('lock', t('page.notAllowed'), t('page.notAllowed.apps'));
    const [, integration, help] = INTEGRATION.exec(path) ?? [];
    const history = path === '/settings/history';
    if (path === '/settings' || history || integration) {
      if (!user.administrator) return this.dead('lock', t('page.notAllowed'), t('page.notAllowed.text'));
      const id = integration && decodeURIComponent(integration);
      return {
        title: history ? t('history.title') : integrations().find(i => i.id === id)?.title ?? t('settings.title'),
        content: help ? html`<ws-help .integration=${id!}></ws-help>` : html`<ws-settings .integration=${id} .history=${history}></ws-settings>`,
      };
    }
    return this.dead('not-found', t('page.notFound'), t('page.notFound.text'));
  }
  private dead(icon: string, title: string, text: string): Page {
    return {title, content: html`<div class="dead"><wa-icon name=${icon}></wa-icon>${heading(title, text)}
      <wa-button variant="brand" href="/">${t('page.home')}</wa-button></div>`};
  }
  private bar() {
    const {user, theme, demo} = session();
    const name = user?.displayName ?? '';
    return html`<header class="bar">
      <a class="skip" href="#main" @click=${this.skip}>${t('app.skip')}</a>
      <a class="brand" href="/"><wa-icon name="apps"></wa-icon><span>${t('app.name')}</span></a>
      <div class="tools">
        <wa-dropdown placement="bottom-end" @wa-select=${(e: Choice) => this.prefer({language: e.detail.item.value})}>
          <wa-button slot="trigger" appearance="plain"><wa-icon slot="start" name="language" label=${t('header.language')}></wa-icon>${language().toUpperCase()}</wa-button>
          <wa-dropdown-item type="checkbox" value="en" lang="en" ?checked=${language() === 'en'}>English</wa-dropdown-item>
          <wa-dropdown-item type="checkbox" value="nl" lang="nl" ?checked=${language() === 'nl'}>Nederlands</wa-dropdown-item>
        </wa-dropdown>
        <wa-dropdown placement="bottom-end" @wa-select=${(e: Choice) => this.prefer({theme: e.detail.item.value as Theme})}>
          <wa-button slot="trigger" appearance="plain"><wa-icon name=${themeIcons[theme]} label=${t('header.theme')}></wa-icon></wa-button>
          ${(Object.keys(themeIcons) as Theme[]).map(value => html`
            <wa-dropdown-item type="checkbox" value=${value} ?checked=${theme === value}>
              <wa-icon slot="icon" name=${themeIcons[value]}></wa-icon>${t(`theme.${value}`)}</wa-dropdown-item>`)}
        </wa-dropdown>
        ${user ? html`<wa-dropdown placement="bottom-end" @wa-select=${(e: Choice) => e.detail.item.value === 'switch' ? go('/signin') : this.signOut()}>
          <button slot="trigger" class="account"><wa-avatar initials=${initials(name)} aria-hidden="true"></wa-avatar><span class="visually-hidden">${t('account.menu', {name})}</span></button>
          <div class="person"><strong>${name}</strong>${user.mail ? html`<br><span>${user.mail}</span>` : nothing}</div>
          <wa-divider></wa-divider>
          ${demo ? html`<wa-dropdown-item value="switch"><wa-icon slot="icon" name="people"></wa-icon>${t('account.switch')}</wa-dropdown-item>` : nothing}
          <wa-dropdown-item value="out"><wa-icon slot="icon" name="sign-out"></wa-icon>${t('account.signOut')}</wa-dropdown-item>
        </wa-dropdown>` : nothing}
      </div></header>`;
  }
  private rail() {
    const attention = integrations().reduce((sum, i) => sum + i.attention, 0);
    const link = (path: string, icon: string, label: string, here: boolean, extra: unknown = nothing) => html`
      <a href=${path} aria-current=${here ? 'page' : nothing}><wa-icon name=${here ? `${icon}-filled` : icon}></wa-icon><span>${label}</span>${extra}</a>`;
    return html`<nav class="rail" aria-label=${t('nav.main')}>
      ${link('/', 'home', t('nav.workspace'), location.pathname === '/')}
      ${session().user?.managesApps ? link('/apps', 'store', t('nav.apps'), location.pathname === '/apps') : nothing}
      ${session().user?.administrator ? link('/settings', 'settings', t('nav.settings'), location.pathname.startsWith('/settings'), attentionBadge(attention)) : nothing}
    </nav>`;
  }
  private async prefer(choice: Parameters<typeof prefer>[0]) {
    try {
      await prefer(choice);
    } catch (e) {
      notify(reason(e));
    }
  }
  private skip(e: Event) {
    e.preventDefault();
    document.getElementById('main')?.focus();
  }
}
