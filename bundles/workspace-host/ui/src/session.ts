// Who is here, in which language and theme; every view redraws when this changes.
import {get, part, post, put, remove, type IntegrationSummary, type Session, type Theme} from './api';

let current: Session;
let list: IntegrationSummary[] = [];
const prefersDark = matchMedia('(prefers-color-scheme: dark)');

export const session = () => current;
export const integrations = () => list;
export const settingsOf = (integration: string, connection?: string) =>
  `/settings/integrations/${part(integration)}${connection ? `?connection=${part(connection)}` : ''}`;

/** The section of every integration's help page about what the host itself refuses. */
export const TROUBLE = 'trouble';
export const helpOf = (integration: string, section = '') =>
  `/settings/integrations/${part(integration)}/help${section && `#${part(section)}`}`;

export const loadSession = async () => apply(await get<Session>('/session'));
export const signIn = async (person: string) => apply(await post<Session>('/session', {person}));
export const prefer = async (choice: {language?: string; theme?: Theme}) => apply(await put<Session>('/preferences', choice));
export async function signOut() {
  await remove('/session');
  await loadSession();
}

/** The integrations and how many of their connections need attention; trouble leaves what is known. */
export async function loadIntegrations() {
  try {
    list = current.user?.administrator ? await get<IntegrationSummary[]>('/integrations') : [];
  } catch { /* The page that needs them says so itself. */ }
  dispatchEvent(new Event('redraw'));
}

async function apply(next: Session) {
  const before = current;
  current = next;
  document.documentElement.lang = next.language;
  showTheme();
  if (before?.user?.id !== next.user?.id || before?.language !== next.language) {
    await loadIntegrations();
    dispatchEvent(new Event('reload'));
  }
  dispatchEvent(new Event('redraw'));
}
function showTheme() {
  const classes = document.documentElement.classList;
  const dark = current.theme === 'dark' || current.theme === 'system' && prefersDark.matches;
  classes.remove('system');
  classes.toggle('wa-dark', dark);
  classes.toggle('wa-light', !dark);
}
prefersDark.addEventListener('change', showTheme);
