/** Customer reviews of partners (E9). A concern over one is a workflow: POST /runs with 'review-concern'. */
import { answerReview, enterReview, sayWhoWrote, seeReviews } from '../../services/reviews/acts.ts'
import { getRating, getReview, listReviews } from '../../services/reviews/reading.ts'
import * as asked from '../asked-reviews.ts'
import { acted, created, read } from '../reply.ts'
import { route } from '../route.ts'
import * as things from '../things.ts'
import { idOf } from '../things.ts'
import * as wire from '../wire-reviews.ts'

const tag = 'Reviews'

export const reviews = [
  route({
    method: 'GET',
    path: '/reviews',
    name: 'listReviews',
    tag,
    summary: 'Customer reviews of partners, the last that was shown first',
    description: 'A partner gets its own, hidden ones too. `raise` says whether a concern may be raised, and why not.',
    who: 'signed-in',
    query: asked.reviewList,
    answers: { 200: wire.reviews },
    handle: async ({ site, caller, query }) => read(await listReviews(site.app, caller.actor, query)),
  }),
  route({
    method: 'POST',
    path: '/reviews',
    name: 'enterReview',
    tag,
    summary: 'Enter a review by hand',
    description: 'The partner is told by letter. Many at once: POST /imports/reviews.',
    who: 'staff',
    body: asked.newReview,
    example: {
      partner: '00000000-0000-4000-8000-000000000001',
      rating: 4,
      title: 'Quick and kind',
      text: 'They moved us within a week and stayed until everything ran.',
      author: 'Ishaan Kulkarni',
      writtenOn: '2026-03-02',
      source: 'Marketplace',
      sourceId: 'R-1',
    },
    answers: { 201: wire.reviewPage },
    handle: async ({ site, caller, body, once }) =>
      created(await enterReview(site.app, caller.actor, body, once), ({ id }) => `/api/v1/reviews/${id}`),
  }),
  route({
    method: 'POST',
    path: '/reviews/views',
    name: 'seeReviews',
    tag,
    summary: 'Say that reviews were seen: they are new no more',
    description: 'For a partner, of its own; any other is left out.',
    who: 'signed-in',
    body: asked.reviewViews,
    example: { reviews: ['00000000-0000-4000-8000-000000000001'] },
    answers: { 200: wire.seen },
    handle: async ({ site, caller, body, once }) => acted(await seeReviews(site.app, caller.actor, body, once)),
  }),
  route({
    method: 'GET',
    path: '/reviews/:id',
    name: 'getReview',
    tag,
    summary: 'A review with its concerns and answers; for staff with everything it ever said',
    who: 'signed-in',
    about: things.review,
    answers: { 200: wire.reviewPage },
    handle: async ({ site, caller, id }) => read(await getReview(site.app, caller.actor, id)),
  }),
  route({
    method: 'PATCH',
    path: '/reviews/:id',
    name: 'sayWhoWrote',
    tag,
    summary: 'Say who wrote a review: its customer of the registry, the author’s address',
    description: 'Its words change by a concern alone.',
    who: 'staff',
    about: things.review,
    body: asked.whoWrote,
    example: { authorEmail: 'ishaan@kestrel.example' },
    answers: { 200: wire.reviewPage },
    handle: async ({ site, caller, id, body }) =>
      read(await sayWhoWrote(site.app, caller.actor, id, body), 'incomplete'),
  }),
  route({
    method: 'POST',
    path: '/reviews/:id/answers',
    name: 'answerReview',
    tag,
    summary: 'The partner’s public answer to a review, or that answer in other words',
    description: 'One is shown, the last; those before are kept.',
    who: 'signed-in',
    about: things.review,
    body: asked.reviewAnswer,
    example: { text: 'Thank you. We have trained a second colleague since.' },
    answers: { 201: wire.reviewPage },
    refuses: ['invalid-state'],
    handle: async ({ site, caller, id, body, once }) =>
      created(await answerReview(site.app, caller.actor, id, body, once), () => `/api/v1/reviews/${id}`),
  }),
  route({
    method: 'GET',
    path: '/partners/:id/rating',
    name: 'getRating',
    tag,
    summary: 'A partner’s average rating and count, of what is shown',
    description: 'Hidden reviews are out, and a corrected one counts once, as it is shown.',
    who: 'signed-in',
    about: things.partner,
    answers: { 200: wire.partnerRating },
    handle: async ({ site, caller, id }) => read(await getRating(site.app, caller.actor, idOf<'partner'>(id))),
  }),
]
