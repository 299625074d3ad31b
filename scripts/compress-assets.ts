import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const WORTH_IT_BYTES = 400
const BROTLI = {
  [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
  [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
  [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
}

/** Compresses the browser's files once, when all are built; the server only hands the smaller copies out. */
export function compressAssets(dir: string): void {
  for (const path of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(js|css|svg)$/.test(path)) continue
    const content = readFileSync(join(dir, path))
    if (content.length < WORTH_IT_BYTES) continue
    writeFileSync(join(dir, `${path}.br`), brotliCompressSync(content, { params: BROTLI }))
    writeFileSync(join(dir, `${path}.gz`), gzipSync(content))
  }
}
