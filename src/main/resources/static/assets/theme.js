// Runs before anything is painted: light or dark as somebody chose, else as the system has it.
(() => {
  const root = document.documentElement;
  if (root.dataset.theme !== 'system') return;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const follow = () => { root.dataset.bsTheme = dark.matches ? 'dark' : 'light'; };
  follow();
  dark.addEventListener('change', follow);
})();
