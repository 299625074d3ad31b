import { crc32, deflateSync } from 'node:zlib'
import { hex, join, text } from './hostile-file.ts'

/** Pieces of a PNG, put together by hand so that they may lie. */
export function chunk(type: string, content: Uint8Array, crc?: number): Uint8Array {
  const body = join(type, content)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc ?? crc32(body))
  return join(length, body, check)
}

export function header(width: number, height: number, depth = 8, colour = 2): Uint8Array {
  const content = Buffer.alloc(13)
  content.writeUInt32BE(width >>> 0, 0)
  content.writeUInt32BE(height >>> 0, 4)
  content[8] = depth
  content[9] = colour
  return chunk('IHDR', content)
}

const signature = hex('89504e470d0a1a0a')
const end = chunk('IEND', new Uint8Array(0))

export function png(...chunks: readonly Uint8Array[]): Uint8Array {
  return join(signature, ...chunks, end)
}

/** Eight by eight black pixels. */
export const fewPixels = chunk('IDAT', deflateSync(Buffer.alloc(8 * (1 + 8 * 3))))
export const small = (...more: readonly Uint8Array[]) => png(header(8, 8), ...more, fewPixels)

/** A text that unpacks to `megabytes` of nothing. */
export function packedText(megabytes: number): Uint8Array {
  return chunk(
    'zTXt',
    join(text('Comment\0\0'), deflateSync(Buffer.alloc(megabytes * 1024 * 1024), { level: 9 })),
  )
}
