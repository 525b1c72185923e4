import assert from 'node:assert/strict'
import { test } from 'node:test'
import { text } from './prose.ts'

test('Wrapped lines become paragraphs again, without the margin of the code', () => {
  const said = text`
      The first line
      and its rest.

      Another one.
    `
  assert.equal(said, 'The first line and its rest.\n\nAnother one.')
})

test('Lists and quotations keep their lines, and the rest of an item stays with it', () => {
  const said = text`
    Two things:

    1. One that is long
       and goes on.
    2. Another.

    - a
    - b

    > as they wrote
  `
  assert.equal(said, 'Two things:\n\n1. One that is long and goes on.\n2. Another.\n\n- a\n- b\n\n> as they wrote')
})

test("A number that wrapping puts at a line's beginning is no list", () => {
  const said = text`
    The page says 15 to
    20. After that we ask.
  `
  assert.equal(said, 'The page says 15 to 20. After that we ask.')
})

test('Code keeps its lines, its margin and its blank lines; backticks and dollars are written as themselves', () => {
  const said = text`
    Like this:

    \`\`\`deluge
    if(a)
    {

        b = "\${c}";
    }
    \`\`\`
    and \`so\` on.
  `
  assert.equal(said, 'Like this:\n\n```deluge\nif(a)\n{\n\n    b = "${c}";\n}\n```\nand `so` on.')
})
