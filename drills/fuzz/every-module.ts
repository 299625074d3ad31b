import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '../../src/modules')

/** Reads every file of every module that works without a page, so that the registries are full. */
export async function loadEveryModule(): Promise<void> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/\/(web|testing|sample)\/|\.test\.ts$|-child\.ts$|\/testing\.ts$/.test(file))
  for (const file of files.sort()) await import(/* @vite-ignore */ pathToFileURL(file).href)
}
