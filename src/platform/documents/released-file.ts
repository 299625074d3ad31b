import type { Released } from './released.ts'
import { withoutUnseen } from './unseen.ts'

export interface FileToSave {
  fileName: string
  /** With its character set, where it has one. */
  mediaType: string
  body: string | Uint8Array
}

/**
 * The one answer of this server that a browser saves as a file. It takes nothing but what passed the output gate; a guard
 * looks for any other (src/guards/only-way-out.test.ts). What came from outside is never run: no sniffing, a sandbox
 * without rights.
 */
export function releasedFile<Content>(
  released: Released<Content>,
  fileOf: (released: Released<Content>) => FileToSave,
): Response {
  const { fileName, mediaType, body } = fileOf(released)
  return new Response(typeof body === 'string' ? body : new Uint8Array(body), {
    headers: {
      'Content-Type': mediaType,
      'Content-Disposition': `attachment; filename*=UTF-8''${releasedName(fileName)}`,
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'no-store',
    },
  })
}

/** As the header spells it. */
export function releasedName(fileName: string): string {
  return encoded(safeName(fileName))
}

/** No path, no leading dot, and no letters that turn the direction of reading to hide what kind of file it is. */
function safeName(name: string): string {
  const plain = withoutUnseen(name).replace(/[\\/:*?"<>|]/g, '_')
  return plain.replace(/^[.\s]+/, '').slice(-150) || '_'
}

/** RFC 8187: what `encodeURIComponent` leaves and a header may not hold. */
function encoded(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
