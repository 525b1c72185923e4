/** Concerns over the demo's reviews (E9): one that is open, and one for each way in which one is decided. */
import { hours } from '../../src/domain/kernel.ts'
import { text } from './prose.ts'
import type { RunStory } from './run-story.ts'

export const concernStories: readonly RunStory[] = [
  {
    subject: 'Unfair review on our profile from somebody who was never our customer',
    from: 'dana',
    workflow: 'review-concern',
    review: 'Our bookings were gone for two days',
    fields: {
      reason: 'not-our-customer',
      words: 'We never had a hotel among our customers, nor one of this name. It must be about somebody else.',
    },
    begins: { by: { contact: 'dana' }, before: hours(30) },
    steps: [{ step: 'ask-author', by: { staff: 'operations' }, before: hours(20) }],
  },
  {
    subject: 'Kaveri Textiles says that we did not answer',
    from: 'rhea',
    workflow: 'review-concern',
    review: 'Slow answers during the migration',
    fields: {
      reason: 'false-facts',
      words: 'We answered on each of these days. On the day in question our line was down from noon on.',
    },
    begins: { by: { contact: 'rhea' }, before: hours(100) },
    steps: [
      { step: 'ask-author', by: { staff: 'operations' }, before: hours(92) },
      { step: 'confirm', by: { author: 'S. Raghavan' }, before: hours(80) },
      {
        step: 'stay',
        by: { staff: 'lead' },
        before: hours(60),
        fields: {
          decision: text`
            The author stands by it, and you say yourselves that nobody could be reached on that day. It is an opinion on
            what happened: it stays. Your public answer is the right place for your side of it.
          `,
        },
      },
    ],
  },
  {
    subject: 'A review of us that was written by a competitor',
    from: 'henrik',
    workflow: 'review-concern',
    review: 'Stay away',
    fields: {
      reason: 'conflict-of-interest',
      words: 'Kai Rode works for Alsterwerk, which the review recommends. We never had a customer of that name.',
    },
    begins: { by: { contact: 'henrik' }, before: hours(110) },
    steps: [
      {
        step: 'ask-partner',
        by: { staff: 'operations' },
        before: hours(104),
        fields: { question: 'How do you know that it is the Kai Rode of Alsterwerk?' },
      },
      {
        step: 'answer',
        by: { contact: 'henrik' },
        before: hours(90),
        fields: { partnerWords: 'He has put the same words, with his full name, on a page of Alsterwerk’s own.' },
      },
      {
        step: 'hide',
        by: { staff: 'lead' },
        before: hours(70),
        fields: {
          decision: 'The author works for the company that the review recommends, and was no customer of yours.',
        },
      },
    ],
  },
  {
    subject: 'Hansekontor’s review insults one of us',
    from: 'katrin',
    workflow: 'review-concern',
    review: 'Good work, poor manners',
    fields: {
      reason: 'abusive',
      words: 'What they say of the work is fair. What they say of Henrik is not, and he is named.',
    },
    begins: { by: { contact: 'katrin' }, before: hours(96) },
    steps: [
      {
        step: 'correct',
        by: { staff: 'lead' },
        before: hours(76),
        fields: {
          decision: 'Nobody is to be insulted by name. What the customer says of the work and of the manners stays.',
          shownText: text`
            The import is clean and the reports are right. But we were not treated with patience when we had questions.
            Documentation was late.
          `,
        },
      },
    ],
  },
]
