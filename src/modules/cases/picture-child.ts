/**
 * Runs alone, without keys, database or environment (see prepare-file.ts): reads a file from standard input, says what
 * it is, and makes pictures anew, so that nothing but pixels comes back. Whatever it cannot make anew ends with code 2.
 */
import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'

const mostPixels = 40_000_000
const remade: Readonly<Record<string, 'jpeg' | 'png' | 'webp'>> = {
  'image/jpeg': 'jpeg',
  'image/png': 'png',
  'image/webp': 'webp',
}

async function fromParent(): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of process.stdin) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

async function answer(): Promise<void> {
  const given = await fromParent()
  const type = (await fileTypeFromBuffer(given))?.mime ?? 'application/octet-stream'
  const format = remade[type]
  if (!format) return say({ type, form: 'original' })
  sharp.cache(false)
  sharp.concurrency(1)
  const bytes = await sharp(given, { limitInputPixels: mostPixels, failOn: 'error', sequentialRead: true })
    .autoOrient()
    .toFormat(format)
    .toBuffer()
  return say({ type, form: 'rendition' }, bytes)
}

function say(head: { type: string; form: 'rendition' | 'original' }, bytes?: Buffer): Promise<void> {
  const line = Buffer.from(`${JSON.stringify(head)}\n`)
  return new Promise((resolve) =>
    process.stdout.write(bytes ? Buffer.concat([line, bytes]) : line, () => resolve()),
  )
}

try {
  await answer()
} catch {
  process.exitCode = 2
}
