// Who are you: in a demonstration one of its people, else what the operator still has to do.
import {html, nothing} from 'lit';
import {customElement, state} from 'lit/decorators.js';
import {t} from './i18n';
import {session, signIn} from './session';
import {heading, initials, message, reason, View} from './view';

@customElement('ws-sign-in')
export class SignIn extends View {
  @state() private failure?: string;

  override render() {
    const {demo, people = []} = session();
    if (!demo) return html`<div class="sign-in">${heading(t('signin.off'), t('signin.off.text'))}
      ${message('lock', '', t('signin.off.next'))}</div>`;
    return html`<div class="sign-in">
      ${heading(t('signin.title'), t('signin.text'))}
      ${this.failure ? html`<wa-callout variant="danger" role="alert"><wa-icon slot="icon" name="error"></wa-icon>${this.failure}</wa-callout>` : nothing}
      <ul class="people" aria-label=${t('signin.people')}>${people.map(person => html`
        <li><button @click=${() => this.choose(person.id)}>
          <wa-avatar initials=${initials(person.displayName)} aria-hidden="true"></wa-avatar>
          <span><strong>${person.displayName}</strong><br><span class="quiet">${person.role}</span></span>
          <wa-icon name="chevron-right"></wa-icon></button></li>`)}</ul></div>`;
  }
  private async choose(person: string) {
    this.failure = undefined;
    try {
      await signIn(person);
      this.dispatchEvent(new Event('signed-in'));
    } catch (e) {
      this.failure = reason(e);
    }
  }
}
