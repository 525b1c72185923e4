import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderMarkdown } from './markdown.ts'

const html = (body: string): string => renderMarkdown(body).html.trim()

test('An article’s Markdown becomes headings that can be linked to, lists, tables and code with its language', () => {
  const { html: made, outline } = renderMarkdown(
    '# First\n\n## Second **part**\n\n## First\n\n##### Deep\n\n- a\n- b\n\n```deluge\ninfo "<b>";\n```\n\n| a | b |\n|:--|--:|\n| 1 | 2 |\n',
  )
  assert.deepEqual(outline, [
    { id: 's-first', text: 'First', level: 2 },
    { id: 's-second-part', text: 'Second part', level: 2 },
    { id: 's-first-2', text: 'First', level: 2 },
    { id: 's-deep', text: 'Deep', level: 4 },
  ])
  assert.match(made, /<h2 id="s-second-part">Second <strong>part<\/strong><\/h2>/)
  assert.match(
    made,
    /<pre><code class="language-deluge">info &quot;&lt;b&gt;&quot;;\n<\/code><\/pre>|<pre><code class="language-deluge">info "&lt;b&gt;";\n<\/code><\/pre>/,
  )
  assert.match(made, /<td align="right">2<\/td>/)
})

test('HTML of the author’s own is shown as it was typed, and nothing is made of it', () => {
  for (const wrong of [
    '<script>alert(1)</script>',
    'a <img src=x onerror=alert(1)> b',
    '<iframe src="https://a.example"></iframe>',
    '<style>*{display:none}</style>',
    '<svg><script>alert(1)</script></svg>',
    '<a href="javascript:alert(1)">x</a>',
    '<form action="/x"><input name=a></form>',
    '<!-- <b> -->',
  ]) {
    const made = html(wrong)
    const left = made.replaceAll(/<\/?(?:p|em|strong|a|code|pre)(?: href="[^"]*"| rel="[^"]*")*>/g, '')
    assert.doesNotMatch(left, /<[a-z!/]/i, `${wrong} → ${made}`)
  }
  assert.equal(html('<b>x</b>'), '<p>&lt;b&gt;x&lt;/b&gt;</p>')
})

test('Links lead to http, https, mail or the desk itself, and cannot reach back', () => {
  assert.equal(
    html('[a](https://a.example/x)'),
    '<p><a href="https://a.example/x" rel="noopener noreferrer nofollow">a</a></p>',
  )
  assert.equal(html('[a](/guide/b#s-c)'), '<p><a href="/guide/b#s-c" rel="noopener">a</a></p>')
  for (const wrong of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//evil.example',
    '/\\evil.example',
  ])
    assert.doesNotMatch(html(`[a](${wrong})`), /href="(?:javascript|data|vbscript|\/\/|\/\\)/i, wrong)
})

test('Images come from the desk’s own attachments; of one elsewhere the way to it is left, of any other its words', () => {
  assert.equal(
    html('![a shop](https://a.example/x.png)'),
    '<p><a href="https://a.example/x.png" rel="noopener noreferrer nofollow">a shop</a></p>',
  )
  const own = '/api/v1/attachments/0192aa00-0000-7000-8000-0123456789ab'
  assert.equal(html(`![a](${own})`), `<p><img src="${own}" alt="a" /></p>`)
  assert.equal(html(`![a](${own}#640x480)`), `<p><img src="${own}" alt="a" width="640" height="480" /></p>`)
  for (const wrong of [
    'http://a.example/x.png',
    'data:image/png;base64,AAAA',
    '/api/v1/me',
    `${own}/../../me`,
    `${own}?download=true`,
    '//a.example/x.png',
    'javascript:x',
  ])
    assert.equal(html(`![a shop](${wrong})`), '<p><em>a shop</em></p>', wrong)
})

test('What is searched is the text without its marks, and without the signs that mark a hit', () => {
  assert.equal(
    renderMarkdown('## One & two\n\nThree **four** `five`\n\n- six\n- <b>\n\n\uE000seven').plain,
    'One & two\nThree four five\nsix\n<b>\nseven',
  )
})
