import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, policy } from '../../../test/support/core.ts'
import {
  aurora,
  ana,
  amit,
  first,
  proved,
  forged,
  anaWrites,
  boWrites,
  strangerWrites,
  answering,
  judge,
  held,
  said,
} from '../../../test/support/mail-facts.ts'
import type { AskedCustomer } from './facts.ts'
import { fromFlaws, nobody, type Identity } from './identity.ts'
import { judgeMail } from './judge.ts'

test('A proved mail of a contact opens a ticket of its partner, at the desk that it wrote to (A5, A7)', () => {
  const verdict = judge({})
  assert.ok(verdict.kind === 'open')
  assert.deepEqual(
    [verdict.partner, verdict.contact, verdict.desk, verdict.mayAnswer, verdict.author.email],
    [aurora, ana, 'support', true, 'ana@aurora.example'],
  )
  assert.deepEqual(
    verdict.because.map(({ rule }) => rule),
    ['A7', 'A7'],
  )
})

test('So does one from a registered domain, of somebody who is no contact yet (A7)', () => {
  const verdict = judge({
    identity: proved('new@aurora.example', 'Nia New'),
    sender: { person: null, domainOf: aurora },
  })
  assert.ok(verdict.kind === 'open')
  assert.deepEqual([verdict.partner, verdict.contact], [aurora, null])
})

test('Without DMARC an aligned signature or server proves the author as well, unless the policy holds it all (A7)', () => {
  const identity: Identity = { ...proved('ana@aurora.example'), dmarc: 'none', asks: null }
  assert.equal(judge({ identity }).kind, 'open')
  assert.equal(judge({ identity: { ...identity, proofs: [] } }).kind, 'hold')
  const strict = { ...policy, mail: { ...policy.mail, withoutDmarc: 'hold' as const } }
  assert.equal(judgeMail(strict, { ...anaWrites, identity }).kind, 'hold')
  assert.equal(judgeMail(strict, anaWrites).kind, 'open')
})

test('A7: by whose word an author is proved is said to agents', () => {
  const words = (source: Identity['source']): string => {
    const verdict = judge({ identity: { ...proved('ana@aurora.example'), source } })
    assert.equal(verdict.kind, 'open')
    return verdict.because.map((each) => each.words).join(' ')
  }
  assert.doesNotMatch(words('checked'), /by the word/)
  assert.match(words('trusted-server'), /by the word of the mailbox’s server/)
  assert.match(words('sealed'), /by the word of a forwarder that is trusted \(ARC\)/)
})

test('A forged From of a registered domain is held, for a person to see whose name it took, and nobody is told on a forger’s word (A7)', () => {
  const verdict = held({ identity: forged('ana@aurora.example') })
  assert.deepEqual([verdict.tell, verdict.partner, verdict.author?.email], [null, aurora, 'ana@aurora.example'])
  assert.match(
    said(verdict),
    /does not pass the test \(DMARC\) that aurora\.example itself asks for.*Your mail is kept/,
  )
})

test('A mail that nothing proves is held, and its sender is told what to do where its domain does not disown it (A7)', () => {
  const unproved = forged('ana@aurora.example', { dmarc: 'none', asks: null, spf: 'none' })
  const verdict = held({ identity: unproved })
  assert.deepEqual(verdict.tell, { name: '', email: 'ana@aurora.example' })
  assert.match(said(verdict), /DKIM.*SPF.*portal/)
  assert.notEqual(held({ identity: { ...unproved, dmarc: 'fail', asks: 'none' } }).tell, null)
  for (const change of [{ spf: 'fail' }, { dmarc: 'fail', asks: 'quarantine' }] as const)
    assert.equal(held({ identity: { ...unproved, ...change } }).tell, null)
})

test('What could not be looked up holds a mail: it never passes, and is never refused (A7)', () => {
  const verdict = held({ identity: forged('ana@aurora.example', { dmarc: 'temperror', asks: null, unanswered: true }) })
  assert.equal(verdict.tell, null)
  assert.match(said(verdict), /could not be looked up/)
  const withProof: Identity = { ...proved('ana@aurora.example'), dmarc: 'temperror', unanswered: true }
  assert.equal(judge({ identity: withProof }).kind, 'hold')
})

test('A From line that names nobody, or several, is held whatever was proved (A7)', () => {
  for (const flaw of fromFlaws) {
    const verdict = held({ identity: nobody(flaw), sender: { person: null, domainOf: null } })
    assert.deepEqual([verdict.author, verdict.tell, verdict.findings.length], [null, null, 1], flaw)
  }
})

test('Free mail is held, and its sender is told to write from the company’s own address (A7)', () => {
  const verdict = held(strangerWrites('ana.rao@gmail.com', 'Ana Rao'))
  assert.deepEqual(verdict.tell?.email, 'ana.rao@gmail.com')
  assert.match(said(verdict), /company's own address: an address at gmail\.com/)
  const registered = { ...strangerWrites('ana.rao@gmail.com'), sender: anaWrites.sender }
  assert.equal(judge(registered).kind, 'hold')
})

test('An unregistered address is held, with what to do and nothing about others (A7, G3)', () => {
  const verdict = held(strangerWrites('x@stranger.example'))
  assert.equal(verdict.partner, null)
  assert.match(said(verdict), /x@stranger\.example is not registered.*administrator/)
  assert.doesNotMatch(said(verdict), /aurora|borealis/i)
})

test('Whoever was told is not told again within the policy’s days (A7)', () => {
  const told = (toldAt: string) =>
    held({ ...strangerWrites('x@stranger.example'), recent: { received: 1, answered: 1, toldAt: at(toldAt) } }).tell
  assert.equal(told('2026-11-13T10:00:00Z'), null)
  assert.notEqual(told('2026-11-13T09:59:59Z'), null)
})

test('A look-alike is held with a warning: another letter, another end, a name of ours, of staff, of a contact (A7)', () => {
  const staff = [{ name: 'Maya Lead', email: 'maya@zohocorp.com' }]
  for (const [email, name, words] of [
    ['ana@auroro.example', 'Ana', /looks like one that we know/],
    ['ana@xn--auror-8ve.example', 'Ana', /looks like one that we know/],
    ['ana@aurora.test', '', /looks like one that we know/],
    ['x@stranger.example', 'Maya Lead', /alone does not tell us who you are/],
    ['x@stranger.example', 'Mауа Lead', /alone does not tell us who you are/],
    ['x@stranger.example', 'Zoho Support', /as though we had written it/],
    ['x@stranger.example', 'PARTNER  Operations', /as though we had written it/],
    ['x@stranger.example', 'ana@aurora.example', /shows another address/],
  ] as const) {
    const verdict = held({ ...strangerWrites(email, name), alike: { ...anaWrites.alike, people: staff } })
    assert.match(verdict.findings[0]?.message ?? '', words, email)
    if (!name.includes('@')) assert.doesNotMatch(said(verdict), /aurora\.example|maya@/, 'gives nobody away')
  }
})

test('Nobody hides behind a registered domain either: a name of ours from there is held, but a contact is known (A7)', () => {
  const posing = { identity: proved('x@aurora.example', 'Zoho Partner Support') }
  assert.equal(judge({ ...posing, sender: { person: null, domainOf: aurora } }).kind, 'hold')
  assert.equal(judge(posing).kind, 'open')
})

test('A mail in the name of our own mailbox, of staff, or of somebody who left is held (A7)', () => {
  const ours = held({ identity: proved('partner-support@zohocorp.com'), sender: { person: null, domainOf: null } })
  assert.equal(ours.tell, null)
  const staff = { id: amit, side: 'staff', partner: null, active: true } as const
  assert.match(said(held({ sender: { person: staff, domainOf: null } })), /console/)
  const left = held({
    sender: { person: { id: ana, side: 'partner', partner: aurora, active: false }, domainOf: aurora },
  })
  assert.deepEqual([left.partner, left.tell?.email], [aurora, 'ana@aurora.example'])
  const gone = { person: { id: ana, side: 'partner', partner: aurora, active: false }, domainOf: aurora } as const
  const question = { ticket: first, run: 'run' as AskedCustomer['run'], visit: 1, byColleague: false }
  const asked: AskedCustomer = { ...question, address: 'ana@aurora.example' }
  assert.equal(judge({ sender: gone, asked }).kind, 'hold', 'not even what they were asked before do they answer')
})

test('Whatever the facts, what is held says why in words and names a rule, and says that it is kept (A7)', () => {
  const verdicts = [
    held({ token: 'unknown' }),
    held(answering(boWrites)),
    held({ automatic: 'list' }),
    held(strangerWrites('x@yahoo.fr', 'Zoho')),
    held({ identity: nobody('comment') }),
    held({ identity: forged('ana@aurora.example') }),
  ]
  for (const { findings, because } of verdicts) {
    assert.ok(because.length > 0 && findings.length > 0)
    for (const { verdict, message, rule } of findings) {
      assert.equal(verdict, 'hold')
      assert.match(message, /\. Your mail is kept, with the time at which it came\.$/)
      assert.match(rule, /^[A-G]\d+$/)
    }
  }
})

test('E1, E5: only a proved mail of who was asked answers the question; machines, forgers and others never do', () => {
  const asked: AskedCustomer = {
    ticket: first,
    run: 'run' as AskedCustomer['run'],
    visit: 1,
    address: 'admin@kestrel.example',
    byColleague: false,
  }
  const answers = judge({ ...strangerWrites('admin@kestrel.example'), asked })
  assert.ok(answers.kind === 'answer')
  assert.deepEqual([answers.asked, answers.author.email], [asked, 'admin@kestrel.example'])
  assert.equal(judge({ ...strangerWrites('maya@kestrel.example'), asked }).kind, 'hold')
  assert.equal(
    judge({ ...strangerWrites('maya@kestrel.example'), asked: { ...asked, byColleague: true } }).kind,
    'answer',
  )
  const forger = { ...strangerWrites('admin@kestrel.example'), identity: forged('admin@kestrel.example') }
  assert.equal(judge({ ...forger, asked }).kind, 'hold')
  assert.equal(judge({ ...forger, asked: { ...asked, byColleague: true } }).kind, 'hold')
  assert.equal(judge({ ...strangerWrites('admin@kestrel.example'), asked, automatic: 'auto-reply' }).kind, 'ignore')
  assert.equal(judge({ ...strangerWrites('admin@kestrel.example'), asked, seenBefore: true }).kind, 'ignore')
})
