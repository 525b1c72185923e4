import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pictureLine, putPicture } from './picture-line.ts'

const file = { id: '0192aa00-0000-7000-8000-0123456789ab', name: 'renew_[dialog].png' }

test('B10: a picture is described by its name at first, and says its size where that is known', () => {
  assert.equal(
    pictureLine(file, { width: 640, height: 480 }),
    `![renew dialog](/api/v1/attachments/${file.id}#640x480)`,
  )
  assert.equal(pictureLine(file, null), `![renew dialog](/api/v1/attachments/${file.id})`)
})

test('A picture gets a paragraph of its own wherever the cursor stands, and its description can be written over', () => {
  const line = '![a b](/x)'
  for (const [text, at, became] of [
    ['', 0, line],
    ['One. Two.', 4, `One.\n\n${line}\n\n Two.`],
    ['One.\n', 5, `One.\n\n${line}`],
    ['One.\n\nTwo.', 4, `One.\n\n${line}\n\nTwo.`],
  ] as const) {
    const put = putPicture(text, at, line)
    assert.equal(put.text, became)
    assert.equal(put.text.slice(put.from, put.to), 'a b')
  }
})
