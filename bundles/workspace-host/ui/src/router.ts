// Client routes: ordinary links that do not load the page anew.
export function go(path: string, replace = false) {
  history[replace ? 'replaceState' : 'pushState'](null, '', path);
  dispatchEvent(new Event('navigate'));
}
document.addEventListener('click', e => {
  const link = e.composedPath().find(node => node instanceof HTMLAnchorElement);
  if (!link || link.target || link.origin !== location.origin || e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
  if (link.hash && link.pathname === location.pathname) return;
  e.preventDefault();
  go(link.pathname + link.search + link.hash);
});
addEventListener('popstate', () => dispatchEvent(new Event('navigate')));
