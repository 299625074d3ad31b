import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { TestDatabase } from '../../platform/db/testing/use-database.ts'
import type { IdentityProvider } from '../../platform/identity-providers.ts'
import { platform } from '../../platform/runtime.ts'
import { TestOffice } from '../../platform/testing/office.ts'

/** What a directory's token says otherwise than it should. */
export interface TokenLies {
  iss?: string
  aud?: string
  nonce?: string
  /** Seconds from now. */
  expiresIn?: number
  alg?: string
  /** When it asked her, in seconds from now; null where it does not say. */
  askedHer?: number | null
  /** Signed with a key that the directory does not publish. */
  isForged?: boolean
}

interface Grant {
  clientId: string
  redirectUri: string
  challenge: string
  nonce: string
  authTime: number
}

const seconds = () => Math.floor(Date.now() / 1000)
const base64url = (value: string | Uint8Array) => Buffer.from(value).toString('base64url')

/** An office's directory on this computer: discovery, keys, authorisation with PKCE, tokens. One person has signed in there this morning. */
export class TestIssuer {
  readonly clientId = 'yorube'
  readonly clientSecret = randomBytes(16).toString('hex')
  lies: TokenLies = {}
  /** What its own description says otherwise, such as where tokens are to be fetched. */
  described: Record<string, string> = {}
  /** What it waits for before it answers at this path. */
  readonly waits = new Map<string, Promise<void>>()
  /** Answers nothing but that it cannot. */
  isAway = false
  person: { sub: string; email: string } | null = null
  readonly asked: string[] = []
  #authTime = seconds() - 8 * 3600
  readonly #grants = new Map<string, Grant>()
  readonly #pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  readonly #foreign = generateKeyPairSync('rsa', { modulusLength: 2048 })
  readonly #server: Server

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request).then(({ status = 200, location, body }) => {
        response.writeHead(status, location ? { Location: location } : { 'Content-Type': 'application/json' })
        response.end(body ? JSON.stringify(body) : '')
      })
    })
  }

  static async open(): Promise<TestIssuer> {
    const issuer = new TestIssuer()
    await new Promise<void>((resolve) => issuer.#server.listen(0, '127.0.0.1', resolve))
    return issuer
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
    })
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** As the operator would write it down. */
  provider(hosts: string[], more: Partial<IdentityProvider> = {}): IdentityProvider {
    const { issuer, clientId, clientSecret } = this
    return { hosts, issuer, clientId, clientSecret, algorithm: 'RS256', isRequired: false, ...more }
  }

  /** Where a browser that came with this address is sent: our own address, with a code. */
  authorise(address: string): string {
    const { searchParams } = new URL(address)
    const asked = (name: string) => searchParams.get(name) ?? ''
    const code = randomBytes(16).toString('hex')
    const oldest = seconds() - Number(searchParams.get('max_age') ?? Number.POSITIVE_INFINITY)
    const isToAsk = searchParams.get('prompt') === 'login' || this.#authTime < oldest
    if (isToAsk) this.#authTime = seconds()
    this.#grants.set(code, {
      clientId: asked('client_id'),
      redirectUri: asked('redirect_uri'),
      challenge: asked('code_challenge'),
      nonce: asked('nonce'),
      authTime: this.#authTime,
    })
    const back = new URL(asked('redirect_uri'))
    back.searchParams.set('code', code)
    back.searchParams.set('state', asked('state'))
    return back.href
  }

  async #answer(request: IncomingMessage): Promise<{ status?: number; location?: string; body?: object }> {
    const url = new URL(request.url ?? '/', this.issuer)
    this.asked.push(url.pathname)
    await this.waits.get(url.pathname)
    if (this.isAway) return { status: 503 }
    const { issuer } = this
    if (url.pathname === '/.well-known/openid-configuration')
      return {
        body: {
          issuer,
          authorization_endpoint: `${issuer}/authorise`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
          ...this.described,
        },
      }
    if (url.pathname === '/keys') return { body: { keys: [publicJwk(this.#pair.publicKey)] } }
    if (url.pathname === '/authorise') return { status: 303, location: this.authorise(url.href) }
    if (url.pathname === '/token') return this.#token(request, new URLSearchParams(await text(request)))
    return { status: 404 }
  }

  /** A code counts once, for who it was given to, with its verifier. */
  #token(request: IncomingMessage, form: URLSearchParams) {
    const grant = this.#grants.get(form.get('code') ?? '')
    this.#grants.delete(form.get('code') ?? '')
    const secret = `Basic ${Buffer.from(`${this.clientId}:${this.clientSecret}`).toString('base64')}`
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const isRight =
      grant &&
      this.person &&
      request.headers.authorization === secret &&
      grant.redirectUri === form.get('redirect_uri') &&
      grant.challenge === verifier
    if (!isRight) return { status: 400, body: { error: 'invalid_grant' } }
    return { body: { access_token: 'none', token_type: 'Bearer', id_token: this.#idToken(grant) } }
  }

  #idToken(grant: Grant): string {
    const { iss, aud, nonce, expiresIn = 60, alg = 'RS256', askedHer, isForged } = this.lies
    const now = seconds()
    const authTime = askedHer === undefined ? grant.authTime : now + Number(askedHer)
    const claims = {
      ...this.person,
      email_verified: true,
      iss: iss ?? this.issuer,
      aud: aud ?? grant.clientId,
      nonce: nonce ?? grant.nonce,
      iat: now,
      exp: now + expiresIn,
      ...(askedHer === null ? {} : { auth_time: authTime }),
    }
    const said = `${base64url(JSON.stringify({ alg, kid: 'one' }))}.${base64url(JSON.stringify(claims))}`
    if (alg === 'none') return `${said}.`
    const key = isForged ? this.#foreign.privateKey : this.#pair.privateKey
    return `${said}.${sign('sha256', Buffer.from(said), key).toString('base64url')}`
  }
}

function publicJwk(key: KeyObject) {
  return { ...key.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }
}

/** An office with a directory of its own, and somebody of it who has just confirmed who she is. */
export async function anOfficeWithDirectory(database: TestDatabase, more: Partial<IdentityProvider> = {}) {
  const office = await TestOffice.open(database)
  const person = await office.person()
  await office.stepUp(person)
  const issuer = await TestIssuer.open()
  issuer.person = { sub: 'staff-0001', email: 'mihon@example.jp' }
  Object.assign(platform(), { identityProviders: [{ ...issuer.provider([office.host]), ...more }] })
  return { office, origin: `https://${office.host}`, person, issuer }
}
