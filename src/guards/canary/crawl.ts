import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { idsIn } from '../matrix/rows.ts'
import type { World } from '../matrix/story.ts'
import { canaryPattern, plantedForm } from './seed.ts'

interface RouteEntry {
  path?: string | undefined
  index?: boolean | undefined
  children?: readonly RouteEntry[] | undefined
}

/** Every address of the route table, as patterns. */
export function patternsOf(routes: readonly RouteEntry[], prefix = ''): string[] {
  return routes.flatMap((route) => {
    const path = route.path ? `${prefix}/${route.path}` : prefix
    const own = route.path || route.index ? [path || '/'] : []
    return [...own, ...patternsOf(route.children ?? [], path)]
  })
}

/** The pattern's address in that world. Throws for a parameter nobody has taught the crawler. */
export function addressIn(world: World, pattern: string): string {
  return pattern.replace(/:(\w+)/g, (_match, name: string) => {
    const value = { ...idsIn(world), kind: 'bodies', matter: 'new_high_risk', subjectId: plantedForm }[name]
    if (!value) throw new Error(`${pattern}: teach the crawler what ${name} is`)
    return value
  })
}

export interface Answer {
  status: number
  canaries: Set<string>
}

/** One page as HTML or as the data that a navigation fetches, with the person's own cookie. Redirects are not followed. */
export async function fetchPage(
  origin: string,
  path: string,
  form: 'html' | 'data',
  cookie: Uint8Array | null,
): Promise<Answer> {
  const address = form === 'html' ? path : path === '/' ? '/_root.data' : `${path}.data`
  const response = await fetch(new URL(address, origin), {
    redirect: 'manual',
    headers: cookie ? { cookie: `yorube=${Buffer.from(cookie).toString('base64url')}` } : {},
  })
  return { status: response.status, canaries: new Set((await response.text()).match(canaryPattern) ?? []) }
}

/** Looks for something as the palette does: what is typed is posted. */
export async function searchFor(origin: string, words: string, cookie: Uint8Array): Promise<Answer> {
  const body = new FormData()
  body.set('intent', 'everything')
  body.set('words', words)
  const response = await fetch(new URL('/search/find', origin), {
    method: 'POST',
    body,
    headers: { cookie: `yorube=${Buffer.from(cookie).toString('base64url')}`, origin },
  })
  return { status: response.status, canaries: new Set((await response.text()).match(canaryPattern) ?? []) }
}

/** Files below the folders in which one of the canaries stands: tables, WAL, logs, temporary files. */
export function filesWith(
  folders: readonly string[],
  canaries: ReadonlySet<string>,
): { files: number; found: string[] } {
  const found: string[] = []
  let files = 0
  const entries = folders.flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const text = textOf(file)
    if (text === null) continue
    files++
    const words = text.match(canaryPattern) ?? []
    const known = words.find((word) => canaries.has(word))
    if (known) found.push(`${file}: ${known}`)
  }
  return { files, found }
}

/** Null = gone since it was listed: a running database throws its caches of the catalogue away and writes them anew. */
function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'latin1')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
