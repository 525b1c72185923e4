/** Whether the page is light or dark: it may say so (`data-theme`), or is looked at. */
import type { Theme } from './messages.ts'

const dark = matchMedia('(prefers-color-scheme: dark)')

/** What the page says wins; else its `color-scheme`, else how bright its ground is. */
export function themeOf(said: string | undefined): Theme {
  if (said === 'light' || said === 'dark') return said
  const scheme = getComputedStyle(document.documentElement).colorScheme
  if (/\bdark\b/.test(scheme) && /\blight\b/.test(scheme)) return dark.matches ? 'dark' : 'light'
  if (/\bdark\b/.test(scheme)) return 'dark'
  for (const element of [document.body, document.documentElement]) {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (
      getComputedStyle(element).backgroundColor.match(/[\d.]+/g) ?? []
    ).map(Number)
    if (alpha > 0.5 && getComputedStyle(element).backgroundColor !== '')
      return red * 0.3 + green * 0.59 + blue * 0.11 < 110 ? 'dark' : 'light'
  }
  return 'light'
}

export function watchTheme(changed: () => void): void {
  const watcher = new MutationObserver(changed)
  for (const element of [document.documentElement, document.body])
    watcher.observe(element, { attributes: true, attributeFilter: ['class', 'style', 'data-theme'] })
  dark.addEventListener('change', changed)
}
