import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pictureAt } from './picture.ts'

const id = '0192aa00-0000-7000-8000-0123456789ab'

test('B10: a picture is an attachment of the desk by its id, with its size where that is known', () => {
  assert.deepEqual(pictureAt(`/api/v1/attachments/${id}`), { id, size: null })
  assert.deepEqual(pictureAt(`/api/v1/attachments/${id}#1280x720`), { id, size: { width: 1280, height: 720 } })
  for (const none of [
    `/api/v1/attachments/${id}/../../me`,
    `/api/v1/attachments/${id}#0x5`,
    `/api/v1/attachments/${id}?download=true`,
    `//api/v1/attachments/${id}`,
    `https://desk.example/api/v1/attachments/${id}`,
    '/api/v1/attachments/me',
  ])
    assert.equal(pictureAt(none), null, none)
})
