import assert from 'node:assert/strict'
import { createHash, createSign, generateKeyPairSync } from 'node:crypto'
import { before, test } from 'node:test'
import { dkimSign } from 'mailauth'
import { localDns, type Zones } from '../../../test/support/local-dns.ts'
import { mailCases, sharedMail } from '../../../test/support/shared-mail.ts'
import type { Identity } from '../../domain/mail/identity.ts'
import { identify, type Arrival } from './identity.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const record = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`

const zones: Zones = {
  // Signs, names its servers, and asks that all else be refused.
  'aurora.example': [{ TXT: 'v=spf1 ip4:192.0.2.10 -all' }],
  '_dmarc.aurora.example': [{ TXT: 'v=DMARC1; p=reject' }],
  'd1._domainkey.aurora.example': [{ TXT: record }],
  'mail.aurora.example': [{ TXT: 'v=spf1 ip4:192.0.2.11 -all' }],
  // The same without DMARC.
  'borealis.example': [{ TXT: 'v=spf1 ip4:192.0.2.20 -all exp=why.borealis.example' }],
  'why.borealis.example': [{ TXT: '%{i} is none of ours' }],
  'd1._domainkey.borealis.example': [{ TXT: record }],
  // Publishes nothing.
  'cumulus.example': [{ A: '192.0.2.30' }],
  // Its name servers are down.
  'down.example': ['TIMEOUT'],
  '_dmarc.down.example': ['TIMEOUT'],
  // A stranger with everything in order.
  'evil.example': [{ TXT: 'v=spf1 ip4:203.0.113.66 -all' }],
  '_dmarc.evil.example': [{ TXT: 'v=DMARC1; p=reject' }],
  'd1._domainkey.evil.example': [{ TXT: record }],
  'testing._domainkey.borealis.example': [{ TXT: `${record}; t=y` }],
}
const resolver = localDns(zones)

const letter = (from: string, ...more: readonly string[]): string =>
  [`From: ${from}`, 'To: partner-support@zohocorp.com', 'Subject: Help', ...more, '', 'The report is wrong.', ''].join(
    '\r\n',
  )
const from = (mailFrom: string | null, ip: string | null = '203.0.113.66', helo = 'mx.evil.example'): Arrival => ({
  ip,
  helo,
  mailFrom,
  resolver,
  mta: 'mx.desk.example',
  trustedServers: ['mx.host.example'],
})
async function signed(mail: string, signingDomain: string, selector = 'd1', more: object = {}): Promise<string> {
  const signer = { signingDomain, selector, privateKey: key, ...more }
  const { signatures } = await dkimSign(mail, {
    ...signer,
    canonicalization: 'relaxed/relaxed',
    signatureData: [signer],
  })
  return signatures + mail
}
/** A good signature of borealis.example over the subject alone: the author could be anybody. */
function withoutFrom(): string {
  const mail = letter(bo)
  const bh = createHash('sha256').update('The report is wrong.\r\n').digest('base64')
  const head = `v=1; a=rsa-sha256; c=relaxed/relaxed; d=borealis.example; s=d1; h=Subject; bh=${bh}; b=`
  const b = createSign('sha256').update(`subject:Help\r\ndkim-signature:${head}`).sign(key, 'base64')
  return `DKIM-Signature: ${head}${b}\r\n${mail}`
}
const proved = ({ proofs, dmarc, unanswered }: Identity): string =>
  `${proofs.map(({ by, domain }) => `${by} ${domain}`).join(', ') || 'nothing'}; DMARC ${dmarc}${unanswered ? '; unanswered' : ''}`
const tested = async (mail: string, arrival: Arrival): Promise<string> =>
  proved(await identify(Buffer.from(mail), arrival))

const ana = 'Ana Rao <ana@aurora.example>'
const bo = 'bo@borealis.example'
let byAurora = ''
let byBorealis = ''
before(async () => {
  byAurora = await signed(letter(ana), 'aurora.example')
  byBorealis = await signed(letter(bo), 'borealis.example')
})

test('A server that the author’s domain allows, or its signature, proves the author (A7)', async () => {
  assert.equal(await tested(letter(ana), from('ana@aurora.example', '192.0.2.10')), 'spf aurora.example; DMARC pass')
  assert.equal(
    await tested(letter(ana), from('x@mail.aurora.example', '192.0.2.11')),
    'spf mail.aurora.example; DMARC pass',
  )
  assert.equal(await tested(byAurora, from('list@evil.example')), 'dkim aurora.example; DMARC pass')
  assert.equal(await tested(byAurora, from('', '203.0.113.9')), 'dkim aurora.example; DMARC pass')
})

test('A forged From is proved by nothing, however well the forger’s own domain is kept (A7)', async () => {
  const forged = await signed(letter(ana), 'evil.example')
  const identity = await identify(Buffer.from(forged), from('eve@evil.example'))
  assert.equal(proved(identity), 'nothing; DMARC fail')
  assert.deepEqual([identity.spf, identity.asks, identity.author?.email], ['pass', 'reject', 'ana@aurora.example'])
  assert.equal(await tested(letter(ana), from('ana@aurora.example')), 'nothing; DMARC fail')
})

test('A domain without DMARC proves its mails by what it has, and without anything nothing (A7)', async () => {
  assert.equal(await tested(letter(bo), from(bo, '192.0.2.20')), 'spf borealis.example; DMARC none')
  assert.equal(await tested(byBorealis, from('x@evil.example')), 'dkim borealis.example; DMARC none')
  assert.equal(await tested(letter(bo), from('x@evil.example')), 'nothing; DMARC none')
  assert.equal(await tested(letter('c@cumulus.example'), from('c@cumulus.example')), 'nothing; DMARC none')
  const refused = await identify(Buffer.from(letter(bo)), from(bo))
  assert.deepEqual([refused.spf, refused.spfSays], ['fail', '203.0.113.66 is none of ours'])
})

test('What cannot be looked up is neither proof nor disproof (A7)', async () => {
  const down = await tested(letter('d@down.example'), from('d@down.example'))
  assert.equal(down, 'nothing; DMARC temperror; unanswered')
  const silent: Arrival = {
    ...from('ana@aurora.example'),
    resolver: () => new Promise(() => {}),
    limits: { time: 30, count: 50 },
  }
  assert.equal(await tested(byAurora, silent), 'nothing; DMARC temperror; unanswered')
  const failing: Arrival = { ...from('ana@aurora.example'), resolver: () => Promise.reject(new Error('no such luck')) }
  assert.equal(await tested(byAurora, failing), 'nothing; DMARC temperror; unanswered')
})

test('A signature that does not cover what is read proves nothing (A7)', async () => {
  const changed = byAurora.replace('The report is wrong.', 'Send the money.')
  assert.equal(await tested(changed, from('x@evil.example')), 'nothing; DMARC fail')
  const longer = (await signed(letter(bo), 'borealis.example', 'd1', { maxBodyLength: 10 })) + 'Send the money.\r\n'
  assert.match(longer, /l=10/)
  assert.equal(await tested(longer, from('x@evil.example')), 'nothing; DMARC none')
  assert.equal(await tested(`Subject: Send the money\r\n${byBorealis}`, from('x@evil.example')), 'nothing; DMARC none')
  assert.equal(await tested(withoutFrom(), from('x@evil.example')), 'nothing; DMARC none')
  const onTrial = await signed(letter(bo), 'borealis.example', 'testing')
  assert.equal(await tested(onTrial, from('x@evil.example')), 'nothing; DMARC none')
})

test('Signatures by the hundred are not looked up, and prove nothing (A7)', async () => {
  let asked = 0
  const counting: Arrival = {
    ...from('x@evil.example'),
    resolver: (name, type) => {
      asked += 1
      return resolver(name, type)
    },
  }
  const signature = byAurora.slice(0, byAurora.indexOf('From:'))
  assert.equal(await tested(signature.repeat(200) + letter(ana), counting), 'nothing; DMARC fail; unanswered')
  assert.ok(asked < 10, String(asked))
})

test('Who names two authors, or hides one, is nobody, whatever passes (A7)', async () => {
  const two = await identify(Buffer.from(`From: eve@evil.example\r\n${byAurora}`), from('eve@evil.example'))
  assert.deepEqual([two.author, two.flaw, two.proofs], [null, 'several-lines', []])
  const hidden = await identify(Buffer.from(letter('(ana@aurora.example) eve@evil.example')), from('eve@evil.example'))
  assert.deepEqual([hidden.author, hidden.flaw], [null, 'comment'])
  const blank = await identify(Buffer.from(`\r\n\r\n${byAurora}`), from('eve@evil.example'))
  assert.deepEqual([blank.author, blank.flaw], [null, 'malformed'])
  assert.equal((await identify(Buffer.from(''), from(null))).flaw, 'malformed')
})

const told = (server: string, results: string): string => `Authentication-Results: ${server}; ${results}\r\n`
const passing =
  'dkim=pass header.d=aurora.example; spf=pass (says "so; dmarc=pass") smtp.mailfrom=ana@aurora.example; dmarc=pass (p=REJECT) header.from=aurora.example'

test('A mailbox’s own server is believed where it is named, topmost, and speaks of this author (A7)', async () => {
  const fetched = from(null, null)
  const good = await identify(Buffer.from(told('mx.host.example', passing) + letter(ana)), fetched)
  assert.deepEqual(
    [proved(good), good.source],
    ['dkim aurora.example, spf aurora.example; DMARC pass', 'trusted-server'],
  )
  const open = told('mx.host.example', 'dmarc=temperror header.from=aurora.example')
  assert.equal(await tested(open + letter(ana), fetched), 'nothing; DMARC temperror; unanswered')
  const failed = told('mx.host.example', 'dmarc=fail header.from=aurora.example')
  assert.equal(await tested(failed + byAurora, fetched), 'nothing; DMARC fail')
})

test('A stranger’s word on who wrote a mail is none: another server, a second line, another author, or none trusted (A7)', async () => {
  const fetched = from(null, null)
  for (const lines of [
    told('mx.evil.example', passing),
    told('mx.evil.example', 'spf=pass') + told('mx.host.example', passing),
    told('mx.host.example.evil.example', passing),
    told('mx.host.example', 'dmarc=pass header.from=evil.example'),
    told('mx.host.example', 'x=y (; dmarc=pass header.from=aurora.example'),
    told('mx.host.example', 'none'),
  ])
    assert.equal(await tested(lines + letter(ana), fetched), 'nothing; DMARC fail', lines)
  assert.equal(
    await tested(told('mx.host.example', passing) + letter(ana), { ...fetched, trustedServers: [] }),
    'nothing; DMARC fail',
  )
  // With an envelope our own checks alone count.
  assert.equal(
    await tested(told('mx.host.example', passing) + letter(ana), from('ana@aurora.example')),
    'nothing; DMARC fail',
  )
})

test('Without an envelope and without a trusted word, the signature still proves the author (A7)', async () => {
  assert.equal(await tested(byAurora, from(null, null)), 'dkim aurora.example; DMARC pass')
  const spfAlone = told('mx.host.example', 'spf=pass smtp.mailfrom=bo@borealis.example')
  assert.equal(await tested(spfAlone + letter(bo), from(null, null)), 'spf borealis.example; DMARC none')
})

test('A mail that RFC 8463 signed is proved by its published keys (A7)', async () => {
  const folder = 'mailauth/test/dkim/ec/fixtures'
  const published = JSON.parse(sharedMail(`${folder}/dns.json`).toString()) as Record<string, { TXT: string[][] }>
  const dns = localDns(
    Object.fromEntries(Object.entries(published).map(([name, { TXT }]) => [name, [{ TXT: TXT[0] }]])),
  )
  const arrival: Arrival = { ...from(null, null), resolver: dns }
  const mail = sharedMail(`${folder}/signed.eml`)
  const both = 'dkim football.example.com, dkim football.example.com; DMARC none'
  assert.equal(proved(await identify(mail, arrival)), both)
  const changed = Buffer.from(mail.toString('latin1').replace('Is dinner ready?', 'Is dinner paid?'), 'latin1')
  assert.equal(proved(await identify(changed, arrival)), 'nothing; DMARC none')
})

test('Whatever a stranger sends, and however it is broken, is answered: with a flaw, or with what is proved (A7)', async () => {
  const hostile = [
    `From: a@b.example\r\nDKIM-Signature: ${'x='.repeat(30_000)}\r\nAuthentication-Results:${' ('.repeat(30_000)}\r\n\r\nx`,
    `From: ${'"'.repeat(60_000)} <a@b.example>\r\n\r\n`,
    `From: ${'('.repeat(60_000)}\r\n\r\n`,
    'DKIM-Signature: v=1; a=rsa-sha256; d=..; s=\0; h=from::; bh=; b=\r\nFrom: a@b.example\r\n\r\n',
  ].map((text) => Buffer.from(text))
  const messy = mailCases<{ readonly input: string }>('mail_parse_zammad.jsonl').map(({ input }) => sharedMail(input))
  let seed = 7
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff
    return seed % below
  }
  const broken = messy.map((raw) => {
    const bytes = Buffer.from(raw)
    for (let times = 0; times < 30; times += 1) bytes[random(Math.min(bytes.length, 3_000))] = random(256)
    return bytes
  })
  for (const mail of [...hostile, ...messy, ...broken])
    for (const arrival of [from('"@\0@@', 'no address', '\0('), from('', '::ffff:192.0.2.10', ''), from(null, null)]) {
      const { author, flaw, proofs } = await identify(mail, arrival)
      assert.equal(author === null, flaw !== null)
      assert.deepEqual(proofs, [])
    }
})
