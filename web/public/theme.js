// Runs before the first paint, so that a chosen theme never flashes the other one. The page's CSP allows no inline script.
try {
  const choice = localStorage.getItem('moltbot-ops.theme')
  if (choice === 'light' || choice === 'dark') document.documentElement.dataset.theme = choice
} catch {
  // Storage can be blocked; the system's theme is then the right one.
}
