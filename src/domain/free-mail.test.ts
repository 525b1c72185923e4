import assert from 'node:assert/strict'
import { test } from 'node:test'
import { domainOf, isDomain, isFreeMail } from './free-mail.ts'

test('A domain that anybody can have an address at is nobody’s own; a company’s is (A7)', () => {
  for (const free of ['gmail.com', 'yahoo.com', 'yahoo.co.uk', 'hotmail.fr', 'web.de', 'zoho.com', 'qq.com'])
    assert.equal(isFreeMail(free), true, free)
  for (const own of [
    'aurora.example',
    'zohocorp.com',
    'yahoo.mail.company.example',
    'gmail',
    'notgmail.com',
    'live-it.eu',
  ])
    assert.equal(isFreeMail(own), false, own)
})

test('A domain is a host name with a dot, in any script', () => {
  for (const right of ['kestrel.example', 'mail.kestrel.co.uk', 'bücher.example', 'a-b.io'])
    assert.equal(isDomain(right), true, right)
  for (const wrong of [
    'kestrel',
    '',
    'kestrel.',
    '.example',
    'a b.example',
    '-a.example',
    'a-.example',
    'x@a.example',
    'a..b',
  ])
    assert.equal(isDomain(wrong), false, wrong)
  assert.equal(domainOf('Admin@Kestrel.Example'), 'kestrel.example')
})
