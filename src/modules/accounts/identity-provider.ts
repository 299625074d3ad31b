import * as oauth from 'oauth4webapi'
import type { Tx } from '../../platform/db/tx.ts'
import { AppError } from '../../platform/errors.ts'
import type { IdentityProvider } from '../../platform/identity-providers.ts'
import { platform } from '../../platform/runtime.ts'
import { answersTo, hasProviderLink } from './store/provider-links.ts'

/** What ties a question to the directory to its answer. Nothing of it is stored: all follows from the state and a key. */
export interface Errand {
  /** Where the directory sends her back to. */
  redirectUri: string
  state: string
  nonce: string
  verifier: string
}

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

/** Whose browser or session it is for is part of both: an answer carried elsewhere fits no question there. */
export function errandFor(tenantId: string, boundTo: string, state: string, redirectUri: string): Errand {
  const derived = (use: string) =>
    Buffer.from(platform().vault.macRow(tenantId, 'provider errand', [use, boundTo, state])).toString(
      'base64url',
    )
  return { redirectUri, state, nonce: derived('nonce'), verifier: derived('verifier') }
}

/**
 * For `beforehand` of whatever sends a browser to the directory, which may be slow to say where it is to be asked. Throws
 * `not-found` without a directory, `unavailable` where it does not answer or names a place that is not its own.
 */
export async function whereToAsk(_at: unknown, { origin }: { origin?: string | undefined }) {
  const provider = requireProvider(origin)
  return () => endpointOf(provider)
}

export async function endpointOf(provider: IdentityProvider): Promise<string> {
  const { authorization_endpoint: endpoint } = await serverOf(provider)
  if (!endpoint || !isOwn(provider, endpoint)) throw new AppError('unavailable')
  return endpoint
}

/** Where her browser goes to show the directory who she is: code flow with PKCE, state and nonce. */
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
  }
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value)
  return address.href
}

/** Anybody may have begun one: no more of them than this reach the directory together. */
export const mostAtOnce = 32
let underWay = 0

/**
 * The directory's own id of whoever it sent back to us; null where anything of issuer, audience, signature, time, nonce, state
 * or PKCE does not fit. Nothing else of what it says is looked at: names and mail addresses are handed out anew. It may take three
 * times `answerMs`, and so belongs to what is done beforehand. Throws `busy` where too many are under way.
 */
export async function subjectOf(
  provider: IdentityProvider,
  errand: Errand,
  answer: URLSearchParams,
): Promise<string | null> {
  if (underWay >= mostAtOnce) throw new AppError('busy')
  underWay += 1
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
    return oauth.getValidatedIdTokenClaims(tokens)?.sub ?? null
  } catch {
    // Whatever does not fit, or does not answer: she is told the same, and tries again.
    return null
  } finally {
    underWay -= 1
  }
}

const knownForMs = 3_600_000
/** Longer than one answer may take. */
const awayForMs = 10_000
const described = new Map<string, { server: Promise<oauth.AuthorizationServer>; until: number }>()

/**
 * What the directory says of itself: asked once for all who wait, and again after an hour. One that did not answer is left alone for
 * some seconds, or each stranger who comes meanwhile would hang on it anew.
 */
function serverOf(provider: IdentityProvider): Promise<oauth.AuthorizationServer> {
  const known = described.get(provider.issuer)
  if (known && known.until > Date.now()) return known.server
  const asked = { server: askServer(provider), until: Date.now() + awayForMs }
  described.set(provider.issuer, asked)
  const keepFor = (milliseconds: number) => () => {
    asked.until = Date.now() + milliseconds
  }
  asked.server.then(keepFor(knownForMs), keepFor(awayForMs))
  return asked.server
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
