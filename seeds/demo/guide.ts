/** The demo's guide and its library of replies: read from the folders beside this file, each with a few facts on top. */
import { readdirSync, readFileSync } from 'node:fs'
import { tiesOf, type ArticleId, type Audience } from '../../src/domain/guide/article.ts'
import type { Instant } from '../../src/domain/kernel.ts'
import type { Policy } from '../../src/domain/policy.ts'
import { renderMarkdown } from '../../src/services/guide/markdown.ts'
import { newIdAt } from '../../src/services/ids.ts'
import { keepFeedback } from '../../src/storage/article-feedback.ts'
import { insertArticle, insertVersion, recordAct, updateArticle, type Article } from '../../src/storage/articles.ts'
import { insertSavedReply } from '../../src/storage/saved-replies.ts'
import { noteOffers, noteOpened, noteTaken, type Offer, type Suggested } from '../../src/storage/suggestions.ts'
import type { Tx } from '../../src/storage/tx.ts'
import type { Cast, ContactKey, StaffKey } from './company.ts'

interface Page {
  readonly name: string
  readonly facts: Readonly<Record<string, string>>
  readonly body: string
}

/** The files of a folder: lines of 'name: value' to the first empty line, then the text. */
function pagesIn(folder: 'articles' | 'replies'): readonly Page[] {
  const place = new URL(`./${folder}/`, import.meta.url)
  return readdirSync(place)
    .filter((name) => name.endsWith('.md'))
    .toSorted()
    .map((file) => {
      const text = readFileSync(new URL(file, place), 'utf8')
      const end = text.indexOf('\n\n')
      const facts = text
        .slice(0, end)
        .split('\n')
        .map((line) => {
          const colon = line.indexOf(':')
          return [line.slice(0, colon), line.slice(colon + 1).trim()] as const
        })
      return { name: file.slice(0, -'.md'.length), facts: Object.fromEntries(facts), body: text.slice(end).trim() }
    })
}

const listOf = (given: string | undefined): readonly string[] => (given ?? '').split(/,\s*/).filter(Boolean)

/** Articles, replies, and what partners found in the guide before they sent a request. */
export async function furnish(tx: Tx, policy: Policy, company: Cast, now: Instant): Promise<void> {
  const articles = new Map<string, Article>()
  for (const page of pagesIn('articles')) articles.set(page.name, await publish(tx, policy, company, page, now))
  for (const page of pagesIn('replies')) await keep(tx, policy, company, page, now)
  await deflect(tx, company, articles, now)
}

async function publish(
  tx: Tx,
  policy: Policy,
  company: Cast,
  { name, facts, body }: Page,
  now: Instant,
): Promise<Article> {
  const at = now.subtract({ hours: 24 * Number(facts.published) + 3 })
  const ties = tiesOf(policy)
  const products = policy.products.map(({ id }) => id as string)
  const id = newIdAt<'article'>(at) as ArticleId
  const author = company.staff(facts.by as StaffKey).id
  const lead = company.staff('lead').id
  const draft: Article = {
    id,
    slug: name,
    state: 'draft',
    version: 1,
    publishedVersion: null,
    publishedAt: null,
    createdBy: author,
    createdAt: at,
    updatedAt: at,
  }
  const audience = (facts.audience ?? 'partner') as Audience
  const first = {
    article: id,
    number: 1,
    title: facts.title ?? name,
    summary: facts.summary ?? '',
    body,
    plain: renderMarkdown(body).plain,
    audience,
    // Another vendor's policy may know none of these.
    categories: listOf(facts.categories).filter((tie) => ties.includes(tie)),
    products: listOf(facts.products).filter((product) => products.includes(product)),
    savedBy: author,
    savedAt: at,
    note: null,
    restoredFrom: null,
  }
  await insertArticle(tx, draft, first)
  const publishedAt = at.add({ hours: 5 })
  const published: Article = { ...draft, state: 'published', publishedVersion: 1, publishedAt, updatedAt: publishedAt }
  await updateArticle(tx, published, audience)
  await recordAct(tx, id, { at: publishedAt, by: lead, act: 'published', version: 1, reason: null })
  await hear(tx, company, published, facts.helped ?? '', now)
  if (name !== 'webhook-does-not-arrive') return published
  // One is being worked on: what partners read is the version before.
  const saved = {
    ...first,
    number: 2,
    body: `${body}\n\n## 5. Is it too large?\n\nA body beyond one megabyte is not sent. Send the record’s id, and fetch the rest.\n`,
  }
  const savedAt = now.subtract({ hours: 26 })
  await insertVersion(tx, {
    ...saved,
    plain: renderMarkdown(saved.body).plain,
    savedAt,
    note: 'The limit that Borealis ran into.',
  })
  await updateArticle(tx, { ...published, version: 2, updatedAt: savedAt }, audience)
  return { ...published, version: 2 }
}

const readers = ['arjun', 'rhea', 'katrin', 'henrik', 'dana', 'marcus'] as const satisfies readonly ContactKey[]
/** Which of them had words for it. */
const said: Readonly<Record<string, readonly [reader: number, words: string]>> = {
  'webhook-does-not-arrive': [
    3,
    'A list of the addresses that calls come from would help: ours are allowed one by one.',
  ],
  'deluge-function-times-out': [1, 'The map instead of the calls took it from 40 seconds to 2.'],
}

/** As many of the contacts as there are have said whether it helped. */
async function hear(tx: Tx, company: Cast, { id, slug }: Article, helped: string, now: Instant): Promise<void> {
  const [yes = 0, all = 0] = helped.split(' of ').map(Number)
  for (const [place, reader] of readers.slice(0, all).entries()) {
    const { person, partner } = company.contact(reader)
    await keepFeedback(tx, {
      article: id,
      version: 1,
      person: person.id,
      partner: partner.id,
      helped: place < yes,
      words: said[slug]?.[0] === place ? said[slug][1] : null,
      at: now.subtract({ hours: 30 + 24 * 3 * place }),
    })
  }
}

async function keep(tx: Tx, policy: Policy, company: Cast, { facts, body }: Page, now: Instant): Promise<void> {
  const at = now.subtract({ hours: 24 * 40 })
  const desk = policy.desks.find(({ id }) => id === facts.desk)?.id ?? null
  const category = policy.categories.find(({ id }) => id === facts.category)?.id ?? null
  const by = company.staff(facts.by as StaffKey).id
  await insertSavedReply(tx, {
    id: newIdAt<'saved-reply'>(at),
    title: facts.title ?? '',
    body,
    desk,
    category: desk === null ? null : category,
    owner: null,
    createdBy: by,
    createdAt: at,
    updatedBy: by,
    updatedAt: at,
    uses: Number(facts.uses),
    lastUsedAt: now.subtract({ hours: 20 + Number(facts.uses) }),
  })
}

/** Contact, what was typed, the article, days ago, and what came of it. */
const drafts = [
  ['dana', 'How do I renew the licences of Redwood Health?', 'renew-a-subscription', 71, 'taken'],
  ['marcus', 'Need five more users for a week', 'add-and-remove-users', 66, 'taken'],
  ['marcus', 'Trial of Golden Gate Bikes ends tomorrow', 'add-and-remove-users', 58, 'opened'],
  ['rhea', 'Function fails with a timeout in a workflow', 'deluge-function-times-out', 52, 'taken'],
  ['katrin', 'INVALID_TOKEN since this morning', 'access-and-refresh-tokens', 44, 'taken'],
  ['henrik', 'Upgrade in the middle of the year: what is charged?', 'change-a-plan', 37, 'taken'],
  ['dana', 'Downgrade Pine & Paper to Standard', 'change-a-plan', 31, 'opened'],
  ['arjun', 'Deluge loop over all deals stops after a minute', 'deluge-function-times-out', 24, 'taken'],
  ['katrin', 'Invoice total is one cent off', 'totals-differ-by-a-cent', 19, 'taken'],
  ['henrik', 'Webhook of the order module is silent', 'webhook-does-not-arrive', 16, 'opened'],
  ['marcus', 'Renewal with the customer’s own card', 'renew-a-subscription', 11, 'taken'],
  ['rhea', 'Token of a European customer is refused', 'access-and-refresh-tokens', 9, 'taken'],
  ['dana', 'Add-on storage for two months', 'change-a-plan', 5, 'offered'],
  ['marcus', 'Remove a user who has left', 'add-and-remove-users', 3, 'taken'],
  ['arjun', 'Quote and invoice differ by 0.01', 'totals-differ-by-a-cent', 1, 'taken'],
] as const satisfies readonly (readonly [ContactKey, string, string, number, 'offered' | 'opened' | 'taken'])[]

async function deflect(tx: Tx, company: Cast, articles: ReadonlyMap<string, Article>, now: Instant): Promise<void> {
  for (const [place, [who, typed, slug, ago, outcome]] of drafts.entries()) {
    const article = articles.get(slug)
    if (article === undefined) throw new Error(`The demo has no article '${slug}'.`)
    const { person, partner } = company.contact(who)
    const at = now.subtract({ hours: 24 * ago + 2 + ((place * 5) % 9), minutes: (place * 17) % 60 })
    const suggested: Suggested = { kind: 'article', id: article.id }
    const title = pageTitle(slug)
    const draft = newIdAt<'draft'>(at)
    const offered: Offer = {
      id: newIdAt(at),
      partner: partner.id,
      contact: person.id,
      draft,
      suggested,
      title,
      typed,
      at,
    }
    await noteOffers(tx, [offered])
    if (outcome === 'opened') await noteOpened(tx, { ...offered, at: at.add({ seconds: 40 }) })
    if (outcome === 'taken') await noteTaken(tx, { ...offered, at: at.add({ minutes: 2 }) })
  }
}

const pageTitle = (slug: string): string => pagesIn('articles').find(({ name }) => name === slug)?.facts.title ?? slug
