import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zoho } from '../../../test/support/policies.ts'
import { mistakeInSlug, mistakesInTies, slugOf } from './article.ts'

test('An article’s name in addresses is made of its title, and is always one that may stand there', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['Renew a subscription, step by step', 'renew-a-subscription-step-by-step'],
    ['What’s an API? (in short)', 'whats-an-api-in-short'],
    ['Größe & Maße', 'grosse-masse'],
    ['Café', 'cafe'],
    ['New', 'new-article'],
    ['日本語', 'article'],
    ['  ', 'article'],
  ]
  for (const [title, slug] of rows) {
    assert.equal(slugOf(title), slug)
    assert.equal(mistakeInSlug(slugOf(title)), null, title)
  }
  const long = slugOf('word '.repeat(200))
  assert.ok(long.length <= 80 && !long.endsWith('-'))
  assert.equal(slugOf('x'.repeat(200)).length, 80)
})

test('A name that would be read as something else is refused with a reason', () => {
  for (const wrong of [
    '',
    'A',
    'a--b',
    '-a',
    'a b',
    'ä',
    'new',
    'x'.repeat(81),
    '0192aa00-0000-7000-8000-000000000000',
  ])
    assert.ok(mistakeInSlug(wrong) !== null, wrong)
})

test('E11: an article belongs to categories, sub-types and products of the policy; what is none of them is named with the nearest', () => {
  const none = mistakesInTies(zoho, {
    categories: ['subscription-management', 'subscription-management/renewal'],
    products: ['crm'],
  })
  assert.deepEqual(none, [])
  const wrong = mistakesInTies(zoho, {
    categories: ['subscription-managment', 'subscription-management/renewel', 'x'],
    products: ['creater'],
  })
  assert.deepEqual(wrong, [
    {
      field: 'categories',
      message: "The policy has no category 'subscription-managment': did you mean 'subscription-management'?",
    },
    {
      field: 'categories',
      message:
        "The policy has no category 'subscription-management/renewel': did you mean 'subscription-management/renewal'?",
    },
    { field: 'categories', message: "The policy has no category 'x'." },
    { field: 'products', message: "The policy has no product 'creater': did you mean 'creator'?" },
  ])
})
