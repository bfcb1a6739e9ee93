// Bundles the pages into ../target/classes/ui. Output depends on the input only, so two builds are byte for byte the same.
import {build} from 'esbuild';
import {createHash} from 'node:crypto';
import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {gzipSync} from 'node:zlib';

const LIMIT = 150 * 1024;
const LICENSES = ['MIT', 'BSD-3-Clause', 'ISC', 'Apache-2.0'];
const out = new URL('../target/classes/ui/', import.meta.url);
const here = name => new URL(name, import.meta.url);
const json = name => JSON.parse(readFileSync(here(name), 'utf8'));

checkMessages();
rmSync(out, {recursive: true, force: true});
mkdirSync(new URL('assets/', out), {recursive: true});
const sprite = hashed('icons', 'svg', `<svg xmlns="http://www.w3.org/2000/svg">${Object.entries(json('src/icons.json')).map(symbol).join('')}</svg>`);
const favicon = hashed('favicon', 'svg', icon('grid_dots_20_filled').replace('<path', '<path fill="#0f6cbd"'));
const bundle = await build({
  entryPoints: {app: 'src/main.ts'}, absWorkingDir: here('.').pathname, outdir: new URL('assets/', out).pathname,
  bundle: true, minify: true, format: 'esm', target: 'es2022', entryNames: '[name]-[hash]', metafile: true,
  legalComments: 'external', define: {SPRITE: JSON.stringify(sprite)},
});
const built = suffix => '/assets/' + Object.keys(bundle.metafile.outputs).find(f => f.endsWith(suffix)).split('/').pop();
libraries(Object.values(bundle.metafile.outputs).flatMap(output => Object.entries(output.inputs)));
const firstLoad = {sprite, favicon, script: built('.js'), style: built('.css')};
write('index.html', readFileSync(here('index.html'), 'utf8').replace(/\[\[(\w+)]]/g, (_, name) => firstLoad[name]));

let size = 0;
for (const file of ['index.html', ...readdirSync(new URL('assets/', out)).map(f => `assets/${f}`)]) {
  const packed = gzipSync(readFileSync(new URL(file, out)), {level: 9});   // Node writes no time into the header
  write(`${file}.gz`, packed);
  if (file === 'index.html' || Object.values(firstLoad).includes(`/${file}`)) {
    size += packed.length;
    console.log(`${file.padEnd(32)} ${kilobytes(packed.length)}`);
  }
}
console.log(`${'first load, compressed'.padEnd(32)} ${kilobytes(size)}`);
if (size > LIMIT) fail(`The first load may be at most ${kilobytes(LIMIT)}.`);

/** Both languages have the same keys, and each key is used. That a used key exists is checked by the type of `t`. */
function checkMessages() {
  const [en, nl] = ['en', 'nl'].map(language => Object.keys(json(`src/messages/${language}.json`)));
  const source = readdirSync(here('src')).filter(f => f.endsWith('.ts')).map(f => readFileSync(here(`src/${f}`), 'utf8')).join('\n');
  const words = [...source.matchAll(/'([a-z]+\.[\w.]+)'|`([a-z]+\.[\w.]*)\$\{/g)];
  const used = key => words.some(([, whole, start]) => whole ? [whole, `${whole}.one`, `${whole}.other`].includes(key) : key.startsWith(start));
  const known = key => en.includes(key) || en.includes(`${key}.other`);
  const wrong = [
    ...en.filter(key => !nl.includes(key)).map(key => `nl.json lacks ${key}`),
    ...nl.filter(key => !en.includes(key)).map(key => `en.json lacks ${key}`),
    ...en.filter(key => !used(key)).map(key => `${key} is not used`),
    ...words.filter(([, whole]) => whole && !known(whole)).map(([, whole]) => `${whole} is used but has no text`),
  ];
  if (wrong.length) fail(wrong.join('\n'));
}
/** The libraries in the pages: their licences go into the bundle, and a bill of materials beside it. */
function libraries(inputs) {
  const used = inputs.filter(([, {bytesInOutput}]) => bytesInOutput).map(([file]) => file.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]);
  const names = [...new Set([...used, '@fluentui/svg-icons'])].filter(Boolean).sort();
  const packages = names.map(name => json(`node_modules/${name}/package.json`));
  const unknown = packages.filter(({license}) => !LICENSES.includes(license));
  if (unknown.length) fail(unknown.map(({name, license}) => `${name} has a licence that nobody agreed to: ${license}`).join('\n'));
  const text = ({name, version, license, repository}) => {
    const file = readdirSync(here(`node_modules/${name}`)).find(f => /^licen[sc]e/i.test(f));
    const terms = file ? readFileSync(here(`node_modules/${name}/${file}`), 'utf8').trim() : `Copyright its authors: ${repository.url}`;
    return `${name} ${version}: ${license}\n\n${terms}\n`;
  };
  mkdirSync(new URL('../META-INF/ui/', out), {recursive: true});
  write('../META-INF/ui/LICENSES.txt', packages.map(text).join(`\n${'-'.repeat(80)}\n\n`));
  write('../../bom-ui.json', JSON.stringify({
    bomFormat: 'CycloneDX', specVersion: '1.6', version: 1,
    components: packages.map(({name, version, license}) => ({
      type: 'library', name, version, licenses: [{license: {id: license}}], purl: `pkg:npm/${name.replace(/^@/, '%40')}@${version}`,
    })),
  }, null, 2));
}
function symbol([id, name]) {
  return icon(name).replace(/<svg [^>]*?(viewBox="[^"]*")>/, `<symbol id="${id}" fill="currentColor" $1>`).replace('</svg>', '</symbol>');
}
function icon(name) {
  return readFileSync(here(`node_modules/@fluentui/svg-icons/icons/${name}.svg`), 'utf8').trim();
}
function hashed(name, type, content) {
  const path = `assets/${name}-${createHash('sha256').update(content).digest('hex').slice(0, 8).toUpperCase()}.${type}`;
  write(path, content);
  return `/${path}`;
}
function write(path, content) {
  writeFileSync(new URL(path, out), content);
}
function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1).padStart(6)} KB`;
}
function fail(message) {
  console.error(message);
  process.exit(1);
}
