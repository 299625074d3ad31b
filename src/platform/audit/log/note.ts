import { isSignedBy, type LogSigner, sha256Into } from '../../vault/index.ts'

/**
 * C2SP signed notes (c2sp.org/signed-note): a text, an empty line, and lines `— NAME base64(key id 4 ‖ signature 64)`. Any
 * tool that speaks the format checks what we sign with nothing but the printed key.
 */
const ED25519 = 1
const KEY_ID_BYTES = 4
const LINE = /^— (\S+) ([A-Za-z0-9+/]+={0,2})$/

/** `NAME+key id+base64(1 ‖ public key)`: the form in which such keys are printed. */
export function printedKey(name: string, publicKey: Uint8Array): string {
  const id = keyIdOf(name, publicKey)
  return `${name}+${id.toString('hex')}+${Buffer.concat([Buffer.from([ED25519]), publicKey]).toString('base64')}`
}

export function signNote(text: string, name: string, signer: LogSigner): string {
  const message = Buffer.from(text)
  const signature = Buffer.concat([keyIdOf(name, signer.publicKey), signer.sign(message)])
  return `${text}\n— ${name} ${signature.toString('base64')}\n`
}

/** The text, if this key has signed it; signatures of others (witnesses) may stand beside. Null = it is not signed by it. */
export function openNote(note: string, name: string, publicKey: Uint8Array): string | null {
  const cut = note.lastIndexOf('\n\n')
  if (cut < 0 || !note.endsWith('\n')) return null
  const text = note.slice(0, cut + 1)
  const message = Buffer.from(text)
  const id = keyIdOf(name, publicKey)
  const isSigned = note
    .slice(cut + 2, -1)
    .split('\n')
    .some((line) => {
      const [, signer, base64] = LINE.exec(line) ?? []
      if (signer !== name || !base64) return false
      const bytes = Buffer.from(base64, 'base64')
      return (
        bytes.subarray(0, KEY_ID_BYTES).equals(id) &&
        isSignedBy(publicKey, message, bytes.subarray(KEY_ID_BYTES))
      )
    })
  return isSigned ? text : null
}

function keyIdOf(name: string, publicKey: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(`${name}\n`), Buffer.from([ED25519]), publicKey])
  return Buffer.from(sha256Into(new Uint8Array(32), named)).subarray(0, KEY_ID_BYTES)
}
