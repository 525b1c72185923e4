import assert from 'node:assert/strict'
import { test } from 'node:test'
import { htmlToReply, htmlToText, safeHtml } from './html.ts'

test('HTML of strangers can neither act, nor load, nor dress up as ours (B4)', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['<script>x()</script>a', 'a'],
    ['<p style="position:fixed" class="menu" id="app">a</p>', '<p>a</p>'],
    ['<a href="javascript:x()">a</a>', '<a rel="noopener noreferrer nofollow" target="_blank">a</a>'],
    ['<img src="https://t.example/p.gif" onerror="x()">', ''],
    ['<img src="/api/v1/me"><img src="x">', ''],
    ['<img src="data:image/svg+xml,<svg onload=x()>">', ''],
    ['<form action="https://t.example"><input name="password">a</form>', 'a'],
    ['<iframe src="https://t.example"></iframe><style>a{}</style><svg><script>x()</script></svg>', ''],
    ['<base href="https://t.example/"><meta http-equiv="refresh" content="0"><link rel="stylesheet" href="x">a', 'a'],
    ['<b>bold</b> & <i>more', '<b>bold</b> &amp; <i>more</i>'],
  ]
  // `rel` and `target` are ours, on every link; the rest is what was asked to be kept.
  const shown = (html: string): string =>
    safeHtml(html).replace(' rel="noopener noreferrer nofollow" target="_blank"', '')
  for (const [given, safe] of rows)
    assert.equal(shown(given), safe.replace(' rel="noopener noreferrer nofollow" target="_blank"', ''))
})

test('HTML is read as text: blocks on lines, cells apart, lists, quotations and code kept (B1)', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['<p>one</p><p>two<br>three</p>', 'one\n\ntwo\nthree'],
    ['<div>a</div><div>b&nbsp;c &amp; d</div>', 'a\nb c & d'],
    [
      '<table><tr><td><b>Product</b></td><td>CRM</td></tr><tr><th>Type</th><td>x</td></tr></table>',
      'Product\tCRM\nType\tx',
    ],
    ['<ul><li>a<li>b</ul>', '- a\n- b'],
    ['<blockquote>said<blockquote>before</blockquote></blockquote>after', '> said\n>\n> > before\n\nafter'],
    ['<pre>if (a)\n  b()</pre>', 'if (a)\n  b()'],
    ['<style>p{}</style><title>t</title>a\n  b', 'a b'],
    ['not closed <b>at all', 'not closed at all'],
    ['', ''],
  ]
  for (const [html, text] of rows) assert.equal(htmlToText(html), text)
})

test('What each mail program fences as quoted is left out; a forwarded message stays (B1)', () => {
  for (const quoted of [
    '<div class="gmail_quote">On Monday Ann wrote:<blockquote>old</blockquote></div>',
    '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg">From: Ann</div><div>old</div>',
    '<div class="yahoo_quoted">old</div>',
    '<div class="zmail_extra"><div>---- On Mon wrote ----</div>old</div>',
    '<div class="moz-cite-prefix">Ann wrote:</div><blockquote type="cite">old</blockquote>',
  ])
    assert.equal(htmlToReply(`<div>new</div>${quoted}`), 'new', quoted)
  const forward = '<div class="gmail_quote">---------- Forwarded message ---------<br>From: Ann<br><br>look</div>'
  assert.match(htmlToReply(`<div>See below</div>${forward}`), /See below\n-+ Forwarded message -+\nFrom: Ann\n\nlook/)
})

test('Pictures from elsewhere are only named where a reader may ask for them, and nothing else can be smuggled in by that (A5)', () => {
  const rows: readonly (readonly [string, string])[] = [
    ['<img src="https://t.example/p.gif" alt="a">', '<img alt="a" data-remote="https://t.example/p.gif" />'],
    ['<img src="cid:a@b">', '<img src="cid:a@b" />'],
    ['<img data-remote="https://t.example/p.gif">', ''],
    ['<img src="javascript:x()" data-remote="https://t.example/p.gif">', ''],
    ['<img src="//t.example/p.gif">', ''],
    ['<img src="/api/v1/me"><img src="x">', ''],
  ]
  for (const [given, safe] of rows) assert.equal(safeHtml(given, 'named'), safe, given)
})
