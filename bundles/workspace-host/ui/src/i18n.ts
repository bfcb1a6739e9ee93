// Own texts in Dutch and English; plurals, numbers and times as the browser's Intl has them.
import {html} from 'lit';
import en from './messages/en.json';
import nl from './messages/nl.json';

export type Key = keyof typeof en;
type PluralKey = Key extends infer K ? K extends `${infer Start}.other` ? Start : never : never;

const MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
const languages: Record<string, Record<Key, string>> = {en, nl};

export const language = () => document.documentElement.lang === 'nl' ? 'nl' : 'en';

export function t(key: Key, values: Record<string, string> = {}): string {
  return languages[language()][key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}
export function plural(key: PluralKey, n: number): string {
  const form = new Intl.PluralRules(language()).select(n) === 'one' ? 'one' : 'other';
  return t(`${key}.${form}` as Key, {n: number(n)});
}
export const number = (n: number) => new Intl.NumberFormat(language()).format(n);
export const date = (instant: string | number | Date, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(language(), options).format(new Date(instant));

/** The clock time of today, with the date for any other day. */
export function clock(instant: string): string {
  const today = new Date(instant).toDateString() === new Date().toDateString();
  return date(instant, today ? {timeStyle: 'short'} : {dateStyle: 'medium', timeStyle: 'short'});
}
/** Relative for a week, a date after that; the exact local time is in the tooltip. */
export function time(instant: string) {
  return html`<time datetime=${instant} title=${date(instant, {dateStyle: 'full', timeStyle: 'short'})}>${relative(instant)}</time>`;
}
function relative(instant: string): string {
  const seconds = (new Date(instant).getTime() - Date.now()) / 1000, age = Math.abs(seconds);
  if (age >= 7 * DAY) return date(instant, {dateStyle: 'medium'});
  const format = new Intl.RelativeTimeFormat(language(), {numeric: 'auto'});
  const [unit, length]: [Intl.RelativeTimeFormatUnit, number] =
    age < MINUTE ? ['second', Infinity] : age < HOUR ? ['minute', MINUTE] : age < DAY ? ['hour', HOUR] : ['day', DAY];
  return format.format(Math.trunc(seconds / length), unit);
}
