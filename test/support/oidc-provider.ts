/** A small provider of OpenID Connect on this machine, which can be made to lie. */
import { createHash, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWK } from 'jose'

export const client = { id: 'partner-desk', secret: 'a secret: of & the desk' }

export interface Profile {
  readonly sub: string
  readonly email?: string
  readonly email_verified?: unknown
}

/** 'stalls' says the half and no more, 'breaks off' hangs up then; 'floods' never ends; 'circles' leads to itself. */
export type Fault = 'stalls' | 'breaks off' | 'no answer' | 'page' | 'list' | 'floods' | 'circles'

/** What it does otherwise than it should; each asks it anew. */
export interface Lies {
  /** Other claims than the right ones. */
  readonly claims?: Readonly<Record<string, unknown>>
  readonly sign?: 'other key' | 'none' | 'client secret'
  /** Other parameters of the answer to the browser. */
  readonly answer?: Readonly<Record<string, string>>
  /** Other facts of what it says of itself. */
  readonly document?: Readonly<Record<string, unknown>>
  readonly userinfo?: Profile
  /** Takes connections, and says nothing. */
  readonly hangs?: boolean
  /** One of its addresses, by its path, and what it does instead of answering. */
  readonly fault?: { readonly at: string; readonly how: Fault }
  /** How the token is answered. */
  readonly token?: { readonly status: number; readonly body: unknown }
}

export interface ProviderStandIn {
  readonly issuer: string
  /** Who is signed in there. */
  profile: Profile
  lies: Lies
  /** How often each of its addresses was asked. */
  readonly asked: Map<string, number>
  /** Bytes that it has flooded with. */
  poured: number
  /** What a client did wrong. */
  readonly wrong: string[]
  /** New keys, under another name: the old ones are gone. */
  turnKeys(): Promise<void>
  close(): Promise<void>
}

interface Grant {
  readonly profile: Profile
  readonly query: URLSearchParams
}

export async function providerStandIn(context: Pick<TestContext, 'after'> | null): Promise<ProviderStandIn> {
  const codes = new Map<string, Grant>()
  const accessTokens = new Map<string, Profile>()
  let keys = await makeKeys()
  const stranger = await makeKeys()
  const server = createServer((request, response) => {
    void answer(request, response).catch((thrown: unknown) => {
      self.wrong.push(String(thrown))
      response.writeHead(500).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const self: ProviderStandIn = {
    issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}/realm`,
    profile: { sub: 'nobody' },
    lies: {},
    asked: new Map(),
    poured: 0,
    wrong: [],
    turnKeys: async () => void (keys = await makeKeys()),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  context?.after(() => self.close())

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', self.issuer)
    const path = url.pathname.replace('/realm', '')
    self.asked.set(path, (self.asked.get(path) ?? 0) + 1)
    if (self.lies.hangs === true) return
    const { fault } = self.lies
    if (fault?.at === path) return misbehave(response, fault.how, url)
    const send = (status: number, body: unknown): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (path === '/.well-known/openid-configuration') return send(200, document())
    if (path === '/jwks') return send(200, { keys: [keys.jwk] })
    if (path === '/userinfo') {
      const token = request.headers.authorization?.replace('Bearer ', '') ?? ''
      return send(200, self.lies.userinfo ?? accessTokens.get(token))
    }
    if (path === '/authorize') return authorize(url.searchParams, response)
    if (path !== '/token') return send(404, {})
    if (self.lies.token !== undefined) return send(self.lies.token.status, self.lies.token.body)
    const grant = redeem(request, new URLSearchParams(await textOf(request)))
    if (grant === null) return send(400, { error: 'invalid_grant' })
    const accessToken = randomBytes(16).toString('hex')
    accessTokens.set(accessToken, grant.profile)
    send(200, { id_token: await idToken(grant), access_token: accessToken, token_type: 'Bearer' })
  }

  function misbehave(response: ServerResponse, how: Fault, url: URL): void {
    if (how === 'no answer') return void response.destroy()
    if (how === 'circles') return void response.writeHead(302, { location: url.href }).end()
    response.writeHead(200, { 'content-type': 'application/json' })
    if (how === 'page') return void response.end('<!doctype html><title>Sign in</title>')
    if (how === 'list') return void response.end('[7]')
    response.write('{"issuer": "')
    if (how === 'breaks off') setImmediate(() => response.destroy())
    if (how !== 'floods') return
    const more = Buffer.alloc(64_000, 'a')
    const pour = (): void => {
      // It stops only where nobody takes any more: the test then sees how much went.
      while (!response.destroyed && self.poured < 100_000_000) {
        self.poured += more.length
        if (!response.write(more)) return void response.once('drain', pour)
      }
      response.end('"}')
    }
    pour()
  }

  const document = () => ({
    issuer: self.issuer,
    authorization_endpoint: `${self.issuer}/authorize`,
    token_endpoint: `${self.issuer}/token`,
    jwks_uri: `${self.issuer}/jwks`,
    userinfo_endpoint: `${self.issuer}/userinfo`,
    authorization_response_iss_parameter_supported: true,
    ...self.lies.document,
  })

  /** Whoever is signed in here is sent back at once. */
  function authorize(query: URLSearchParams, response: ServerResponse): void {
    for (const [name, right] of [
      ['response_type', 'code'],
      ['client_id', client.id],
      ['code_challenge_method', 'S256'],
    ] as const)
      if (query.get(name) !== right) self.wrong.push(`${name} is ${query.get(name)}`)
    const code = randomBytes(16).toString('hex')
    codes.set(code, { profile: self.profile, query })
    const back = new URL(query.get('redirect_uri') ?? '')
    const said = { code, state: query.get('state') ?? '', iss: self.issuer, ...self.lies.answer }
    for (const [name, value] of Object.entries(said)) if (value !== '') back.searchParams.set(name, value)
    response.writeHead(302, { location: back.href }).end()
  }

  /** A code is for one use, by the client that asked for it with the verifier of that browser. */
  function redeem(request: IncomingMessage, body: URLSearchParams): Grant | null {
    const [id, secret] = Buffer.from(request.headers.authorization?.replace('Basic ', '') ?? '', 'base64')
      .toString()
      .split(':')
      .map((part) => new URLSearchParams(`x=${part}`).get('x'))
    if (id !== client.id || secret !== client.secret) self.wrong.push('the client does not prove itself')
    const grant = codes.get(body.get('code') ?? '')
    codes.delete(body.get('code') ?? '')
    if (grant === undefined) return null
    const challenge = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url')
    if (challenge !== grant.query.get('code_challenge')) self.wrong.push('the verifier is another one')
    if (body.get('redirect_uri') !== grant.query.get('redirect_uri')) self.wrong.push('redirect_uri is another one')
    return grant
  }

  async function idToken({ profile, query }: Grant): Promise<string> {
    const now = Math.floor(Date.now() / 1_000)
    const claims = {
      iss: self.issuer,
      aud: client.id,
      iat: now,
      exp: now + 300,
      nonce: query.get('nonce') ?? '',
      ...profile,
      ...self.lies.claims,
    }
    if (self.lies.sign === 'none') return new UnsecuredJWT(claims).encode()
    if (self.lies.sign === 'client secret')
      return new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.from(client.secret.padEnd(32, ' ')))
    const by = self.lies.sign === 'other key' ? stranger : keys
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: keys.jwk.kid ?? '' }).sign(by.privateKey)
  }
  return self
}

async function makeKeys(): Promise<{ privateKey: CryptoKey; jwk: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: randomBytes(4).toString('hex'), alg: 'RS256' } }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request) text += String(part)
  return text
}
