/** The guide: articles, their versions, and whether they helped (B10). */
import type { ArticleId } from '../../domain/guide/article.ts'
import {
  addArticle,
  changeArticle,
  publishArticle,
  restoreArticle,
  withdrawArticle,
} from '../../services/guide/articles.ts'
import { giveFeedback, listFeedback, readArticle, seekArticles } from '../../services/guide/reading.ts'
import { articleHistory, compareVersions, previewArticle } from '../../services/guide/versions.ts'
import { isStaff } from '../../services/app.ts'
import { onePage } from '../asked.ts'
import * as asked from '../asked-guide.ts'
import { acted, created, read } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import { page } from '../wire.ts'
import * as wire from '../wire-guide.ts'

const tag = 'Guide'
const about = things.article
const articleId = (id: string): ArticleId => things.idOf<'article'>(id)

export const articles = [
  route({
    method: 'GET',
    path: '/articles',
    name: 'listArticles',
    tag,
    summary: 'Articles of the guide',
    description:
      'With `q` the best, by rank, with the text around the words; the last word may be unfinished. Else all, by title. `category` takes in its sub-types. Partners get what is published for them; staff the newest version of every article.',
    who: 'signed-in',
    widget: 'asks',
    query: asked.articleList,
    answers: { 200: page(wire.articleListed) },
    handle: async ({ site, caller, query }) => read(await seekArticles(site.app, caller.actor, query)),
  }),
  route({
    method: 'POST',
    path: '/articles',
    name: 'addArticle',
    tag,
    summary: 'Write an article',
    description:
      'By anybody on the staff. It is a draft until a lead, a manager or an administrator publishes it. A picture is uploaded first (`POST /attachments`; PNG, JPEG or WebP) and named in the text: `![what it shows](/api/v1/attachments/{id}#1280x720)`, the size where it is known. Whoever may read a version may see its pictures.',
    who: 'staff',
    body: asked.newArticle,
    example: {
      title: 'Renew a subscription',
      summary: 'How a renewal is made in the store.',
      body: '## In the store\n\nOpen the customer …',
      audience: 'partner',
      categories: [],
      products: [],
    },
    answers: { 201: wire.articlePage },
    handle: async ({ site, caller, body, once }) =>
      created(await addArticle(site.app, caller.actor, body, once), ({ slug }) => `/api/v1/articles/${slug}`),
  }),
  route({
    method: 'POST',
    path: '/articles/preview',
    name: 'previewArticle',
    tag,
    summary: 'Markdown as it will be shown',
    who: 'staff',
    body: asked.previewArticle,
    example: { body: '## In the store' },
    answers: { 200: wire.articlePreview },
    handle: async ({ caller, body }) => read(previewArticle(caller.actor, body.body)),
  }),
  route({
    method: 'GET',
    path: '/articles/:id',
    name: 'getArticle',
    tag,
    summary: 'An article',
    description:
      'By its slug, or its id. A slug that it had before is answered with 308 and where it is now. `version` is for staff, who else get the newest one; a partner gets the published one.',
    who: 'signed-in',
    widget: 'asks',
    about: things.articleOrSlug,
    query: asked.articleRead,
    answers: { 200: wire.articlePage, 308: null },
    async handle({ site, caller, id, query }) {
      const found = await readArticle(
        site.app,
        caller.actor,
        id.toLowerCase(),
        isStaff(caller.actor) ? query.version : undefined,
      )
      if (!found.ok) return read(found)
      if (found.value.kind === 'here') return read({ ok: true, value: found.value.view })
      return { ok: true, value: { status: 308, headers: { location: `/api/v1/articles/${found.value.slug}` } } }
    },
  }),
  route({
    method: 'PATCH',
    path: '/articles/:id',
    name: 'changeArticle',
    tag,
    summary: 'Save an article',
    description:
      'What is left out stays; what reads as before makes no new version. `version` is the one that was changed: where another was saved since, it is a conflict. What partners read stays until it is published. A new `slug` keeps the old one as a redirect; that of a published article is changed by a lead.',
    who: 'staff',
    about,
    body: asked.changeArticle,
    example: { version: 1, title: 'Renew a subscription in the store', note: 'Says where.' },
    answers: { 200: wire.articlePage },
    handle: async ({ site, caller, id, body }) =>
      read(await changeArticle(site.app, caller.actor, articleId(id), body), 'incomplete'),
  }),
  route({
    method: 'GET',
    path: '/articles/:id/versions',
    name: 'listArticleVersions',
    tag,
    summary: "An article's versions, the newest first",
    description: 'Who saved what, when, and with what note; and when it was published, withdrawn or renamed.',
    who: 'staff',
    about,
    answers: { 200: wire.articleHistory },
    handle: async ({ site, caller, id }) => read(await articleHistory(site.app, caller.actor, articleId(id))),
  }),
  route({
    method: 'GET',
    path: '/articles/:id/diff',
    name: 'compareArticleVersions',
    tag,
    summary: 'What changed from one version to another',
    who: 'staff',
    about,
    query: asked.compared,
    answers: { 200: wire.articleDiff },
    handle: async ({ site, caller, id, query }) =>
      read(await compareVersions(site.app, caller.actor, articleId(id), query.from, query.to)),
  }),
  route({
    method: 'POST',
    path: '/articles/:id/restore',
    name: 'restoreArticle',
    tag,
    summary: 'An earlier version once more',
    description: 'As a new version: nothing of the history is lost.',
    who: 'staff',
    about,
    body: asked.restoreArticle,
    example: { version: 1, note: 'The steps of before were right.' },
    answers: { 200: wire.articlePage },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, body, once }) =>
      acted(await restoreArticle(site.app, caller.actor, articleId(id), body, once)),
  }),
  route({
    method: 'POST',
    path: '/articles/:id/publish',
    name: 'publishArticle',
    tag,
    summary: 'Publish an article',
    description: 'By a lead, a manager or an administrator: the newest version, or the one that is given.',
    who: 'staff',
    about,
    body: asked.publishArticle,
    example: {},
    answers: { 200: wire.articlePage },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, body, once }) =>
      acted(await publishArticle(site.app, caller.actor, articleId(id), body, once)),
  }),
  route({
    method: 'POST',
    path: '/articles/:id/withdraw',
    name: 'withdrawArticle',
    tag,
    summary: 'Withdraw an article',
    description: 'By a lead, a manager or an administrator. Only staff reads it then; it can be published again.',
    who: 'staff',
    about,
    body: asked.withdrawArticle,
    example: { reason: 'The store has changed.' },
    answers: { 200: wire.articlePage },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, body, once }) =>
      acted(await withdrawArticle(site.app, caller.actor, articleId(id), body, once)),
  }),
  route({
    method: 'POST',
    path: '/articles/:id/feedback',
    name: 'giveFeedback',
    tag,
    summary: 'Say whether an article helped',
    description: "Of the version that one reads; a later answer takes the earlier one's place.",
    who: 'signed-in',
    about,
    body: asked.feedback,
    example: { helped: true, words: 'The second step was what I missed.' },
    answers: { 200: wire.feedbackGiven },
    handle: async ({ site, caller, id, body, once }) =>
      acted(await giveFeedback(site.app, caller.actor, articleId(id), body, once)),
  }),
  route({
    method: 'GET',
    path: '/articles/:id/feedback',
    name: 'listFeedback',
    tag,
    summary: 'What readers said of an article, the latest first',
    who: 'staff',
    about,
    query: onePage,
    answers: { 200: page(wire.feedback) },
    handle: async ({ site, caller, id, query }) =>
      read(await listFeedback(site.app, caller.actor, articleId(id), query)),
  }),
]
