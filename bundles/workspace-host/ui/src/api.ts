// What the host answers, and the one place that asks it.
import {t} from './i18n';

export type Theme = 'system' | 'light' | 'dark';
export type Level = 'OK' | 'NEUTRAL' | 'WARNING' | 'ERROR';
export type Group = 'NEW' | 'IN_PROGRESS' | 'WAITING_ON_YOU' | 'DONE';
export type Sort = 'LAST_ACTIVITY' | 'CREATED' | 'PRIORITY';

export interface Session {
  csrfToken: string;
  language: string;
  theme: Theme;
  demo: boolean;
  user?: {id: string; displayName: string; mail?: string; administrator: boolean; managesApps: boolean};
  people?: {id: string; displayName: string; role: string}[];
}
export interface Item {
  id: string; number?: string; title: string; status?: string; group?: Group; lastActivity?: string; created?: string; link?: string;
}
export interface Problem {
  code: string; title: string; text?: string;
  advice?: {cause?: string; nextStep?: string; connectionId?: string; integrationId?: string; appId?: string};
}
export interface Tile {
  state: 'LOADING' | 'READY' | 'STALE' | 'PROBLEM';
  asOf?: string;
  headline?: string;
  total?: number;
  counts?: Partial<Record<Group, number>>;
  items?: Item[];
  links?: {kind: 'NEW' | 'HOME'; label: string; uri: string}[];
  problem?: Problem;
}
export type Size = 'SMALL' | 'WIDE' | 'LARGE';
export type Destination = 'NEW_WINDOW' | 'CURRENT_WINDOW';
export interface Look {
  icon: string; image?: string; colour: string; destination: Destination;
}
export interface PlacedTile extends Look {
  id: string; appId: string; name: string; size: Size; manageable: boolean; seen?: string; tile: Tile;
}
export interface TileGroup {
  id: string; title: string; shared: boolean; changeable: boolean; audience?: Audience; tiles: PlacedTile[];
}
export interface Workspace {
  groups: TileGroup[];
}
export type Named = {id: string; name: string; mail?: string};
export type Audience = {everyone: boolean; users: Named[]; groups: Named[]};
export interface StoreApp extends Look {
  id: string; name: string; description: string;
}
export interface AppType {
  id: string; name: string; description: string; icon: string; colour: string; integrationId?: string;
}
export interface App extends Look {
  id: string; type: string; typeName: string; running: boolean; name: string; integrationId?: string; connectionId?: string; connectionName?: string;
  access: Audience; owners: Audience; enabled: boolean; tiles: number;
}
export interface IntegrationSummary {
  id: string; title: string; description?: string; attention: number;
}
export interface Field {
  id: string; label: string; hint?: string; type: 'TEXT' | 'LINES' | 'PASSWORD' | 'BOOLEAN' | 'INTEGER' | 'CHOICE'; required?: boolean;
  options?: {value: string; label: string}[]; default?: string;
}
export interface Connection {
  id: string; name: string; level: Level; state: string; detail?: string; helpId?: string; enabled: boolean; editable: boolean;
  usedBy?: string[]; columns?: Record<string, string>; values?: Values; actions?: Action[];
}
export type Action = {id: string; label: string};
export interface Integration {
  id: string; title: string; description?: string;
  columns?: {id: string; label: string; type: 'TEXT' | 'INSTANT'}[];
  guide?: {title: string; text: string}[];
  actions?: Action[];
  integrationActions?: Action[];
  choiceFields?: string[];
  help?: string[];
  form: {title?: string; description?: string; fields: Field[]};
  connections: Connection[];
  notices?: {level: Level; title: string; text?: string; connectionId?: string; actionId?: string; dismissalId?: string}[];
}
export type Values = Record<string, string>;
export type FieldProblem = {field: string; message: string};
export interface CheckResult {
  level: Level; title: string; text?: string; problems?: FieldProblem[]; helpId?: string;
}
export type Choice = {value: string; label: string};
export interface Choices {
  choices: Choice[]; parts: {label: string; options: Choice[]}[]; problem?: CheckResult;
}
export interface AuditEntry {
  at: string; actor: string; action: string; subject: string; detail: string; source: string;
}
export interface Help {
  title: string; sections: {id: string; title: string; text: string}[];
}
export interface Outcome {
  level: Level; title: string; text?: string; helpId?: string;
  table?: {columns: string[]; rows: string[][]};
  download?: {fileName: string; mediaType: string; content: string};
}

/** The host said no, or (status 0) did not answer; the message is meant for the person who asked. */
export class Refusal extends Error {
  constructor(readonly status: number, message: string, readonly problems: FieldProblem[] = []) {
    super(message);
  }
}

let csrfToken = '';

export const get = <T>(path: string): Promise<T> => request('GET', path);
export const post = <T>(path: string, body: unknown = {}): Promise<T> => request('POST', path, body);
export const put = <T>(path: string, body: unknown): Promise<T> => request('PUT', path, body);
export const remove = (path: string): Promise<void> => request('DELETE', path);

/** The part of a path that comes from data. */
export const part = encodeURIComponent;

async function request<T>(method: string, path: string, body?: unknown): Promise<T> {
  let response = await send(method, path, body);
  if (response.status === 403 && method !== 'GET') {
    // Another tab may have begun a new session since this one took its token.
    const before = csrfToken;
    await request('GET', '/session');
    if (csrfToken !== before) response = await send(method, path, body);
  }
  if (response.status === 204) return undefined as T;
  const answer = await response.json().catch(() => undefined);
  if (response.status === 401) dispatchEvent(new Event('signed-out'));
  if (!response.ok) throw new Refusal(response.status, answer?.error?.message ?? t('app.unexpected'), answer?.problems);
  if (answer === undefined) throw new Refusal(response.status, t('app.unexpected'));
  if (path === '/session' || path === '/preferences') csrfToken = answer.csrfToken;
  return answer;
}

async function send(method: string, path: string, body?: unknown): Promise<Response> {
  const headers: Record<string, string> = {Accept: 'application/json'};
  if (method !== 'GET') headers['X-CSRF-Token'] = csrfToken;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  try {
    return await fetch(`/api${path}`, {method, headers, body: body === undefined ? null : JSON.stringify(body)});
  } catch {
    throw new Refusal(0, t('app.network'));
  }
}
