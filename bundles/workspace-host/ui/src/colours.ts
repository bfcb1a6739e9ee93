// Colours of apps: light or dark text on them, whichever can be read; a pair that cannot be read is corrected.
export const COLOURS = ['#0e7a7d', '#0f6cbd', '#3a3f9e', '#5c2e91', '#a4155c', '#b3261e', '#a8480f', '#7a5c00', '#0f7010', '#424242'];
export const LIGHT = '#ffffff', DARK = '#242424';
const ENOUGH = 4.5, STEP = .96;

/** The ink that can be read on a colour. */
export function inkOn(colour: string): string {
  return contrast(colour, LIGHT) >= contrast(colour, DARK) ? LIGHT : DARK;
}
/** The colour itself if one of the inks can be read on it, else the nearest darker one on which light text can. */
export function readable(colour: string): string {
  let rgb = channels(colour);
  while (contrast(hex(rgb), LIGHT) < ENOUGH && contrast(hex(rgb), DARK) < ENOUGH) rgb = rgb.map(c => c * STEP);
  return hex(rgb);
}
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + .05) / (dark + .05);
}
function luminance(colour: string): number {
  const [r, g, b] = channels(colour).map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
  return .2126 * r + .7152 * g + .0722 * b;
}
function channels(colour: string): number[] {
  return [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16));
}
function hex(rgb: number[]): string {
  return `#${rgb.map(c => Math.floor(c).toString(16).padStart(2, '0')).join('')}`;
}
