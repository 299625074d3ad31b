import * as oauth from 'oauth4webapi'
import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import type { IdentityProvider } from '../../platform/identity-providers.ts'
import { platform } from '../../platform/runtime.ts'
import type { ChallengeTerms } from './challenge.ts'
import { answersTo, hasProviderLink } from './store/provider-links.ts'

/** What ties a question to the directory to its answer. Nothing of it is stored: all follows from the state and a key. */
export interface Errand {
  /** Where the directory sends her back to. */
  redirectUri: string
  state: string
  nonce: string
  verifier: string
  /** Whether she shows herself there anew, or a sign-in of this morning will do. */
  isAnew: boolean
}

/** What the directory said of whoever it sent back to us. */
export type DirectoryAnswer =
  | { kind: 'shown'; subject: string }
  /** It does not say that it asked her anew, though it was to: `auth_time` is missing in its token, or is not of these minutes. */
  | { kind: 'not-anew' }
  | { kind: 'failed' }

export function providerAt(host: string): IdentityProvider | null {
  return platform().identityProviders?.find((one) => one.hosts.includes(host.toLowerCase())) ?? null
}

/**
 * Whether this person signs in, and confirms who she is, through the directory alone: the operator requires it, and she is linked.
 * It hangs on the tenant: which of its names a browser came by is the visitor's own choice.
 */
export async function mustUseDirectory(tx: Tx, tenantId: string, userId: string): Promise<boolean> {
  return (await isDirectoryRequired(tx, tenantId)) && (await hasProviderLink(tx, tenantId, userId))
}

export async function isDirectoryRequired(tx: Tx, tenantId: string): Promise<boolean> {
  const hosts = (platform().identityProviders ?? []).flatMap((one) => (one.isRequired ? one.hosts : []))
  return hosts.length > 0 && (await answersTo(tx, tenantId, hosts))
}

/** As `providerAt`, where nothing goes on without. */
export function requireProvider(origin: string | undefined): IdentityProvider & { origin: string } {
  const provider = origin ? providerAt(new URL(origin).hostname) : null
  if (!origin || !provider) throw new AppError('not-found')
  return { ...provider, origin }
}

/**
 * Whose browser or session it is for is part of both: an answer carried elsewhere fits no question there. At the door single sign-on
 * may answer; who confirms or links herself is asked for her password, or whatever the directory takes, by the directory too.
 */
export function errandFor(terms: ChallengeTerms, state: string, redirectUri: string): Errand {
  const { tenantId, boundTo } = terms
  const derived = (use: string) =>
    Buffer.from(platform().vault.macRow(tenantId, 'provider errand', [use, boundTo, state])).toString(
      'base64url',
    )
  const isAnew = terms.use !== 'provider'
  return { redirectUri, state, nonce: derived('nonce'), verifier: derived('verifier'), isAnew }
}

/**
 * For `beforehand` of whatever sends a browser to the directory, which may be slow to say where it is to be asked. Throws
 * `not-found` without a directory, `unavailable` where it does not answer or names a place that is not its own.
 */
export async function whereToAsk(_at: unknown, { origin }: { origin?: string | undefined }) {
  const provider = requireProvider(origin)
  return () => endpointOf(provider)
}

async function endpointOf(provider: IdentityProvider): Promise<string> {
  const { authorization_endpoint: endpoint } = await serverOf(provider)
  if (!endpoint || !isOwn(provider, endpoint)) throw new AppError('unavailable')
  return endpoint
}

/** How long ago the directory may have asked her, where it is to be anew; the question to it lives as long. */
const anewSeconds = 300
/** By so much its clock may be off. */
const clockSeconds = 30

/**
 * Where her browser goes to show the directory who she is: code flow with PKCE, state and nonce. That it is to be anew stands in the
 * address, from which whoever sits there can take it out: only the time in the token proves it.
 */
export async function addressToAsk(
  endpoint: string,
  { clientId }: IdentityProvider,
  errand: Errand,
): Promise<string> {
  const address = new URL(endpoint)
  const asked = {
    client_id: clientId,
    redirect_uri: errand.redirectUri,
    response_type: 'code',
    scope: 'openid',
    state: errand.state,
    nonce: errand.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(errand.verifier),
    code_challenge_method: 'S256',
    ...(errand.isAnew ? { prompt: 'login', max_age: String(anewSeconds) } : {}),
  }
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value)
  return address.href
}

/**
 * Whom the directory sent back to us, by its own id of her; `failed` where anything of issuer, audience, signature, time, nonce, state
 * or PKCE does not fit. Nothing else of what it says is looked at: names and mail addresses are handed out anew. It may take three
 * times `answerMs`, and so belongs to what is done beforehand.
 */
export async function subjectOf(
  provider: IdentityProvider,
  errand: Errand,
  answer: URLSearchParams,
): Promise<DirectoryAnswer> {
  try {
    const server = await serverOf(provider)
    const client = { client_id: provider.clientId, id_token_signed_response_alg: provider.algorithm }
    const right = oauth.validateAuthResponse(server, client, answer, errand.state)
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      oauth.ClientSecretBasic(provider.clientSecret),
      right,
      errand.redirectUri,
      errand.verifier,
      reach(provider),
    )
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
      expectedNonce: errand.nonce,
      requireIdToken: true,
    })
    await oauth.validateApplicationLevelSignature(server, response, reach(provider))
    return answerIn(oauth.getValidatedIdTokenClaims(tokens), errand)
  } catch {
    // Whatever does not fit, or does not answer: she is told the same, and tries again.
    return { kind: 'failed' }
  }
}

/** The age is looked at here and not by the library, which would not tell a setting that is missing from a token that is forged. */
function answerIn(claims: oauth.IDToken | undefined, { isAnew }: Errand): DirectoryAnswer {
  if (!claims) return { kind: 'failed' }
  if (isAnew && !isOfTheseMinutes(claims.auth_time)) return { kind: 'not-anew' }
  return { kind: 'shown', subject: claims.sub }
}

/** In seconds since 1970. One to come is none: whoever counts in milliseconds would be fresh for ever. */
function isOfTheseMinutes(authTime: number | undefined): boolean {
  if (authTime === undefined) return false
  const age = Date.now() / 1000 - authTime
  return age <= anewSeconds + clockSeconds && age >= -clockSeconds
}

const knownForMs = 3_600_000
/** Longer than one answer may take. */
const awayForMs = 10_000
const described = new Map<string, { server: Promise<oauth.AuthorizationServer>; until: number }>()

/**
 * What the directory says of itself: asked once for all who wait, and again after an hour; until it has answered then, what it said
 * before counts on. One that did not answer is left alone for some seconds, or each stranger who comes meanwhile would hang on it anew.
 */
function serverOf(provider: IdentityProvider): Promise<oauth.AuthorizationServer> {
  const known = described.get(provider.issuer)
  if (known && known.until > Date.now()) return known.server
  const asked = askServer(provider)
  const now = { server: known ? asked.catch(() => known.server) : asked, until: Date.now() + awayForMs }
  described.set(provider.issuer, now)
  const keepFor = (milliseconds: number) => () => {
    now.until = Date.now() + milliseconds
  }
  asked.then(keepFor(knownForMs), keepFor(awayForMs))
  return now.server
}

async function askServer(provider: IdentityProvider): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(provider.issuer)
  try {
    return await oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, reach(provider)))
  } catch {
    throw new AppError('unavailable')
  }
}

const answerMs = 5_000
/** Keys and a token take some kilobytes. */
const answerBytes = 256 * 1024

/** No request goes to any other place than the issuer that the operator named, whatever its documents say. */
function reach(provider: IdentityProvider) {
  return {
    [oauth.customFetch]: async (url: string, options: object) => {
      if (!isOwn(provider, url)) throw new Error('not the issuer that was named')
      return cutOff(await fetch(url, { ...options, redirect: 'error' }))
    },
    [oauth.allowInsecureRequests]: new URL(provider.issuer).protocol === 'http:',
    signal: () => AbortSignal.timeout(answerMs),
  }
}

/** The same answer, which cannot be read any further than `answerBytes`. */
function cutOff(answer: Response): Response {
  let left = answerBytes
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      left -= chunk.byteLength
      if (left < 0) controller.error(new Error('longer than any answer of a directory'))
      else controller.enqueue(chunk)
    },
  })
  return new Response(answer.body?.pipeThrough(counting) ?? null, answer)
}

function isOwn(provider: IdentityProvider, address: string): boolean {
  return URL.canParse(address) && new URL(address).origin === new URL(provider.issuer).origin
}
