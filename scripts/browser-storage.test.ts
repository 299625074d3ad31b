import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'

test('nothing of ours is laid into the browser’s storage: what was typed is kept by the server, sealed', () => {
  const root = join(import.meta.dirname, '..')
  const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && /\.(tsx?|js)$/.test(one.name) && !/\.test\./.test(one.name))
    .map((one) => relative(root, join(one.parentPath, one.name)))
    .filter((file) => !/\/generated\//.test(file))
  const storage =
    /\b(localStorage|sessionStorage|indexedDB|caches\.open|serviceWorker|storage\.getDirectory)\b/
  expect(files.length).toBeGreaterThan(500)
  expect(files.filter((file) => storage.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
})
