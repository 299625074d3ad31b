import type { AskedKey } from '../contract.ts'

/** What a security key came to: one field's text, or why there is none (the key of a sentence). */
export type KeyAnswer = { keyToken: string; derives: boolean } | { problem: string }

interface AskedToMake extends AskedKey {
  userHandle: string
  login: string
  displayName: string
  tenantName: string
  algorithms: number[]
}

/** Doors that say what a key is asked; each is tied to the browser's attempt or to the session. */
export type KeyDoor = '/sign-in/key' | '/step-up/key' | '/account/passkeys/key'

const patienceMs = 120_000

/** Whether this browser can, at this address: it knows no keys for a bare number, nor without TLS. */
export function canUseKeys(): boolean {
  const isNumber = /^[\d.]+$|^\[/.test(location.hostname)
  return window.isSecureContext && 'PublicKeyCredential' in window && !isNumber
}

/** Asks the server what to ask, then the key itself. */
export async function askKey(door: KeyDoor, login: string): Promise<KeyAnswer> {
  const asked = await askServer<AskedKey>(door, { login })
  if (typeof asked === 'string') return { problem: asked }
  if (asked.allow.length === 0) return { problem: 'accounts_key_none' }
  return await used(() => answerOf(asked))
}

/** Makes a key for her; where it can derive a secret it is asked for it, which some keys only do when used a second time. */
export async function makeKey(): Promise<KeyAnswer> {
  const asked = await askServer<AskedToMake>('/account/passkeys/key', {})
  if (typeof asked === 'string') return { problem: asked }
  return await used(() => madeOf(asked))
}

async function askServer<Asked>(door: KeyDoor, fields: Record<string, string>): Promise<Asked | string> {
  const body = new FormData()
  for (const [name, value] of Object.entries({ ...fields, intent: 'ask' })) body.set(name, value)
  try {
    const answer = await fetch(door, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { Accept: 'application/json' },
    })
    if (answer.type === 'opaqueredirect') return 'accounts_key_page_old'
    const { done, failure } = await answer.json()
    return done ?? failure?.key ?? 'error_unavailable'
  } catch {
    return 'error_unavailable'
  }
}

async function used(ask: () => Promise<KeyAnswer>): Promise<KeyAnswer> {
  try {
    return await ask()
  } catch (error) {
    // The browser does not say more: not found, called off, not verified, or too slow.
    const isKnown = error instanceof DOMException && error.name === 'InvalidStateError'
    return { problem: isKnown ? 'accounts_passkey_taken' : 'accounts_key_not_used' }
  }
}

async function answerOf({ challenge, allow }: AskedKey): Promise<KeyAnswer> {
  const credential = (await navigator.credentials.get({
    publicKey: {
      challenge: bytesOf(challenge),
      allowCredentials: allow.map(({ id }) => ({ type: 'public-key', id: bytesOf(id) })),
      userVerification: 'required',
      timeout: patienceMs,
      extensions: { prf: { evalByCredential: derivingFrom(allow) } },
    },
  })) as PublicKeyCredential
  const { clientDataJSON, authenticatorData, signature } =
    credential.response as AuthenticatorAssertionResponse
  return shown(credential, { clientDataJSON, authenticatorData, signature }, derivedBy(credential))
}

async function madeOf(asked: AskedToMake): Promise<KeyAnswer> {
  const salt = bytesOf(asked.challenge).slice(0, 16)
  const credential = (await navigator.credentials.create({
    publicKey: {
      challenge: bytesOf(asked.challenge),
      rp: { name: asked.tenantName },
      user: { id: bytesOf(asked.userHandle), name: asked.login, displayName: asked.displayName },
      pubKeyCredParams: asked.algorithms.map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: asked.allow.map(({ id }) => ({ type: 'public-key', id: bytesOf(id) })),
      authenticatorSelection: { residentKey: 'discouraged', userVerification: 'required' },
      attestation: 'none',
      timeout: patienceMs,
      extensions: { prf: { eval: { first: salt } } },
    },
  })) as PublicKeyCredential
  const { clientDataJSON, attestationObject } = credential.response as AuthenticatorAttestationResponse
  const output = derivedBy(credential) ?? (await deriveOnce(credential, salt))
  return shown(credential, { clientDataJSON, attestationObject }, output)
}

/** Many keys derive only when they are used, not when they are made. Called off: it stays a second factor. */
async function deriveOnce(
  made: PublicKeyCredential,
  salt: Uint8Array<ArrayBuffer>,
): Promise<ArrayBuffer | undefined> {
  if (!made.getClientExtensionResults().prf?.enabled) return undefined
  try {
    const used = (await navigator.credentials.get({
      publicKey: {
        // Nobody checks this answer: only what is derived counts, and it opens nothing unless it is right.
        challenge: crypto.getRandomValues(new Uint8Array(32)),
        allowCredentials: [{ type: 'public-key', id: made.rawId }],
        userVerification: 'required',
        timeout: patienceMs,
        extensions: { prf: { eval: { first: salt } } },
      },
    })) as PublicKeyCredential
    return derivedBy(used)
  } catch {
    return undefined
  }
}

function derivedBy(credential: PublicKeyCredential): ArrayBuffer | undefined {
  return credential.getClientExtensionResults().prf?.results?.first as ArrayBuffer | undefined
}

function derivingFrom(allow: AskedKey['allow']): Record<string, { first: BufferSource }> {
  return Object.fromEntries(allow.map(({ id, salt }) => [id, { first: bytesOf(salt) }]))
}

function shown(
  credential: PublicKeyCredential,
  parts: Record<string, ArrayBuffer>,
  output: ArrayBuffer | undefined,
): KeyAnswer {
  const texts = Object.entries({ ...parts, ...(output ? { output } : {}) })
  const fields = texts.map(([name, bytes]) => [name, textOf(bytes)])
  const keyToken = JSON.stringify({ id: textOf(credential.rawId), ...Object.fromEntries(fields) })
  return { keyToken, derives: output !== undefined }
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}

function textOf(bytes: ArrayBuffer): string {
  const text = String.fromCharCode(...new Uint8Array(bytes))
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
