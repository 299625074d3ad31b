import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const WORTH_IT_BYTES = 1024

/** Compresses the browser's files once, when they are built; the server only hands the smaller copies out. */
export function compressAssets(): Plugin {
  return {
    name: 'compress-assets',
    applyToEnvironment: ({ name }) => name === 'client',
    writeBundle({ dir = '' }) {
      for (const path of readdirSync(dir, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(js|css|svg)$/.test(path)) continue
        const content = readFileSync(join(dir, path))
        if (content.length < WORTH_IT_BYTES) continue
        writeFileSync(join(dir, `${path}.br`), brotliCompressSync(content))
        writeFileSync(join(dir, `${path}.gz`), gzipSync(content))
      }
    },
  }
}
