/** An article of the guide (B10); one that made a request needless is counted as such. */
import type { ArticleView } from '../../src/http/wire-guide.ts'
import { bytesAt, call, sayProblem } from './api.ts'
import { h } from './dom.ts'
import { goBack, say, type View } from './frame.ts'
import { endSearch, type Written } from './guide.ts'
import { isPreview } from './known.ts'

export async function articleView(id: string, slug: string, { draft, typed }: Written): Promise<View> {
  const article = await call<ArticleView>('GET', `/articles/${slug}`)
  const note = (outcome: 'opened' | 'solved') =>
    isPreview()
      ? Promise.resolve()
      : call('POST', '/deflections', {
          body: { draft, outcome, article: id, typed: typed() },
          once: crypto.randomUUID(),
        })
  await note('opened').catch(() => undefined)
  const body = h('article')
  // The desk has made it from Markdown, with a small set of tags and no HTML of anybody's own (services/guide/markdown.ts).
  body.innerHTML = article.html
  for (const link of body.querySelectorAll('a')) Object.assign(link, { target: '_blank', rel: 'noopener noreferrer' })
  for (const image of body.querySelectorAll('img')) showImage(image).catch(() => undefined)
  const solved = async (): Promise<void> => {
    try {
      await note('solved')
      endSearch(draft)
      await goBack()
      say('Good. Nothing needs to be sent.')
    } catch (reason) {
      say(sayProblem(reason))
    }
  }
  return {
    title: 'Guide',
    content: [
      h('h2', { class: 'lead' }, article.title),
      body,
      h(
        'p',
        { class: 'acts' },
        h('button', { type: 'button', onclick: () => void solved() }, 'This solved it'),
        h('a', { href: `/guide/${article.slug}`, target: '_blank', rel: 'noopener' }, 'Open in the portal'),
      ),
    ],
  }
}

/** A picture of the desk's own is asked for as everything else is; the address alone opens nothing. */
async function showImage(image: HTMLImageElement): Promise<void> {
  const path = image.getAttribute('src')?.replace(/^\/api\/v1/, '') ?? ''
  image.removeAttribute('src')
  image.src = URL.createObjectURL(await bytesAt(path))
}
