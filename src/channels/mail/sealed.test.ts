import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { before, test } from 'node:test'
import { dkimSign, sealMessage } from 'mailauth'
import { localDns, type Zones } from '../../../test/support/local-dns.ts'
import { zoho } from '../../../test/support/policies.ts'
import type { Identity } from '../../domain/mail/identity.ts'
import type { Policy } from '../../domain/policy.ts'
import { identify, type Arrival } from './identity.ts'
import { incomingReader } from './incoming.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`
const signers = ['aurora.example', 'borealis.example', 'list.example', 'forwarder.example', 'evil.example']
const zones: Zones = {
  ...Object.fromEntries(signers.map((domain) => [`d1._domainkey.${domain}`, [{ TXT: record }]])),
  '_dmarc.aurora.example': [{ TXT: 'v=DMARC1; p=reject' }],
  'd1._domainkey.down.example': ['TIMEOUT'],
}
const arrival: Arrival = {
  ip: '203.0.113.66',
  helo: 'mx.list.example',
  mailFrom: 'bounces@list.example',
  resolver: localDns(zones),
  mta: 'mx.desk.example',
  trustedServers: [],
  trustedSealers: ['list.example', 'forwarder.example', 'down.example'],
}

const letter = (from: string): string =>
  [`From: ${from}`, 'To: resellers@list.example', 'Subject: Help', '', 'The report is wrong.', ''].join('\r\n')
async function signed(mail: string, signingDomain: string): Promise<string> {
  const signer = { signingDomain, selector: 'd1', privateKey: key }
  const { signatures } = await dkimSign(mail, {
    ...signer,
    canonicalization: 'relaxed/relaxed',
    signatureData: [signer],
  })
  return signatures + mail
}
/** As lists do: what was signed is no more what was signed. */
const changed = (mail: string): string =>
  mail.replace('Subject: Help', 'Subject: [resellers] Help').replace(/$/, '-- \r\nThe list of resellers\r\n')
async function sealed(mail: string, signingDomain: string, found: string, cv?: 'pass'): Promise<string> {
  const seal = { signingDomain, selector: 'd1', privateKey: key, authResults: `mx.${signingDomain}; ${found}` }
  return String(await sealMessage(mail, cv === undefined ? seal : { ...seal, cv })) + mail
}
const said = ({ proofs, dmarc, unanswered, source }: Identity): string =>
  `${proofs.map(({ by, domain }) => `${by} ${domain}`).join(', ') || 'nothing'}; DMARC ${dmarc}${unanswered ? '; unanswered' : ''}; ${source}`
const tested = async (mail: string, more: Partial<Arrival> = {}): Promise<string> =>
  said(await identify(Buffer.from(mail), { ...arrival, ...more }))

const ana = 'Ana Rao <ana@aurora.example>'
const bo = 'bo@borealis.example'
const passing = 'dkim=pass header.d=aurora.example; dmarc=pass (p=reject) header.from=aurora.example'
const proved = 'dkim aurora.example; DMARC pass; sealed'
const refused = 'nothing; DMARC fail; checked'
let passedOn = ''
before(async () => {
  passedOn = await sealed(changed(await signed(letter(ana), 'aurora.example')), 'list.example', passing)
})

test('A7: a list that is trusted is believed on who wrote what it has changed, by its seal; without trust it is not', async () => {
  assert.equal(await tested(passedOn), proved)
  assert.equal(await tested(passedOn, { trustedSealers: [] }), refused)
  assert.equal(await tested(passedOn, { trustedSealers: ['another.example'] }), refused)
  // Where its own signature still holds nobody else is asked.
  const whole = await sealed(await signed(letter(ana), 'aurora.example'), 'list.example', passing)
  assert.equal(await tested(whole), 'dkim aurora.example; DMARC pass; checked')
})

test('A7: what was changed behind the seal is proved by nothing: text, subject, the finding itself, or a second line of what is read', async () => {
  for (const forged of [
    passedOn.replace('The report is wrong.', 'Send the money.'),
    passedOn.replace('[resellers] Help', 'Send the money'),
    passedOn.replace(ana, 'Eve <eve@aurora.example>'),
    (await sealed(changed(letter(ana)), 'list.example', 'dmarc=fail header.from=aurora.example')).replace(
      'dmarc=fail',
      'dmarc=pass',
    ),
    `Subject: Send the money\r\n${passedOn}`,
    passedOn.replace(/^ARC-Seal:[^]*?\r\n(?=ARC-Message)/m, ''),
  ])
    assert.equal(await tested(forged), refused, forged)
})

test('A7: a stranger’s seal is nobody’s word, and makes a trusted one behind it none', async () => {
  const own = await sealed(letter(ana), 'evil.example', passing)
  assert.equal(await tested(own), refused)
  const both = await sealed(own, 'list.example', 'arc=pass; dmarc=fail header.from=aurora.example', 'pass')
  assert.equal(await tested(both), refused)
  // It names the trusted one, and cannot sign for it.
  assert.equal(await tested(own.replaceAll('d=evil.example', 'd=list.example')), refused)
  const claimed = own.replace(/^ARC-Seal:[^]*?\r\n(?=ARC-Message)/m, (seal) =>
    seal.replace('evil.example', 'list.example'),
  )
  assert.equal(await tested(claimed), refused)
})

test('A7: on a way of several forwarders all must be trusted, and what the first one found counts', async () => {
  const twice = await sealed(
    changed(passedOn),
    'forwarder.example',
    'arc=pass; dkim=fail; dmarc=fail header.from=aurora.example',
    'pass',
  )
  assert.equal(await tested(twice), proved)
  assert.equal(await tested(twice, { trustedSealers: ['forwarder.example'] }), refused)
  assert.equal(await tested(twice, { trustedSealers: ['list.example'] }), refused)
})

test('A7: what it found must prove this author, as his domain asks for it', async () => {
  for (const found of [
    'none',
    'dkim=pass header.d=aurora.example',
    'dmarc=fail header.from=aurora.example',
    'dmarc=none header.from=aurora.example; dkim=pass header.d=aurora.example',
    'dmarc=pass header.from=evil.example',
  ])
    assert.equal(await tested(await sealed(letter(ana), 'list.example', found)), refused, found)
  // A domain without DMARC: by what it has, as everywhere.
  const without = (found: string) =>
    sealed(letter(bo), 'list.example', `dmarc=none header.from=borealis.example; ${found}`)
  assert.equal(
    await tested(await without('dkim=pass header.d=borealis.example')),
    'dkim borealis.example; DMARC none; sealed',
  )
  assert.equal(await tested(await without('dkim=pass header.d=evil.example')), 'nothing; DMARC none; checked')
})

test('A7: a seal whose key cannot be looked up is looked at again later; more seals than any way has are not', async () => {
  const down = await sealed(letter(ana), 'down.example', passing)
  assert.equal(await tested(down), 'nothing; DMARC fail; unanswered; checked')
  const many = 'ARC-Seal: i=1; a=rsa-sha256; cv=none; d=list.example; s=d1; b=x\r\n'.repeat(11)
  assert.equal(await tested(many + letter(ana)), 'nothing; DMARC fail; unanswered; checked')
})

test('A7: the policy names who is trusted, and nobody by itself', async () => {
  const read = incomingReader({ name: arrival.mta, resolver: arrival.resolver, ownDomains: [] })
  const { ip, helo, mailFrom } = arrival
  const taken = {
    ip,
    helo,
    mailFrom,
    raw: Buffer.from(passedOn),
    mailboxes: [],
    receivedAt: Temporal.Instant.from('2026-03-10T06:00:00Z'),
  }
  const readBy = async (policy: Policy): Promise<string> => {
    const done = await read(taken as unknown as Parameters<typeof read>[0], policy)
    assert.ok(done.ok)
    return said(done.incoming.identity)
  }
  assert.deepEqual(zoho.mail.trustedSealers, [])
  assert.equal(await readBy(zoho), refused)
  assert.equal(await readBy({ ...zoho, mail: { ...zoho.mail, trustedSealers: ['list.example'] } }), proved)
})
